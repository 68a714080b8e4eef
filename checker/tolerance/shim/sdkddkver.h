/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands before MinGW-w64's sdkddkver.h, which takes Server 2003 for the
 * version of Windows that is meant unless _mingw.h has been there. The SDK's
 * takes its own, which has the thread pool. */

#include <_mingw.h>

#include_next <sdkddkver.h>
