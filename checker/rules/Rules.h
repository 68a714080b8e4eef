//===- Rules.h - The rules, each from facts to findings ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_RULES_H
#define THREADPOOL_TIDY_RULES_RULES_H

#include "link/Case.h"
#include "rules/Analyze.h"
#include "rules/EventGraphs.h"
#include "rules/MentionIndex.h"

namespace threadpool::rules {

/// What every rule looks at.
struct Evidence {
  const facts::UnitFacts &Unit;
  const link::CallGraph &Calls;
  const link::Inventory &Objects;
  const std::vector<link::Case> &Cases;
  const Options &Opts;
  EventGraphs &Graphs;
  const MentionIndex &Mentions;
};

/// The rules that the protocol engine decides.
std::vector<Finding> findProtocolViolations(const Evidence &E);
std::vector<Finding> findDrainsOfSetTimers(const Evidence &E);
std::vector<Finding> findSelfWaits(const Evidence &E);
std::vector<Finding> findClosedRegisteredHandles(const Evidence &E);
std::vector<Finding> findFreedSubmissions(const Evidence &E);
std::vector<Finding> findAccelerations(const Evidence &E);
std::vector<Finding> findRearmsNotLast(const Evidence &E);
std::vector<Finding> findDyingContexts(const Evidence &E);

// The rules whose findings depend on no other's.
#define TP_FINDER(Function) std::vector<Finding> Function(const Evidence &E);
#include "rules/Finders.def"

/// Where a function closes an object and goes on using it. Needs no evidence,
/// and so finds again some of what the protocol engine has found.
std::vector<Finding> findClosedObjectUses(const facts::UnitFacts &Unit);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_RULES_H
