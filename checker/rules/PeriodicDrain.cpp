//===- PeriodicDrain.cpp - threadpool-missing-cancel ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A routine sets a periodic timer, drains and closes it, and never cancels it.
// The drain can't do what it is for, whether or not the late callback uses
// something that is gone: that is for the protocol engine to say.
//
//===----------------------------------------------------------------------===//

#include "rules/Fixes.h"
#include "rules/Mentions.h"
#include "rules/RoutineFinder.h"

#include <functional>
#include <map>
#include <tuple>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using link::Creation;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool sets(const ApiFunction &Api) {
  return Api.Object == ApiObject::Timer &&
         (Api.Role == ApiRole::Set || Api.Role == ApiRole::SetResult);
}

class PeriodicDrainFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::map<const Node *, Finding> Found;
    for (const auto &[Id, C] : E.Objects.Creations)
      if (C.Api->Object == ApiObject::Timer && neverSetsItself(C))
        find(Id, C, Found);
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    const Event *Set = nullptr;
    const Event *Drain = nullptr;
    bool operator<(const Progress &O) const {
      const std::less<> Before;
      return Before(Set, O.Set) || (Set == O.Set && Before(Drain, O.Drain));
    }
  };

  /// Whether its callback leaves all timers as they are.
  bool neverSetsItself(const Creation &C) const {
    const std::set<std::string> Callees = E.Calls.withCallees({C.Callback});
    return std::all_of(
        Callees.begin(), Callees.end(), [&](const std::string &Usr) {
          auto It = E.Unit.Functions.find(Usr);
          return It != E.Unit.Functions.end() && It->second.hasBody() &&
                 !hasGaps(It->second) &&
                 std::none_of(It->second.Nodes.begin(), It->second.Nodes.end(),
                              [](const Node &N) {
                                const ApiFunction *Api =
                                    N.Kind == NodeKind::ApiCall
                                        ? facts::lookupApi(N.Callee)
                                        : nullptr;
                                return Api && sets(*Api);
                              });
        });
  }

  void find(const std::string &Id, const Creation &C,
            std::map<const Node *, Finding> &Found) const {
    auto IsIt = [&](const Value &V) {
      return V.is(ValueKind::Fresh) && V.Name == Id;
    };
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (Ev.Kind == EventKind::Call)
            return std::none_of(Ev.Args.begin(), Ev.Args.end(), IsIt);
          if (Ev.Kind == EventKind::Store)
            return !IsIt(Ev.Args[0]);
          if (Ev.Kind != EventKind::Api ||
              !IsIt(Ev.argument(Ev.Api->Args.Object)))
            return true;
          if (sets(*Ev.Api)) {
            P = Progress();
            const Value Period = Ev.argument(Ev.Api->Args.Period);
            if (Ev.argument(Ev.Api->armingArgument()).isNotNull() &&
                Period.is(ValueKind::Constant) && Period.Number > 0)
              P.Set = &Ev;
          } else if (Ev.isApi(ApiRole::Drain)) {
            P.Drain = P.Set ? &Ev : nullptr;
          } else if (Ev.isApi(ApiRole::Close) && P.Drain) {
            Found.try_emplace(&nodeOf(*P.Drain), tell(C, P, Ev));
          }
          return true;
        },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
  }

  Finding tell(const Creation &C, const Progress &P, const Event &Close) const {
    const Node &Drain = nodeOf(*P.Drain);
    const std::string Object =
        Drain.Args[P.Drain->Api->Args.Object.index()].Text;
    Finding F = findingAt(
        Rule::MissingCancel, *P.Drain,
        functionOf(*P.Drain) + " waits for the callbacks of " + quoted(Object) +
            " while it is still set: a periodic timer's next callback comes "
            "all the same");
    F.Notes.push_back(step(1, Actor::Owner, nodeOf(*P.Set).Where,
                           actor(*P.Set) + " sets the periodic timer"));
    F.Notes.push_back(step(2, Actor::Owner, Drain.Where,
                           actor(*P.Drain) +
                               " waits for callbacks; none is queued or "
                               "running, so it goes on at once"));
    const facts::Function &Callback = E.Unit.Functions.at(C.Callback);
    F.Notes.push_back(step(3, Actor::Pool, Callback.Where,
                           causeOf(ApiObject::Timer) +
                               "; the pool queues callback 1, " +
                               quotedFunction(Callback.Name)));
    F.Notes.push_back(step(4, Actor::Owner, nodeOf(Close).Where,
                           actor(Close) +
                               " closes the timer; that does not wait for "
                               "callbacks, and callback 1 runs behind it"));
    advise(F, *P.Drain, "cancel the timer before the wait");
    if (!Object.empty() && P.Drain->Place.Frame == P.Set->Place.Frame)
      F.Fix = insertBefore(
          Drain, std::string(nodeOf(*P.Set).Callee) + "(" + Object + ", " +
                     (Routine.PrefersNullptr ? "nullptr" : "NULL") +
                     ", 0, 0);");
    return F;
  }
};

} // namespace

std::vector<Finding> findDrainsOfSetTimers(const Evidence &E) {
  return findInRoutines<PeriodicDrainFinder>(E, [](const ApiFunction &Api) {
    return Api.Object == ApiObject::Timer && Api.Role == ApiRole::Drain;
  });
}

} // namespace threadpool::rules
