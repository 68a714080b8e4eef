//===- PollingLoops.h - Short waits again and again -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_POLLINGLOOPS_H
#define THREADPOOL_TIDY_RULES_POLLINGLOOPS_H

#include "facts/Facts.h"

namespace threadpool::rules {

/// Whether the wait at \p Wait of \p F, which has run out of time, is done
/// again until somebody else changes what the loop around it asks for. What
/// counts, or asks others, may end sooner.
bool isRepeatedUntilTold(const facts::Function &F, facts::NodeId Wait);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_POLLINGLOOPS_H
