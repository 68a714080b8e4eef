//===- Outcomes.h - Conditions that may go either way -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_OUTCOMES_H
#define THREADPOOL_TIDY_RULES_OUTCOMES_H

#include "link/EventGraph.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace threadpool::rules {

/// What the last calls on a path have yielded, as long as nobody has tested it.
/// Whatever the path did before, such a test can go either way. Others, and a
/// second test of the same outcome, may come out as one before them did.
class Outcomes {
public:
  /// Takes in what \p Ev yields, or that it stores what another one did.
  void note(const link::Event &Ev) {
    using EventKind = link::Event::EventKind;
    if (Ev.Kind == EventKind::Store) {
      if (auto It = find(Ev.Args[0]); It != Untested.end())
        It->second = link::textOf(Ev.Storage);
    } else if (Ev.Kind == EventKind::Call || Ev.Kind == EventKind::Api) {
      take(Ev.Result);
      Untested.push_back({link::textOf(Ev.Result.Where), ""});
      if (Untested.size() > Most)
        Untested.pop_front();
    }
  }

  /// Whether \p Cond tests nothing but untested outcomes, which it then does.
  bool take(const link::UndecidedCondition &Cond) {
    return std::all_of(Cond.Sources.begin(), Cond.Sources.end(),
                       [&](const link::Value &V) { return take(V); });
  }

  bool operator<(const Outcomes &O) const { return Untested < O.Untested; }

private:
  /// With more of them, paths that have become alike would stay apart.
  static constexpr std::size_t Most = 3;

  /// By name, with where it was stored.
  using List = std::deque<std::pair<std::string, std::string>>;

  List::iterator find(const link::Value &V) {
    const std::string Name = link::textOf(V.Where);
    return std::find_if(
        Untested.begin(), Untested.end(), [&](const auto &Outcome) {
          return V.is(link::Value::ValueKind::At) &&
                 (Outcome.first == Name || Outcome.second == Name);
        });
  }

  bool take(const link::Value &V) {
    auto It = find(V);
    if (It == Untested.end())
      return false;
    Untested.erase(It);
    return true;
  }

  List Untested;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_OUTCOMES_H
