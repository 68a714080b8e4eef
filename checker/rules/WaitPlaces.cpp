//===- WaitPlaces.cpp - Where code may wait for callbacks -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/WaitPlaces.h"

#include "facts/ThreadpoolApi.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::NoNode;

namespace {

const ApiFunction *apiOf(const Node &N) {
  return N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
}

bool isAcquisition(const Node &N) {
  const ApiFunction *Api = apiOf(N);
  return N.Kind == NodeKind::Lock || N.Kind == NodeKind::TryLock ||
         (Api && (Api->Role == ApiRole::Acquire ||
                  Api->Role == ApiRole::AcquireShared ||
                  Api->Role == ApiRole::TryAcquire ||
                  Api->Role == ApiRole::TryAcquireShared));
}

bool isRelease(const Node &N) {
  const ApiFunction *Api = apiOf(N);
  return N.Kind == NodeKind::Unlock ||
         (Api && (Api->Role == ApiRole::Release ||
                  Api->Role == ApiRole::ReleaseShared));
}

/// The lock that \p N takes or releases; empty if it has no name.
std::string lockOf(const Node &N) {
  const ApiFunction *Api = apiOf(N);
  if (!Api)
    return link::textOf(N.Target);
  return Api->Args.Object.isArgument() &&
                 Api->Args.Object.index() < N.Args.size()
             ? link::textOf(N.Args[Api->Args.Object.index()].Where)
             : "";
}

} // namespace

WaitPlaces::WaitPlaces(const Evidence &E) : Unit(E.Unit) {
  for (const auto &[Id, Made] : E.Objects.Creations)
    OfThePool.insert(Made.Callback);
  for (const auto &[Usr, F] : Unit.Functions)
    for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
      const Node &N = F.Nodes[Id];
      if (N.Kind == NodeKind::ApiCall)
        for (const facts::Operand &O : N.Args)
          OfThePool.insert(O.Function);
      if (N.Kind == NodeKind::Call && !N.Callee.empty())
        CallsOf[N.Callee].push_back({&F, Id});
      if (isRelease(N))
        Unlockers.insert(Usr);
    }
  // Lock classes of the user's own: a constructor that calls what takes a lock.
  for (std::size_t Known = 0, Before = 1; Known != Before;) {
    Before = Known;
    for (const auto &[Usr, F] : Unit.Functions)
      if (leavesLocked(F))
        Lockers.insert(Usr);
    Known = Lockers.size();
  }
}

bool WaitPlaces::takesLock(const Node &N) const {
  return isAcquisition(N) ||
         (N.Kind == NodeKind::Call && Lockers.count(N.Callee));
}

bool WaitPlaces::releasesLock(const Node &N, const std::string &Lock) const {
  if (N.Kind == NodeKind::Call)
    return Unlockers.count(N.Callee) != 0 && !Lockers.count(N.Callee);
  return isRelease(N) &&
         (Lock.empty() || lockOf(N).empty() || lockOf(N) == Lock);
}

/// The nodes that may be reached with the lock that \p Taken takes.
std::vector<NodeId> WaitPlaces::underLockOf(const Function &F,
                                            NodeId Taken) const {
  const std::string Lock =
      isAcquisition(F.Nodes[Taken]) ? lockOf(F.Nodes[Taken]) : std::string();
  std::vector<NodeId> Reached;
  auto Reach = [&Reached](NodeId Id) {
    if (Id != NoNode &&
        std::find(Reached.begin(), Reached.end(), Id) == Reached.end())
      Reached.push_back(Id);
  };
  Reach(F.Nodes[Taken].Next);
  for (std::size_t I = 0; I < Reached.size(); ++I) {
    const Node &N = F.Nodes[Reached[I]];
    if (releasesLock(N, Lock))
      continue;
    Reach(N.Next);
    Reach(N.Else);
  }
  return Reached;
}

bool WaitPlaces::leavesLocked(const Function &F) const {
  for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
    if (!takesLock(F.Nodes[Id]))
      continue;
    if (F.Nodes[Id].Next == NoNode)
      return true;
    for (NodeId Reached : underLockOf(F, Id)) {
      const Node &N = F.Nodes[Reached];
      if (N.Next == NoNode && N.Kind != NodeKind::Abandon && !isRelease(N))
        return true;
    }
  }
  return false;
}

bool WaitPlaces::isLockedAt(const Place &P) const {
  const auto &[F, At] = P;
  for (NodeId Id = 0; Id < F->Nodes.size(); ++Id) {
    if (!takesLock(F->Nodes[Id]))
      continue;
    const std::vector<NodeId> Held = underLockOf(*F, Id);
    if (std::find(Held.begin(), Held.end(), At) != Held.end())
      return true;
  }
  return false;
}

bool WaitPlaces::mayWaitAt(const Function &F, NodeId N) const {
  std::set<const Function *> Seen;
  for (const auto &[Usr, Other] : Unit.Functions) {
    if (Other.Where.File != F.Where.File ||
        Other.Where.Offset != F.Where.Offset)
      continue;
    for (NodeId Id = 0; Id < Other.Nodes.size(); ++Id)
      if (Other.Nodes[Id].Where.Offset == F.Nodes[N].Where.Offset &&
          !mayWaitAt({&Other, Id}, Seen))
        return false;
  }
  return true;
}

bool WaitPlaces::mayWaitAt(const Place &P,
                           std::set<const Function *> &Seen) const {
  const Function &F = *P.first;
  if (OfThePool.count(F.Usr) || F.Name == "DllMain" || isLockedAt(P))
    return false;
  auto Calls = CallsOf.find(F.Usr);
  return !Seen.insert(&F).second || Calls == CallsOf.end() ||
         std::all_of(Calls->second.begin(), Calls->second.end(),
                     [&](const Place &Call) { return mayWaitAt(Call, Seen); });
}

} // namespace threadpool::rules
