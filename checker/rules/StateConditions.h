//===- StateConditions.h - What conditions have to do with ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_STATECONDITIONS_H
#define THREADPOOL_TIDY_RULES_STATECONDITIONS_H

#include "rules/PathKnowledge.h"
#include "rules/StateChanges.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace threadpool::rules {

/// The conditions of a callback, and whether they may ask if a state of the
/// thread is to be given back.
class StateConditions {
public:
  /// Lives no longer than \p G and \p Changes.
  StateConditions(const link::EventGraph &G,
                  const std::map<const link::Event *, StateChange> &Changes,
                  facts::ThreadState Of);

  /// What tells whether the state has changed, or decides whether it changes or
  /// is given back and is tested in more than one place, or stored: a path has
  /// to remember it.
  const std::set<std::string> &repeated() const { return Repeated; }

  /// Whether the state is given back on no way behind one side of \p Cond, Next
  /// or else the other, but on one behind the other side.
  bool misses(const link::UndecidedCondition &Cond, bool TakesNext) const;

  /// Whether \p Cond surely asks for something else: it can come out either way
  /// whatever the path did to the state. \p Test is the condition as such a
  /// test, and \p Known what was known before. \p IsTested if the path has seen
  /// that the state did change.
  bool isIndependent(const link::UndecidedCondition &Cond,
                     const std::optional<NumberTest> &Test,
                     const PathKnowledge &Known, bool IsTested) const;

  /// Whether \p Begins depends on something that is stored behind it, as where
  /// a thread is prepared once.
  bool isDoneOnce(const link::Event &Begins) const;

private:
  bool isIndependent(const link::Value &V,
                     const link::UndecidedCondition &Cond) const;
  bool isIndependent(const facts::Function &F, const facts::Path &P,
                     std::set<std::string> &Asked) const;
  static std::set<std::string>
  sourcesOf(const link::EventGraph &G,
            const std::vector<std::array<bool, 2>> &Sides);
  std::set<std::string> guardsOf(const link::Event &Begins) const;

  const link::EventGraph &G;
  const std::map<const link::Event *, StateChange> &Changes;
  const facts::ThreadState Of;
  /// By condition, whether the state may be given back on either side.
  std::vector<std::array<bool, 2>> EndsAhead;
  std::set<std::string> Repeated;
  /// What is stored, and what decides whether the state changes at all.
  std::set<std::string> Stored, Guards;
  /// The calls, by their results.
  std::map<std::string, const link::Event *> Results;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_STATECONDITIONS_H
