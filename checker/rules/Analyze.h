//===- Analyze.h - All rules over the facts of a program --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_ANALYZE_H
#define THREADPOOL_TIDY_RULES_ANALYZE_H

#include "rules/Finding.h"
#include "rules/ObjectVerdict.h"

#include <map>

namespace threadpool::rules {

/// Whether the code is part of a DLL; Auto decides by what the sources say.
enum class DllChoice : std::uint8_t { Auto, Yes, No };

struct Options {
  /// By the rule that asks; Auto for those that are not here.
  std::map<Rule, DllChoice> IsDll;
  /// From when on a callback runs long.
  unsigned LongMilliseconds = 1000;
  /// The facts tell what functions throw.
  bool FollowsExceptions = false;
};

/// Runs every rule. Sorted by place, then rule; deterministic. \p Objects, if
/// it is not null, becomes what is known of each object.
std::vector<Finding> analyze(const facts::UnitFacts &Unit, const Options &Opts,
                             std::vector<ObjectVerdict> *Objects = nullptr);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_ANALYZE_H
