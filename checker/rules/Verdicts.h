//===- Verdicts.h - What is known of each object ----------------- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_VERDICTS_H
#define THREADPOOL_TIDY_RULES_VERDICTS_H

#include "rules/Finding.h"
#include "rules/ObjectVerdict.h"
#include "rules/Rules.h"

namespace threadpool::rules {

/// The verdict for every call that makes an object with a callback, in the
/// order of their places. \p Findings are those of all rules, \p Why is what
/// was left out when the cases of \p E were built.
std::vector<ObjectVerdict> judgeObjects(const Evidence &E,
                                        const link::Doubts &Why,
                                        const std::vector<Finding> &Findings);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_VERDICTS_H
