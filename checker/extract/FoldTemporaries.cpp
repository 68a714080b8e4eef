//===- FoldTemporaries.cpp - Branches on temporaries known to be constant -===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Graph.h"
#include "extract/Paths.h"

#include <set>

using namespace threadpool;
using namespace threadpool::extract;
using namespace threadpool::facts;

using OperandKind = Operand::OperandKind;
/// What is known before a node; a variable without an entry may be anything.
using Known = std::map<std::string, std::int64_t>;

/// The names of the temporaries that branches look at and that nothing but
/// assignments can change.
static std::set<std::string> testedTemporaries(const std::vector<Node> &Nodes) {
  std::set<std::string> Tested, Escaped;
  for (const Node &N : Nodes) {
    if (N.Kind == NodeKind::Branch && isTemporary(N.Args[0].Where))
      Tested.insert(N.Args[0].Where.Symbol);
    for (const Operand &O : N.Args)
      if (O.Kind == OperandKind::Address)
        Escaped.insert(O.Where.Symbol);
    if (N.This.Kind == OperandKind::Address)
      Escaped.insert(N.This.Where.Symbol);
  }
  for (const std::string &Name : Escaped)
    Tested.erase(Name);
  return Tested;
}

/// The side that \p Branch takes if \p State holds, or NoNode.
static NodeId sideOf(const Node &Branch, const Known &State) {
  if (Branch.Kind != NodeKind::Branch ||
      Branch.Args[1].Kind != OperandKind::Constant ||
      !isTemporary(Branch.Args[0].Where))
    return NoNode;
  auto It = State.find(Branch.Args[0].Where.Symbol);
  if (It == State.end())
    return NoNode;
  return holds(Branch.Compare, It->second, Branch.Args[1].Number) ? Branch.Next
                                                                  : Branch.Else;
}

bool extract::foldTemporaries(std::vector<Node> &Nodes, NodeId Entry) {
  const std::set<std::string> Tested = testedTemporaries(Nodes);
  if (Tested.empty())
    return false;
  std::map<NodeId, Known> Before = {{Entry, {}}};
  std::set<NodeId> Changed = {Entry};
  auto Flow = [&](NodeId To, const Known &State) {
    if (To == NoNode)
      return;
    auto [It, IsNew] = Before.try_emplace(To, State);
    bool Differs = IsNew;
    for (auto Entry = It->second.begin(); Entry != It->second.end();) {
      auto Same = State.find(Entry->first);
      if (Same != State.end() && Same->second == Entry->second) {
        ++Entry;
      } else {
        Entry = It->second.erase(Entry);
        Differs = true;
      }
    }
    if (Differs)
      Changed.insert(To);
  };
  while (!Changed.empty()) {
    const NodeId Id = *Changed.begin();
    Changed.erase(Changed.begin());
    Known State = Before[Id];
    const Node &N = Nodes[Id];
    if (NodeId Side = sideOf(N, State); Side != NoNode) {
      Flow(Side, State);
      continue;
    }
    if (N.Kind == NodeKind::Assign && isTemporary(N.Target) &&
        Tested.count(N.Target.Symbol)) {
      State.erase(N.Target.Symbol);
      if (N.Args[0].Kind == OperandKind::Constant)
        State[N.Target.Symbol] = N.Args[0].Number;
    }
    Flow(N.Next, State);
    Flow(N.Else, State);
  }

  bool Folded = false;
  for (const auto &[Id, State] : Before) {
    const NodeId Side = sideOf(Nodes[Id], State);
    if (Side == NoNode)
      continue;
    Nodes[Id] = Node();
    Nodes[Id].Next = Side;
    Folded = true;
  }
  return Folded;
}
