/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands before MinGW-w64's wrl.h and adds what that one lacks. */

#include_next <wrl.h>

#include <wrl/event.h>
#include <wrl/ftm.h>
#include <wrl/implements.h>
