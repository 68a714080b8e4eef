//===- StateOutcome.h - Whether a state has changed -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_STATEOUTCOME_H
#define THREADPOOL_TIDY_RULES_STATEOUTCOME_H

#include "facts/ThreadState.h"
#include "rules/PathKnowledge.h"

namespace threadpool::rules {

/// Whether no result in \p R tells that the call has changed the state.
bool hasFailed(facts::StateResult How, const NumberRange &R);

/// Whether every result in \p R tells that the call has changed the state.
bool hasSucceeded(facts::StateResult How, const NumberRange &R);

/// The same, or none that tells so is left out: then nobody has asked yet.
bool mayBeDone(facts::StateResult How, const NumberRange &R);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_STATEOUTCOME_H
