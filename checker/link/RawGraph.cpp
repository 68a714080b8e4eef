//===- RawGraph.cpp - A routine before it is a protocol graph -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/RawGraph.h"

#include <map>
#include <tuple>

namespace threadpool::link {

using protocol::Op;

bool isBranch(Op Kind) {
  return Kind == Op::Choose || Kind == Op::Input || Kind == Op::Test;
}

namespace {

/// The node where an edge to \p Id really leads.
std::uint32_t skipped(const std::vector<RawNode> &Nodes, std::uint32_t Id) {
  // A cycle of nodes that do nothing is left as it is: a routine that spins.
  for (std::size_t Steps = 0; Steps < Nodes.size(); ++Steps) {
    const RawNode &N = Nodes[Id];
    const bool SameSides = isBranch(N.Kind) && N.Next == N.Else;
    const bool UsedAgain =
        N.Kind == Op::Use && N.Next != facts::NoNode && N.Next != Id &&
        Nodes[N.Next].Kind == Op::Use &&
        Nodes[N.Next].Index == N.Index;
    if ((N.Kind != Op::Skip && !SameSides && !UsedAgain) || N.Next == Id ||
        N.Next == facts::NoNode)
      return Id;
    Id = N.Next;
  }
  return Id;
}

/// Sends edges to one of several nodes that do the same for the same reason.
bool mergeEqual(std::vector<RawNode> &Nodes) {
  std::map<std::tuple<Op, std::uint32_t, std::uint32_t, std::uint32_t,
                      std::uint32_t, unsigned, facts::NodeId>,
           std::uint32_t>
      First;
  std::vector<std::uint32_t> Same(Nodes.size());
  bool Merged = false;
  for (std::uint32_t I = 0; I < Nodes.size(); ++I) {
    const RawNode &N = Nodes[I];
    auto [It, Inserted] =
        First.try_emplace({N.Kind, N.Index, N.Value, N.Next, N.Else,
                           N.Origin.Frame, N.Origin.Node},
                          I);
    Same[I] = It->second;
  }
  auto Redirect = [&](std::uint32_t &Edge) {
    if (Edge == facts::NoNode || Same[Edge] == Edge)
      return;
    Edge = Same[Edge];
    Merged = true;
  };
  for (RawNode &N : Nodes) {
    Redirect(N.Next);
    Redirect(N.Else);
  }
  return Merged;
}

bool bypass(std::vector<RawNode> &Nodes) {
  bool Changed = false;
  auto Redirect = [&](std::uint32_t &Edge) {
    if (Edge == facts::NoNode)
      return;
    const std::uint32_t Target = skipped(Nodes, Edge);
    Changed |= Target != Edge;
    Edge = Target;
  };
  for (RawNode &N : Nodes) {
    Redirect(N.Next);
    Redirect(N.Else);
  }
  return Changed;
}

std::vector<RawNode> reachable(const std::vector<RawNode> &Nodes,
                               std::uint32_t Entry) {
  std::vector<std::uint32_t> NewId(Nodes.size(), facts::NoNode);
  std::vector<std::uint32_t> Order{Entry};
  NewId[Entry] = 0;
  for (std::size_t I = 0; I < Order.size(); ++I)
    for (std::uint32_t Edge : {Nodes[Order[I]].Next, Nodes[Order[I]].Else})
      if (Edge != facts::NoNode && NewId[Edge] == facts::NoNode) {
        NewId[Edge] = Order.size();
        Order.push_back(Edge);
      }
  std::vector<RawNode> Result;
  for (std::uint32_t Id : Order) {
    RawNode N = Nodes[Id];
    if (N.Next != facts::NoNode)
      N.Next = NewId[N.Next];
    if (N.Else != facts::NoNode)
      N.Else = NewId[N.Else];
    Result.push_back(N);
  }
  return Result;
}

} // namespace

std::vector<RawNode> compact(std::vector<RawNode> Nodes) {
  if (Nodes.empty())
    return Nodes;
  for (bool Changed = true; Changed;) {
    Changed = bypass(Nodes);
    Changed |= mergeEqual(Nodes);
  }
  return reachable(Nodes, skipped(Nodes, 0));
}

std::vector<bool> nodesOnCycles(const std::vector<RawNode> &Nodes) {
  std::vector<bool> OnCycle(Nodes.size(), false);
  for (std::uint32_t Start = 0; Start < Nodes.size(); ++Start) {
    std::vector<bool> Seen(Nodes.size(), false);
    std::vector<std::uint32_t> Stack{Start};
    while (!Stack.empty() && !OnCycle[Start]) {
      const RawNode &N = Nodes[Stack.back()];
      Stack.pop_back();
      for (std::uint32_t Edge : {N.Next, N.Else}) {
        if (Edge == facts::NoNode || Seen[Edge])
          continue;
        Seen[Edge] = true;
        OnCycle[Start] = OnCycle[Start] || Edge == Start;
        Stack.push_back(Edge);
      }
    }
  }
  return OnCycle;
}

} // namespace threadpool::link
