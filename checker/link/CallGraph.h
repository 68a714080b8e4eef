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

  /// Visits the functions that reach an API function which \p Matters (all
  /// functions, without it), from the outermost: those that no function of the
  /// unit calls. Where \p Visit
  /// returns false, because a routine is too large to follow, its callees are
  /// visited instead. Sorted by USR within a level; no function twice.
  void visitRoots(const Predicate &Matters,
                  const std::function<bool(const facts::Function &)> &Visit)
      const;

private:
  const facts::UnitFacts &Unit;
  std::map<std::string, std::set<std::string>> Callees;
  std::set<std::string> Called;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_CALLGRAPH_H
