//===- BlockingCalls.h - Calls that hold up a callback ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_BLOCKINGCALLS_H
#define THREADPOOL_TIDY_RULES_BLOCKINGCALLS_H

#include "rules/CallbackReach.h"

#include <optional>
#include <string>

namespace threadpool::rules {

/// Whether \p N may be a call that waits for longer than a lock is held.
bool mayBlock(const facts::Node &N);

/// What \p C does, if it surely may last for as long as E.Opts says that a
/// callback runs long: "sleeps for 5000 ms". Waits for what the callback is
/// called for, or called with, are left to others.
std::optional<std::string> longWaitIn(const Evidence &E,
                                      const CallInCallback &C);

/// Whether \p C says itself how long it may last, and code that is not
/// understood has no part in what it waits for.
bool isPlainWait(const Evidence &E, const CallInCallback &C);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_BLOCKINGCALLS_H
