//===- CallGraph.h - Which functions of a unit start something --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_CALLGRAPH_H
#define THREADPOOL_TIDY_LINK_CALLGRAPH_H

#include "facts/Facts.h"
#include "facts/ThreadpoolApi.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace threadpool::link {

class CallGraph {
public:
  explicit CallGraph(const facts::UnitFacts &Unit);

  using Predicate = std::function<bool(const facts::ApiFunction &)>;

  using Routines = std::vector<const facts::Function *>;

  /// The outermost of some functions: those that no function of the unit calls,
  /// and one of each circle that is not called from outside.
  struct Roots {
    Routines Outermost;
    /// All of the functions.
    std::set<std::string> Relevant;
  };
  /// Of those that reach an API function which \p Matters; of all, without it.
  Roots rootsOf(const Predicate &Matters) const;

  /// Visits \p From. Where \p Visit returns false, because a routine is too
  /// large to follow, its \p Relevant callees are visited instead. No function
  /// twice.
  void
  visitRoots(Routines From, const std::set<std::string> &Relevant,
             const std::function<bool(const facts::Function &)> &Visit) const;
  void
  visitRoots(const Predicate &Matters,
             const std::function<bool(const facts::Function &)> &Visit) const {
    const Roots From = rootsOf(Matters);
    visitRoots(From.Outermost, From.Relevant, Visit);
  }

  /// The functions that reach an API function which \p Matters and that are
  /// called within the unit, but may be called from other units as well.
  Routines visibleOf(const Predicate &Matters) const;

  /// Whether \p From calls \p To, be it through others.
  bool reaches(const std::string &From, const std::string &To) const;

  /// Whether all that the functions of the unit do which call \p Usr, directly
  /// or not, is to destroy something, and nothing else of that calls an API
  /// function which \p Matters.
  bool isOnlyDestroyed(const std::string &Usr, const Predicate &Matters) const;

  /// The functions that call an API function which \p Matters (all functions,
  /// without it), themselves or in what they call.
  std::set<std::string> reaching(const Predicate &Matters) const;
  /// \p Functions with all that call them, directly or not.
  std::set<std::string> withCallers(std::set<std::string> Functions) const;
  /// \p Functions with all that they call, directly or not.
  std::set<std::string> withCallees(std::set<std::string> Functions) const;

private:
  const facts::UnitFacts &Unit;
  std::map<std::string, std::set<std::string>> Callees, Callers;
  /// The functions that call the API themselves, and what they call of it.
  std::map<std::string, std::set<const facts::ApiFunction *>> ApiCalls;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_CALLGRAPH_H
