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
      Callers[N.Callee].insert(Usr);
    }
}

std::set<std::string> CallGraph::reaching(const Predicate &Matters) const {
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
  return withCallers(std::move(Relevant));
}

std::set<std::string>
CallGraph::withCallers(std::set<std::string> Functions) const {
  std::vector<std::string> Open(Functions.begin(), Functions.end());
  while (!Open.empty()) {
    auto Their = Callers.find(Open.back());
    Open.pop_back();
    if (Their == Callers.end())
      continue;
    for (const std::string &Caller : Their->second)
      if (Functions.insert(Caller).second)
        Open.push_back(Caller);
  }
  return Functions;
}

std::set<std::string>
CallGraph::withCallees(std::set<std::string> Functions) const {
  std::vector<std::string> Open(Functions.begin(), Functions.end());
  while (!Open.empty()) {
    auto Their = Callees.find(Open.back());
    Open.pop_back();
    if (Their == Callees.end())
      continue;
    for (const std::string &Callee : Their->second)
      if (Functions.insert(Callee).second)
        Open.push_back(Callee);
  }
  return Functions;
}

bool CallGraph::reaches(const std::string &From, const std::string &To) const {
  std::set<std::string> Seen;
  std::vector<std::string> Open{From};
  while (!Open.empty()) {
    const std::string Usr = std::move(Open.back());
    Open.pop_back();
    auto Found = Callees.find(Usr);
    if (Found == Callees.end() || !Seen.insert(Usr).second)
      continue;
    if (Found->second.count(To))
      return true;
    Open.insert(Open.end(), Found->second.begin(), Found->second.end());
  }
  return false;
}

void CallGraph::visitVisible(
    const Predicate &Matters,
    const std::function<void(const Function &)> &Visit) const {
  for (const std::string &Usr : reaching(Matters)) {
    const Function &F = Unit.Functions.at(Usr);
    if (!F.IsStatic && Callers.count(Usr) && F.hasBody() && !F.IsBroken)
      Visit(F);
  }
}

void CallGraph::visitRoots(
    const Predicate &Matters,
    const std::function<bool(const Function &)> &Visit) const {
  const std::set<std::string> Relevant = reaching(Matters);
  std::set<std::string> Visited, Covered;
  auto Cover = [&](const std::string &Root) {
    std::vector<std::string> Open{Root};
    while (!Open.empty()) {
      const std::string Usr = std::move(Open.back());
      Open.pop_back();
      auto It = Callees.find(Usr);
      if (Covered.insert(Usr).second && It != Callees.end())
        Open.insert(Open.end(), It->second.begin(), It->second.end());
    }
  };
  std::vector<std::string> Level;
  auto AddRoot = [&](const std::string &Usr) {
    Level.push_back(Usr);
    Cover(Usr);
  };
  for (const std::string &Usr : Relevant)
    if (!Callers.count(Usr))
      AddRoot(Usr);
  // Functions that call each other, and that nobody else calls.
  for (const std::string &Usr : Relevant)
    if (!Covered.count(Usr))
      AddRoot(Usr);
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
