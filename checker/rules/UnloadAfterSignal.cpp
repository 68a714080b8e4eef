//===- UnloadAfterSignal.cpp - Who waits, and then unloads ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/UnloadAfterSignal.h"

#include "rules/EventReach.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <tuple>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using link::Event;
using link::Key;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

/// DLL_PROCESS_DETACH
static constexpr std::int64_t ProcessDetach = 0;

static constexpr unsigned ReasonParameter = 1, ReservedParameter = 2;

Key signalKeyOf(const Value &V) {
  if (!V.is(ValueKind::At))
    return {};
  const Key K = link::keyOf(V.Where);
  return link::isAmbiguous(K) || link::isLocalKey(K) ? Key() : K;
}

static bool waitsForSignal(const ApiFunction &Api) {
  return Api.Role == ApiRole::Block && Api.Object == ApiObject::Handle;
}

bool waitsForCallbacks(const ApiFunction &Api) {
  return Api.Role == ApiRole::Drain || Api.Args.CompletionEvent.isArgument();
}

static bool isDllMain(const Function &F) {
  return F.Name == "DllMain" && F.NumParameters == 3;
}

namespace {

class Unloader : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(const OwnModule &Own, std::map<Key, UnloadAfterSignal> &Out) const {
    const bool IsLoaders = isDllMain(Routine);
    auto Tell = [&](const Way &W, const Node *Unload) {
      for (const auto &[Home, Wait] : W.Waited)
        Out.insert({Home, {&Routine, Wait, Unload, W.Closed}});
    };
    searchEvents(
        G, Way(),
        [&](Way &W, const Event &Ev) {
          if (Ev.Kind != EventKind::Api && Ev.Kind != EventKind::Call)
            return true;
          if (Own.isFreedBy(G, Ev.Place, /*By=*/nullptr))
            Tell(W, &nodeOf(Ev));
          else if (Ev.Kind == EventKind::Api)
            follow(W, Ev);
          return true;
        },
        [&](Way &W, const UndecidedCondition &Cond, bool TakesNext) {
          if (IsLoaders)
            learn(W, Cond, TakesNext == Cond.IsNextEqual);
          return true;
        },
        [&](const Way &W, bool Returns) {
          if (Returns && W.IsDetach && !W.IsEnd)
            Tell(W, nullptr);
        });
  }

private:
  struct Way {
    std::map<Key, const Node *> Waited;
    /// Of which kinds an object was closed, and its callbacks not waited for.
    std::set<ApiObject> Closed;
    std::set<ApiObject> Drained;
    /// DllMain is called to unload the module, or as the process ends.
    bool IsDetach = false, IsEnd = false;

    bool operator<(const Way &O) const {
      return std::tie(Waited, Closed, Drained, IsDetach, IsEnd) <
             std::tie(O.Waited, O.Closed, O.Drained, O.IsDetach, O.IsEnd);
    }
  };

  void follow(Way &W, const Event &Ev) const {
    if (waitsForCallbacks(*Ev.Api))
      W.Drained.insert(Ev.Api->Object);
    else if (Ev.Api->Role == ApiRole::Close && !W.Drained.count(Ev.Api->Object))
      W.Closed.insert(Ev.Api->Object);
    if (!waitsForSignal(*Ev.Api))
      return;
    const Value Time = Ev.argument(Ev.Api->Args.DueTime);
    const Key Home = signalKeyOf(Ev.argument(Ev.Api->Args.Object));
    if (!Home.empty() && !Time.isNull() && !isRepeated(Ev))
      W.Waited.insert({Home, &nodeOf(Ev)});
  }

  /// What is waited for time and again tells of something to do, and not of the
  /// end.
  bool isRepeated(const Event &Ev) const {
    const std::set<const Event *> Behind = eventsBehind(G, Ev);
    return std::any_of(Behind.begin(), Behind.end(), [&](const Event *Other) {
      return isSamePlace(*Other, Ev);
    });
  }

  void learn(Way &W, const UndecidedCondition &Cond, bool IsEqual) const {
    if (Cond.Sources.size() != 1 || !Cond.Constant)
      return;
    auto IsParameter = [&](unsigned Number) {
      const Value &V = Cond.Sources[0];
      return V.is(ValueKind::At) && V.Where.Steps.empty() &&
             V.Where.Symbol ==
                 Routine.Usr + link::ParameterMark + std::to_string(Number);
    };
    if (IsParameter(ReasonParameter) && *Cond.Constant == ProcessDetach)
      W.IsDetach = IsEqual;
    else if (IsParameter(ReservedParameter) && *Cond.Constant == 0)
      W.IsEnd = !IsEqual;
  }
};

} // namespace

std::map<Key, UnloadAfterSignal> unloadsAfterSignals(const Evidence &E,
                                                     const OwnModule &Own) {
  std::map<Key, UnloadAfterSignal> Result;
  bool HasFree = false;
  for (const auto &[Usr, F] : E.Unit.Functions) {
    HasFree |= std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const Node &N) {
      return OwnModule::freedBy(N) != nullptr;
    });
    if (isDllMain(F) && F.hasBody())
      Unloader(E, F).find(Own, Result);
  }
  if (HasFree)
    E.Calls.visitRoots(waitsForSignal, [&](const Function &Routine) {
      const Unloader In(E, Routine);
      In.find(Own, Result);
      return In.isComplete();
    });
  return Result;
}

} // namespace threadpool::rules
