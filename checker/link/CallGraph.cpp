//===- CallGraph.cpp - Which functions of a unit start something ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/CallGraph.h"

namespace threadpool::link {

using facts::Function;
using facts::NodeKind;

CallGraph::CallGraph(const facts::UnitFacts &Unit) : Unit(Unit) {
  for (const auto &[Usr, F] : Unit.Functions)
    for (const facts::Node &N : F.Nodes) {
      if (N.Kind != NodeKind::Call || !Unit.Functions.count(N.Callee) ||
          N.Callee == Usr)
        continue;
      Callees[Usr].insert(N.Callee);
      Called.insert(N.Callee);
    }
}

void CallGraph::visitRoots(
    const Predicate &Matters,
    const std::function<bool(const Function &)> &Visit) const {
  std::set<std::string> Relevant;
  for (const auto &[Usr, F] : Unit.Functions) {
    if (!Matters)
      Relevant.insert(Usr);
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == NodeKind::ApiCall && Matters)
        if (const facts::ApiFunction *Api = facts::lookupApi(N.Callee))
          if (Matters(*Api))
            Relevant.insert(Usr);
  }
  for (bool Grew = true; Grew;) {
    Grew = false;
    for (const auto &[Caller, Their] : Callees) {
      if (Relevant.count(Caller))
        continue;
      for (const std::string &Callee : Their)
        if (Relevant.count(Callee)) {
          Grew = Relevant.insert(Caller).second;
          break;
        }
    }
  }

  std::set<std::string> Visited;
  std::vector<std::string> Level;
  for (const std::string &Usr : Relevant)
    if (!Called.count(Usr))
      Level.push_back(Usr);
  while (!Level.empty()) {
    std::vector<std::string> Below;
    for (const std::string &Usr : Level) {
      const Function &F = Unit.Functions.at(Usr);
      if (!F.hasBody() || F.IsBroken || !Visited.insert(Usr).second || Visit(F))
        continue;
      auto It = Callees.find(Usr);
      if (It == Callees.end())
        continue;
      for (const std::string &Callee : It->second)
        if (Relevant.count(Callee))
          Below.push_back(Callee);
    }
    Level = std::move(Below);
  }
}

} // namespace threadpool::link
