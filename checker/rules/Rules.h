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

namespace threadpool::rules {

/// What every rule looks at.
struct Evidence {
  const facts::UnitFacts &Unit;
  const link::CallGraph &Calls;
  const link::Inventory &Objects;
  const std::vector<link::Case> &Cases;
  const Options &Opts;
  EventGraphs &Graphs;
};

/// The rules that the protocol engine decides.
std::vector<Finding> findProtocolViolations(const Evidence &E);
std::vector<Finding> findDrainsOfSetTimers(const Evidence &E);
std::vector<Finding> findSelfWaits(const Evidence &E);
std::vector<Finding> findClosedRegisteredHandles(const Evidence &E);
std::vector<Finding> findFreedSubmissions(const Evidence &E);
std::vector<Finding> findAccelerations(const Evidence &E);
std::vector<Finding> findRearmsNotLast(const Evidence &E);
std::vector<Finding> findMutexWaits(const Evidence &E);
std::vector<Finding> findRelativeTimeouts(const Evidence &E);
std::vector<Finding> findZeroDueTimes(const Evidence &E);
std::vector<Finding> findFileTimeCasts(const Evidence &E);
std::vector<Finding> findNullHandleTimeouts(const Evidence &E);
std::vector<Finding> findTimerSetGuards(const Evidence &E);
std::vector<Finding> findIoProtocolViolations(const Evidence &E);
std::vector<Finding> findDyingIoMemory(const Evidence &E);
std::vector<Finding> findFreedCancelledIo(const Evidence &E);
std::vector<Finding> findBroadCancels(const Evidence &E);
std::vector<Finding> findThreadCancels(const Evidence &E);
std::vector<Finding> findDllObjectsWithoutGroup(const Evidence &E);
std::vector<Finding> findCleanupGroupMisorder(const Evidence &E);
std::vector<Finding> findWaitsInDllMain(const Evidence &E);
std::vector<Finding> findUnloadsInCallbacks(const Evidence &E);
std::vector<Finding> findStaticLifetimes(const Evidence &E);
std::vector<Finding> findEndedThreads(const Evidence &E);
std::vector<Finding> findDirtyThreads(const Evidence &E);
std::vector<Finding> findSingleThreadedApartments(const Evidence &E);
std::vector<Finding> findThreadAffinity(const Evidence &E);
std::vector<Finding> findLongCallbacks(const Evidence &E);
std::vector<Finding> findExceptionsOfCallbacks(const Evidence &E);
std::vector<Finding> findUncheckedCreations(const Evidence &E);
std::vector<Finding> findNeverTested(const Evidence &E);
std::vector<Finding> findLeaks(const Evidence &E);
std::vector<Finding> findLeakedMembers(const Evidence &E);
std::vector<Finding> findDyingContexts(const Evidence &E);
std::vector<Finding> findEarlyArms(const Evidence &E);
std::vector<Finding> findUnfinishedUnregistrations(const Evidence &E);
std::vector<Finding> findLegacyHandleMisuse(const Evidence &E);
std::vector<Finding> findLegacyCalls(const Evidence &E);

/// Where a function closes an object and goes on using it. Needs no evidence,
/// and so finds again some of what the protocol engine has found.
std::vector<Finding> findClosedObjectUses(const facts::UnitFacts &Unit);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_RULES_H
