//===- RepairedSteps.h - What a repair makes of a stop ---------- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_REPAIREDSTEPS_H
#define THREADPOOL_TIDY_RULES_REPAIREDSTEPS_H

#include "link/Case.h"
#include "protocol/Repair.h"
#include "rules/Finding.h"
#include "rules/Story.h"

namespace threadpool::rules {

/// What the owner of \p C, and the callback if it changes too, do to the object
/// in the program that \p R has made of \p Told. Of several ways through the
/// owner the one on which the repair changes something.
std::vector<RepairedStep> tellRepaired(const link::Case &C,
                                       const protocol::Program &Told,
                                       const protocol::Repair &R,
                                       const Subject &S);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_REPAIREDSTEPS_H
