//===- CallGraph.cpp - Which functions of a unit start something ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/CallGraph.h"

#include <algorithm>

namespace threadpool::link {

using facts::Function;
using facts::NodeKind;

CallGraph::CallGraph(const facts::UnitFacts &Unit) : Unit(Unit) {
  for (const auto &[Usr, F] : Unit.Functions)
    for (const facts::Node &N : F.Nodes) {
      if (N.Kind == NodeKind::ApiCall)
        if (const facts::ApiFunction *Api = facts::lookupApi(N.Callee))
          ApiCalls[Usr].insert(Api);
      if (N.Kind != NodeKind::Call || !Unit.Functions.count(N.Callee) ||
          N.Callee == Usr)
        continue;
      Callees[Usr].insert(N.Callee);
      Callers[N.Callee].insert(Usr);
    }
}

std::set<std::string> CallGraph::reaching(const Predicate &Matters) const {
  std::set<std::string> Relevant;
  if (!Matters) {
    for (const auto &[Usr, F] : Unit.Functions)
      Relevant.insert(Relevant.end(), Usr);
    return Relevant;
  }
  for (const auto &[Usr, Called] : ApiCalls)
    if (std::any_of(
            Called.begin(), Called.end(),
            [&](const facts::ApiFunction *Api) { return Matters(*Api); }))
      Relevant.insert(Usr);
  return withCallers(std::move(Relevant));
}

using Edges = std::map<std::string, std::set<std::string>>;

/// Adds to \p Functions what \p Next leads to from \p Open, which are among
/// them. What leads on from the others is there already.
static void addClosure(std::set<std::string> &Functions,
                       std::vector<std::string> Open, const Edges &Next) {
  while (!Open.empty()) {
    auto Their = Next.find(Open.back());
    Open.pop_back();
    if (Their == Next.end())
      continue;
    for (const std::string &Other : Their->second)
      if (Functions.insert(Other).second)
        Open.push_back(Other);
  }
}

/// \p Functions with all that \p Next leads to from them.
static std::set<std::string> closureOf(std::set<std::string> Functions,
                                       const Edges &Next) {
  addClosure(Functions, {Functions.begin(), Functions.end()}, Next);
  return Functions;
}

std::set<std::string>
CallGraph::withCallers(std::set<std::string> Functions) const {
  return closureOf(std::move(Functions), Callers);
}

std::set<std::string>
CallGraph::withCallees(std::set<std::string> Functions) const {
  return closureOf(std::move(Functions), Callees);
}

bool CallGraph::reaches(const std::string &From, const std::string &To) const {
  auto Direct = Callees.find(From);
  return Direct != Callees.end() && withCallees(Direct->second).count(To) != 0;
}

bool CallGraph::isOnlyDestroyed(const std::string &Usr,
                                const Predicate &Matters) const {
  const std::set<std::string> Relevant = reaching(Matters);
  const std::set<std::string> Around = withCallers({Usr});
  auto IsHarmless = [&](const facts::Node &N) {
    switch (N.Kind) {
    case NodeKind::Join:
    case NodeKind::Delete:
    case NodeKind::Return:
      return true;
    // A pointer is tested before what it points to is destroyed.
    case NodeKind::Branch:
      return N.Args[1].Kind == facts::Operand::OperandKind::Constant &&
             N.Args[1].Number == 0;
    case NodeKind::Call: {
      auto Callee = Unit.Functions.find(N.Callee);
      return Callee != Unit.Functions.end() && Callee->second.IsDestructor &&
             (Around.count(N.Callee) || !Relevant.count(N.Callee));
    }
    default:
      return false;
    }
  };
  return std::all_of(Around.begin(), Around.end(), [&](const auto &Caller) {
    const Function &F = Unit.Functions.at(Caller);
    return Caller == Usr ||
           std::all_of(F.Nodes.begin(), F.Nodes.end(), IsHarmless);
  });
}

CallGraph::Routines CallGraph::visibleOf(const Predicate &Matters) const {
  Routines Result;
  for (const std::string &Usr : reaching(Matters)) {
    const Function &F = Unit.Functions.at(Usr);
    if (!F.IsStatic && Callers.count(Usr) && F.hasBody() && !F.IsBroken)
      Result.push_back(&F);
  }
  return Result;
}

CallGraph::Roots CallGraph::rootsOf(const Predicate &Matters) const {
  Roots Result;
  Result.Relevant = reaching(Matters);
  std::set<std::string> Covered;
  auto AddRoot = [&](const std::string &Usr) {
    Result.Outermost.push_back(&Unit.Functions.at(Usr));
    if (Covered.insert(Usr).second)
      addClosure(Covered, {Usr}, Callees);
  };
  for (const std::string &Usr : Result.Relevant)
    if (!Callers.count(Usr))
      AddRoot(Usr);
  // Functions that call each other, and that nobody else calls.
  for (const std::string &Usr : Result.Relevant)
    if (!Covered.count(Usr))
      AddRoot(Usr);
  return Result;
}

void CallGraph::visitRoots(
    Routines Level, const std::set<std::string> &Relevant,
    const std::function<bool(const Function &)> &Visit) const {
  std::set<const Function *> Visited;
  while (!Level.empty()) {
    Routines Below;
    for (const Function *F : Level) {
      if (!F->hasBody() || F->IsBroken || !Visited.insert(F).second ||
          Visit(*F))
        continue;
      auto It = Callees.find(F->Usr);
      if (It == Callees.end())
        continue;
      for (const std::string &Callee : It->second)
        if (Relevant.count(Callee))
          Below.push_back(&Unit.Functions.at(Callee));
    }
    Level = std::move(Below);
  }
}

} // namespace threadpool::link
