//===- StopVerdicts.h - What the search said of one stop --------- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_STOPVERDICTS_H
#define THREADPOOL_TIDY_RULES_STOPVERDICTS_H

#include "link/Case.h"
#include "rules/ObjectVerdict.h"

namespace threadpool::rules {

/// Searches all variants of \p C, and tells what was searched.
StopVerdict judgeStop(const link::Case &C);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_STOPVERDICTS_H
