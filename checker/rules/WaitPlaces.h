//===- WaitPlaces.h - Where code may wait for callbacks ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_WAITPLACES_H
#define THREADPOOL_TIDY_RULES_WAITPLACES_H

#include "rules/Rules.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace threadpool::rules {

/// Tells where a fix may put a wait for callbacks: not where the pool or the
/// loader may have called, and not where a lock may be held.
class WaitPlaces {
public:
  explicit WaitPlaces(const Evidence &E);

  /// Whether a wait may come before the node \p N of \p F, as far as the unit
  /// tells who calls \p F. What is made from the same template is asked for,
  /// too.
  bool mayWaitAt(const facts::Function &F, facts::NodeId N) const;

private:
  using Place = std::pair<const facts::Function *, facts::NodeId>;

  bool mayWaitAt(const Place &P, std::set<const facts::Function *> &Seen) const;
  bool isLockedAt(const Place &P) const;
  bool leavesLocked(const facts::Function &F) const;
  std::vector<facts::NodeId> underLockOf(const facts::Function &F,
                                         facts::NodeId Taken) const;
  bool takesLock(const facts::Node &N) const;
  bool releasesLock(const facts::Node &N, const std::string &Lock) const;

  const facts::UnitFacts &Unit;
  /// What is given to the API as a callback of any kind.
  std::set<std::string> OfThePool;
  std::map<std::string, std::vector<Place>> CallsOf;
  /// Functions that return with a lock held, and that release one.
  std::set<std::string> Lockers, Unlockers;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_WAITPLACES_H
