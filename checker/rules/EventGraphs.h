//===- EventGraphs.h - What routines do, looked at once ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_EVENTGRAPHS_H
#define THREADPOOL_TIDY_RULES_EVENTGRAPHS_H

#include "link/EventGraph.h"

#include <map>
#include <utility>

namespace threadpool::rules {

/// The event graphs of routines. Several rules look at the same ones.
class EventGraphs {
public:
  explicit EventGraphs(const facts::UnitFacts &Unit) : Unit(Unit) {}

  const link::EventGraph &of(const facts::Function &Routine,
                             link::Creations Made) {
    const auto Id = std::make_pair(&Routine, Made);
    auto It = Known.find(Id);
    if (It == Known.end())
      It = Known.try_emplace(Id, Unit, Routine, Made).first;
    return It->second;
  }

private:
  const facts::UnitFacts &Unit;
  std::map<std::pair<const facts::Function *, link::Creations>,
           link::EventGraph>
      Known;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_EVENTGRAPHS_H
