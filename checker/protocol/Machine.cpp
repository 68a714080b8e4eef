//===- Machine.cpp - The steps that a program can take --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/Machine.h"
#include <algorithm>

using namespace threadpool::protocol;

std::optional<Failure> threadpool::protocol::failureOf(Outcome O) {
  switch (O) {
  case Outcome::LateCallback:
    return Failure::LateCallback;
  case Outcome::UseAfterClose:
    return Failure::UseAfterClose;
  case Outcome::HandleGone:
    return Failure::HandleGone;
  case Outcome::Deadlock:
    return Failure::Deadlock;
  case Outcome::Continues:
  case Outcome::Unknown:
    break;
  }
  return std::nullopt;
}

static bool fitsNode(const Program &P, const Node &N, std::size_t NumNodes) {
  bool HasNext = N.Next < NumNodes;
  bool HasBoth = HasNext && N.Else < NumNodes;
  switch (N.Kind) {
  case Op::End:
  case Op::Unknown:
    return true;
  case Op::Choose:
    return HasBoth;
  case Op::Input:
    return HasBoth && N.Index < P.NumInputs;
  case Op::Test:
    return HasBoth && N.Index < P.Flags.size();
  case Op::Assign:
    return HasNext && N.Index < P.Flags.size() && N.Value <= MaxFlagValue;
  case Op::Use:
  case Op::Free:
    return HasNext && N.Index < MaxResources;
  case Op::Lock:
  case Op::Unlock:
    return HasNext && N.Index < MaxLocks;
  case Op::TryLock:
    return HasBoth && N.Index < MaxLocks;
  default:
    return HasNext;
  }
}

static bool fitsGraph(const Program &P, const Graph &G) {
  return G.Nodes.size() <= MaxNodes && G.Entry < G.Nodes.size() &&
         std::all_of(
             G.Nodes.begin(), G.Nodes.end(),
             [&](const Node &N) { return fitsNode(P, N, G.Nodes.size()); });
}

bool Machine::fits(const Program &P, unsigned Concurrency) {
  return Concurrency >= 1 && Concurrency <= MaxConcurrency &&
         P.Flags.size() <= MaxFlags && P.NumInputs <= MaxInputs &&
         std::all_of(P.Flags.begin(), P.Flags.end(),
                     [](const Flag &F) { return F.Initial <= MaxFlagValue; }) &&
         fitsGraph(P, P.Owner) && fitsGraph(P, P.Callback);
}

static NodeId pass(const Program &P, const Node &N) {
  return N.Kind == Op::Input && !(P.Inputs >> N.Index & 1) ? N.Else : N.Next;
}

static std::vector<NodeId> resolveAll(const Program &P, const Graph &G) {
  std::vector<NodeId> Targets(G.Nodes.size());
  for (std::size_t I = 0; I != G.Nodes.size(); ++I) {
    NodeId N = static_cast<NodeId>(I);
    std::size_t Passed = 0;
    while (Machine::doesNothing(G.Nodes[N]) && ++Passed != G.Nodes.size())
      N = pass(P, G.Nodes[N]);
    // What leads only into a loop of such nodes is walked step by step.
    Targets[I] = Machine::doesNothing(G.Nodes[N]) ? static_cast<NodeId>(I) : N;
  }
  return Targets;
}

Machine::Machine(const Program &P, unsigned Concurrency)
    : P(P), OwnerNodes(P.Owner.Nodes.data()),
      CallbackNodes(P.Callback.Nodes.data()),
      OwnerTargets(resolveAll(P, P.Owner)),
      CallbackTargets(resolveAll(P, P.Callback)), Concurrency(Concurrency),
      CanDrainEndlessly(
          P.Kind == ObjectKind::Work &&
          std::any_of(P.Callback.Nodes.begin(), P.Callback.Nodes.end(),
                      [](const Node &N) { return N.Kind == Op::Arm; })) {}

NodeId Machine::passed(ActorIndex Who, NodeId N) const {
  return pass(P, node(Who, N));
}

State Machine::initial() const {
  State S;
  for (ActorIndex I = 0; I != MaxConcurrency; ++I)
    S.setActor(I, ActorState());
  S.setActor(OwnerIndex, ActorState::at(OwnerTargets[P.Owner.Entry]));
  unsigned MostArmed = P.Kind == ObjectKind::Work ? 0
                       : P.Kind == ObjectKind::Io ? Many
                                                  : 1;
  S.setArmed(std::min<unsigned>(P.Armed, MostArmed));
  S.setQueued(std::min<unsigned>(P.Queued, Many));
  for (std::size_t I = 0; I != P.Flags.size(); ++I)
    S.setFlag(static_cast<unsigned>(I), P.Flags[I].Initial);
  return S;
}

bool Machine::isDeadlock(const State &S) const {
  unsigned WaitsFor[NumActors];
  unsigned Blocked = 0;
  for (ActorIndex I = 0; I != NumActors; ++I) {
    WaitsFor[I] = waitsFor(S, I);
    if (WaitsFor[I])
      Blocked |= 1u << I;
  }
  // The largest set of actors that each wait for one in the set: drop those
  // who wait only for actors that can move.
  for (unsigned Before = 0; Before != Blocked;) {
    Before = Blocked;
    for (ActorIndex I = 0; I != NumActors; ++I)
      if (!(WaitsFor[I] & Blocked))
        Blocked &= ~(1u << I);
  }
  return Blocked != 0;
}
