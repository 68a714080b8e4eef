//===- GraphInfo.cpp - What is known of a graph without running it --------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/GraphInfo.h"
#include <algorithm>

using namespace threadpool::protocol;

static std::vector<NodeId> successors(const Program &P, const Node &N,
                                      std::optional<KnownFlag> Known,
                                      InputValues Inputs) {
  switch (N.Kind) {
  case Op::End:
  case Op::Unknown:
    return {};
  case Op::Input:
    if (Inputs == InputValues::All)
      return {N.Next, N.Else};
    return {P.Inputs >> N.Index & 1 ? N.Next : N.Else};
  case Op::Test:
    if (Known && Known->Index == N.Index)
      return {Known->Value == N.Value ? N.Next : N.Else};
    return {N.Next, N.Else};
  case Op::Choose:
  case Op::TryLock:
    return {N.Next, N.Else};
  default:
    return {N.Next};
  }
}

GraphInfo::GraphInfo(const Program &P, const Graph &G,
                     std::optional<KnownFlag> Known, InputValues Inputs)
    : G(G) {
  for (const Node &N : G.Nodes)
    Successors.push_back(::successors(P, N, Known, Inputs));
  findOrder();
  findLocks();
}

std::vector<bool> GraphInfo::reachableFrom(NodeId N) const {
  std::vector<bool> Reached(G.Nodes.size());
  std::vector<NodeId> Open = successors(N);
  while (!Open.empty()) {
    NodeId At = Open.back();
    Open.pop_back();
    if (Reached[At])
      continue;
    Reached[At] = true;
    for (NodeId Next : successors(At))
      Open.push_back(Next);
  }
  return Reached;
}

/// Reverse postorder of a depth-first walk.
void GraphInfo::findOrder() {
  struct Visit {
    NodeId N;
    std::vector<NodeId> Left;
  };
  std::vector<bool> Seen(G.Nodes.size());
  std::vector<Visit> Stack;
  auto Enter = [&](NodeId N) {
    Seen[N] = true;
    Stack.push_back({N, successors(N)});
  };
  Enter(G.Entry);
  while (!Stack.empty()) {
    Visit &Top = Stack.back();
    if (Top.Left.empty()) {
      Order.push_back(Top.N);
      Stack.pop_back();
      continue;
    }
    // The last successor first, so that the first comes first in the end.
    NodeId Next = Top.Left.back();
    Top.Left.pop_back();
    if (!Seen[Next])
      Enter(Next);
  }
  std::reverse(Order.begin(), Order.end());
  Positions.assign(G.Nodes.size(), Order.size());
  for (std::size_t I = 0; I != Order.size(); ++I)
    Positions[Order[I]] = I;
}

void GraphInfo::findLocks() {
  Locks.assign(G.Nodes.size(), 0);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (NodeId I : Order) {
      unsigned After = Locks[I];
      if (G.Nodes[I].Kind == Op::Lock)
        After |= 1u << G.Nodes[I].Index;
      if (G.Nodes[I].Kind == Op::Unlock)
        After &= ~(1u << G.Nodes[I].Index);
      for (NodeId Next : successors(I)) {
        unsigned Held = After;
        if (G.Nodes[I].Kind == Op::TryLock && Next == G.Nodes[I].Next)
          Held |= 1u << G.Nodes[I].Index;
        Changed |= (Locks[Next] | Held) != Locks[Next];
        Locks[Next] |= Held;
      }
    }
  }
}
