/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for a header of Function Discovery where there is none: what
 * MinGW-w64 has of it under other names. */

#ifndef THREADPOOL_TIDY_FUNCTIONDISCOVERY_H
#define THREADPOOL_TIDY_FUNCTIONDISCOVERY_H

#include <windows.h>

/* A lean windows.h does not bring COM; the SDK's header does. */
#include <ole2.h>

#include <functiondiscoveryapi.h>
#include <functiondiscoverycategories.h>
#include <functiondiscoveryconstraints.h>
#include <functiondiscoverynotification.h>

#endif
