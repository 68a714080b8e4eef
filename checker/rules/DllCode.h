//===- DllCode.h - Whether code is part of a DLL ----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_DLLCODE_H
#define THREADPOOL_TIDY_RULES_DLLCODE_H

#include "rules/Rules.h"

namespace threadpool::rules {

/// Whether the unit is part of a DLL, for the rule \p Asks, which has an option
/// that says so.
bool isDll(const Evidence &E, Rule Asks);

/// What tells that it is one; \p At is where to say so if that has no place.
/// \pre isDll(E, Asks)
Note dllEvidence(const Evidence &E, Rule Asks, const facts::Location &At);

/// Whether the DLL tells itself whether it may be unloaded.
bool countsUsers(const facts::UnitFacts &Unit);

/// Whether something in the unit keeps the DLL loaded for good, or from case to
/// case.
bool mayStayLoaded(const facts::UnitFacts &Unit);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_DLLCODE_H
