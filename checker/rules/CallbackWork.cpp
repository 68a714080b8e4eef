//===- CallbackWork.cpp - What a callback uses and writes -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CallbackWork.h"

#include "link/SystemCalls.h"
#include "rules/EventSearch.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiRole;
using facts::NodeKind;
using link::Creation;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

bool takesLock(const Event &Ev, const facts::Node &N) {
  return N.Kind == NodeKind::Lock || N.Kind == NodeKind::TryLock ||
         Ev.isApi(ApiRole::Acquire) || Ev.isApi(ApiRole::AcquireShared) ||
         Ev.isApi(ApiRole::TryAcquire) || Ev.isApi(ApiRole::TryAcquireShared);
}

CallbackWork workOf(const Evidence &E, const Creation &C) {
  CallbackWork Result;
  auto Callback = E.Unit.Functions.find(C.Callback);
  if (Callback == E.Unit.Functions.end() || !Callback->second.hasBody() ||
      Callback->second.IsBroken)
    return Result;
  const EventGraph &G = E.Graphs.of(Callback->second, C);
  Result.IsSeen =
      G.isComplete() &&
      std::none_of(G.nodes().begin(), G.nodes().end(), [](const auto &N) {
        return N.Kind == EventGraph::Node::NodeKind::Unknown;
      });
  for (const Event &Ev : G.events()) {
    if (Ev.Kind == EventKind::Store)
      Result.Written.insert(link::keyOf(Ev.Storage));
    const facts::Node &N = G.nodeOf(Ev.Place);
    if (Ev.Kind == EventKind::Call && !N.CalleeIsSystem &&
        !link::onlyReports(N))
      Result.IsSeen = false;
  }
  searchEvents(
      G, /*IsBehindCall=*/false,
      [&](bool &IsBehindCall, const Event &Ev) {
        const facts::Node *Where = &G.nodeOf(Ev.Place);
        if (Ev.Storage.isValid())
          Result.Uses.push_back({Ev.Storage, false, IsBehindCall, Where});
        if (Ev.Kind == EventKind::Api || Ev.Kind == EventKind::Call)
          for (const Value &V : Ev.Args)
            if (V.is(ValueKind::At))
              Result.Uses.push_back({V.Where, true, IsBehindCall, Where});
        IsBehindCall |= Ev.Kind == EventKind::Call && !Where->CalleeIsSystem &&
                        !link::onlyReports(*Where);
        return !takesLock(Ev, *Where);
      },
      // What it has tested is no longer so when the owner goes on beside it.
      [](bool, const UndecidedCondition &, bool) { return true; });
  return Result;
}

} // namespace threadpool::rules
