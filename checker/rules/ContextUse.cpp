//===- ContextUse.cpp - What a callback does with its context -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ContextUse.h"

namespace threadpool::rules {

using facts::ApiRole;
using facts::Path;
using link::Event;
using EventKind = link::Event::EventKind;

const facts::Node *contextUse(const Evidence &E, const std::string &Callback,
                              const facts::ApiFunction &Creator) {
  auto It = E.Unit.Functions.find(Callback);
  if (It == E.Unit.Functions.end() || !It->second.hasBody() ||
      It->second.IsBroken)
    return nullptr;
  const link::EventGraph &Body =
      E.Graphs.of(It->second, link::Creations::Succeed);
  const std::string Parameter =
      It->second.Usr + link::ParameterMark +
      std::to_string(link::parametersOf(Creator).Context);
  auto IsContext = [&](const Path &Memory) {
    return Memory.Root == Path::RootKind::Local && Memory.Symbol == Parameter &&
           !Memory.Steps.empty();
  };
  for (const Event &Ev : Body.events())
    if (IsContext(Ev.Storage) ||
        (Ev.Kind == EventKind::Delete && IsContext(Ev.Args[0].pointee())) ||
        (Ev.isApi(ApiRole::Free) &&
         IsContext(Ev.argument(Ev.Api->Args.Object).pointee())))
      return &E.Unit.Functions.at(Body.frames()[Ev.Place.Frame].Callee->Usr)
                  .Nodes[Ev.Place.Node];
  return nullptr;
}

} // namespace threadpool::rules
