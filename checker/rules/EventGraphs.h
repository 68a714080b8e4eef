//===- EventGraphs.h - What routines do, looked at once ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_EVENTGRAPHS_H
#define THREADPOOL_TIDY_RULES_EVENTGRAPHS_H

#include "link/EventGraph.h"
#include "link/Objects.h"

#include <map>
#include <tuple>

namespace threadpool::rules {

/// The event graphs of routines. Several rules look at the same ones. What was
/// too large for the inventory is not walked again.
class EventGraphs {
public:
  EventGraphs(const facts::UnitFacts &Unit, const link::Inventory &Objects)
      : Unit(Unit), Objects(Objects) {}

  const link::EventGraph &of(const facts::Function &Routine,
                             link::Creations Made) {
    return isTooLarge(Routine)
               ? Nothing
               : find(Routines, {&Routine, Made}, Unit, Routine, Made);
  }

  /// Of a call of \p Callback for what \p Called made. That differs in nothing
  /// but what the context is.
  const link::EventGraph &of(const facts::Function &Callback,
                             const link::Creation &Called) {
    return isTooLarge(Callback)
               ? Nothing
               : find(Callbacks, {&Callback, Called.Api, Called.Context}, Unit,
                      Callback, &Called);
  }

  /// Of what \p Callback itself does, for some object that \p Creator makes.
  const link::EventGraph &alone(const facts::Function &Callback,
                                const facts::ApiFunction &Creator) {
    return find(Alone, {&Callback, &Creator}, Unit, Callback, Creator);
  }

private:
  bool isTooLarge(const facts::Function &F) const {
    return Objects.TooLarge.count(F.Usr) != 0;
  }

  template <typename Key> using Graphs = std::map<Key, link::EventGraph>;

  template <typename Key, typename... Args>
  static const link::EventGraph &find(Graphs<Key> &Known,
                                      const typename Graphs<Key>::key_type &Id,
                                      Args &&...Walked) {
    auto It = Known.find(Id);
    if (It == Known.end())
      It = Known.try_emplace(Id, std::forward<Args>(Walked)...).first;
    return It->second;
  }

  const facts::UnitFacts &Unit;
  const link::Inventory &Objects;
  const link::EventGraph Nothing;
  Graphs<std::pair<const facts::Function *, link::Creations>> Routines;
  Graphs<std::tuple<const facts::Function *, const facts::ApiFunction *,
                    link::Value>>
      Callbacks;
  Graphs<std::pair<const facts::Function *, const facts::ApiFunction *>> Alone;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_EVENTGRAPHS_H
