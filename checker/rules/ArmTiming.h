//===- ArmTiming.h - When an arm lets callbacks come ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_ARMTIMING_H
#define THREADPOOL_TIDY_RULES_ARMTIMING_H

#include "link/EventGraph.h"

namespace threadpool::rules {

/// Whether \p Arm, in the routine of \p G, lets callbacks come before the
/// routine has done much more.
bool letsCallbacksComeAtOnce(const link::EventGraph &G, const link::Event &Arm);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_ARMTIMING_H
