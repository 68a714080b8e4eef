//===- ThreadCalls.h - Calls that concern the thread ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_THREADCALLS_H
#define THREADPOOL_TIDY_RULES_THREADCALLS_H

#include "facts/ThreadApi.h"
#include "rules/CallbackReach.h"

namespace threadpool::rules {

/// The row of ThreadApi.def for \p C, if its arguments are such that it surely
/// does what the row says; or null.
const facts::ThreadFunction *threadCall(const CallInCallback &C);

/// Whether \p Handle is surely one of the thread that runs.
bool isOwnThread(const link::EventGraph &G, const link::Value &Handle);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_THREADCALLS_H
