//===- Graph.cpp - A control-flow graph under construction ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Graph.h"

#include "extract/Paths.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::extract;
using namespace threadpool::facts;

NodeId Graph::newJoin() {
  Nodes.emplace_back();
  return static_cast<NodeId>(Nodes.size() - 1);
}

void Graph::goTo(NodeId Target) {
  if (Tail != NoNode)
    Nodes[Tail].Next = Target;
  Tail = NoNode;
}

NodeId Graph::append(Node N) {
  const bool Ends = N.Kind == NodeKind::Return || N.Kind == NodeKind::Abandon;
  const auto Id = static_cast<NodeId>(Nodes.size());
  Nodes.push_back(std::move(N));
  goTo(Id);
  Tail = Ends ? NoNode : Id;
  return Id;
}

void Graph::branch(Node N, NodeId Next, NodeId Else) {
  N.Next = Next;
  N.Else = Else;
  const auto Id = static_cast<NodeId>(Nodes.size());
  Nodes.push_back(std::move(N));
  goTo(Id);
}

Path Graph::newTemporary() {
  return pathTo(Path::RootKind::Local, "%" + std::to_string(++NumTemporaries));
}

bool extract::isTemporary(const Path &P) {
  return P.Root == Path::RootKind::Local && P.Steps.empty() &&
         P.Symbol.front() == '%';
}

/// The nodes that can be reached from \p Entry, each before those that follow
/// it except along back edges.
static std::vector<NodeId> reversePostOrder(const std::vector<Node> &Nodes,
                                            NodeId Entry) {
  std::vector<NodeId> Order;
  std::vector<unsigned char> Visits(Nodes.size(), 0);
  std::vector<NodeId> Stack = {Entry};
  while (!Stack.empty()) {
    const NodeId Id = Stack.back();
    const Node &N = Nodes[Id];
    // The side that comes later in the source is finished first.
    const NodeId Following[] = {N.Else, N.Next};
    if (Visits[Id] == 2) {
      Visits[Id] = 3;
      Order.push_back(Id);
    }
    if (Visits[Id] >= 2) {
      Stack.pop_back();
      continue;
    }
    const NodeId Successor = Following[Visits[Id]++];
    if (Successor != NoNode && Visits[Successor] == 0)
      Stack.push_back(Successor);
  }
  std::reverse(Order.begin(), Order.end());
  return Order;
}

/// Whether \p N should lead somewhere but does not. Clang's graph has no edge
/// where a condition says that nobody comes.
static bool isDeadEnd(const Node &N) {
  return N.Next == NoNode && N.Kind != NodeKind::Return &&
         N.Kind != NodeKind::Abandon;
}

std::vector<Node> Graph::take(NodeId &Entry) {
  Node Nowhere;
  Nowhere.Kind = NodeKind::Abandon;
  Nodes.push_back(Nowhere);
  for (Node &N : Nodes)
    if (isDeadEnd(N))
      N.Next = static_cast<NodeId>(Nodes.size() - 1);
  Entry = simplify(Nodes, Entry, Excluded);
  const std::vector<NodeId> Order = reversePostOrder(Nodes, Entry);
  std::vector<NodeId> NewId(Nodes.size(), NoNode);
  for (std::size_t I = 0; I != Order.size(); ++I)
    NewId[Order[I]] = static_cast<NodeId>(I);

  std::vector<Node> Result;
  Result.reserve(Order.size());
  for (NodeId Old : Order) {
    Node &N = Result.emplace_back(std::move(Nodes[Old]));
    for (NodeId *Edge : {&N.Next, &N.Else})
      if (*Edge != NoNode)
        *Edge = NewId[*Edge];
    forEachPath(N, [&](Path &P) {
      if (P.Root == Path::RootKind::Result)
        P.Symbol = std::to_string(NewId[std::stoul(P.Symbol)]);
    });
  }
  Entry = 0;
  Nodes.clear();
  return Result;
}
