//===- Simplify.cpp - Fewer nodes that say the same -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Graph.h"
#include "extract/Paths.h"

#include <map>
#include <set>

using namespace threadpool;
using namespace threadpool::extract;
using namespace threadpool::facts;

using OperandKind = Operand::OperandKind;

namespace {

class Simplifier {
public:
  Simplifier(std::vector<Node> &Nodes, NodeId Entry,
             const std::map<NodeId, std::int64_t> &Excluded)
      : Nodes(Nodes), Entry(Entry), Excluded(Excluded),
        MaxNodes(4 * Nodes.size() + 64) {}

  NodeId run();

private:
  NodeId skipJoins(NodeId Id) const;
  void findReachable();
  bool skipJoins();
  bool dropIdleBranches();
  bool forwardTemporaries();
  bool dropUnreadTemporaries();

  bool forward(NodeId Assignment);
  /// The side of \p Branch that the value which \p Assignment stores leads to,
  /// if that is certain.
  NodeId decided(NodeId Assignment, const Node &Branch) const;
  void becomeTouches(NodeId Id);

  std::vector<Node> &Nodes;
  NodeId Entry;
  const std::map<NodeId, std::int64_t> &Excluded;
  const std::size_t MaxNodes;
  std::vector<NodeId> Reachable;
};

} // namespace

NodeId Simplifier::skipJoins(NodeId Id) const {
  const NodeId Start = Id;
  // Beyond that many steps it is an endless loop without anything in it, which
  // is left alone once it is reached.
  for (std::size_t Steps = 0; Steps < Nodes.size(); ++Steps) {
    if (Id == NoNode || Nodes[Id].Kind != NodeKind::Join ||
        Nodes[Id].Next == NoNode)
      break;
    Id = Nodes[Id].Next;
    if (Id == Start)
      break;
  }
  return Id;
}

void Simplifier::findReachable() {
  std::vector<bool> Seen(Nodes.size());
  Reachable = {Entry};
  Seen[Entry] = true;
  for (std::size_t I = 0; I != Reachable.size(); ++I)
    for (NodeId Next : {Nodes[Reachable[I]].Next, Nodes[Reachable[I]].Else})
      if (Next != NoNode && !Seen[Next]) {
        Seen[Next] = true;
        Reachable.push_back(Next);
      }
}

bool Simplifier::skipJoins() {
  bool Changed = false;
  auto Skip = [&](NodeId &Edge) {
    if (Edge == NoNode)
      return;
    const NodeId Target = skipJoins(Edge);
    Changed |= Target != Edge;
    Edge = Target;
  };
  Skip(Entry);
  for (NodeId Id : Reachable) {
    Skip(Nodes[Id].Next);
    Skip(Nodes[Id].Else);
  }
  return Changed;
}

/// Replaces a node that has no effect of its own by touches of the shared
/// storage it reads.
void Simplifier::becomeTouches(NodeId Id) {
  Node Old = std::move(Nodes[Id]);
  std::vector<Path> Read;
  Old.Target = {};
  forEachPath(Old, [&](Path &P) {
    if (isShared(P))
      Read.push_back(P);
  });
  Node Touch;
  Touch.Kind = Read.empty() ? NodeKind::Join : NodeKind::Touch;
  Touch.Where = Old.Where;
  Touch.Length = Old.Length;
  Touch.Insertion = Old.Insertion;
  Touch.Next = Old.Next;
  if (!Read.empty())
    Touch.Target = Read.front();
  for (std::size_t I = 1; I < Read.size(); ++I) {
    Node More = Touch;
    More.Target = Read[I];
    Nodes.push_back(std::move(More));
    Touch.Next = static_cast<NodeId>(Nodes.size() - 1);
  }
  Nodes[Id] = std::move(Touch);
}

bool Simplifier::dropIdleBranches() {
  bool Changed = false;
  for (NodeId Id : Reachable) {
    const Node &N = Nodes[Id];
    if (N.Else == NoNode || N.Next != N.Else)
      continue;
    becomeTouches(Id);
    Changed = true;
  }
  return Changed;
}

static bool reads(const Operand &O, const Path &Temporary) {
  return O.Kind == OperandKind::Value && O.Where == Temporary;
}

NodeId Simplifier::decided(NodeId Assignment, const Node &Branch) const {
  const Operand &With = Branch.Args[1];
  if (With.Kind != OperandKind::Constant)
    return NoNode;
  const Operand &Stored = Nodes[Assignment].Args[0];
  if (Stored.Kind == OperandKind::Constant)
    return holds(Branch.Compare, Stored.Number, With.Number) ? Branch.Next
                                                             : Branch.Else;
  auto NotStored = Excluded.find(Assignment);
  const bool IsPointer = Stored.Kind == OperandKind::Address ||
                         Stored.Kind == OperandKind::Function;
  const bool Differs =
      (IsPointer && With.Number == 0) ||
      (NotStored != Excluded.end() && NotStored->second == With.Number);
  if (!Differs || isOrder(Branch.Compare))
    return NoNode;
  return Branch.Compare == Comparison::NotEqual ? Branch.Next : Branch.Else;
}

/// Lets the path behind \p Assignment use the stored value instead of the
/// temporary, as far as the node right behind it does.
bool Simplifier::forward(NodeId Assignment) {
  const Path Temporary = Nodes[Assignment].Target;
  const NodeId User = Nodes[Assignment].Next;
  if (User == NoNode || Nodes.size() > MaxNodes)
    return false;
  Node Copy = Nodes[User];
  switch (Copy.Kind) {
  case NodeKind::Branch:
    if (!reads(Copy.Args[0], Temporary))
      return false;
    if (NodeId Side = decided(Assignment, Copy); Side != NoNode) {
      Nodes[Assignment].Next = Side;
      return true;
    }
    break;
  case NodeKind::Assign:
  case NodeKind::Return:
    if (Copy.Args.empty() || !reads(Copy.Args[0], Temporary) ||
        Copy.Target == Temporary)
      return false;
    break;
  default:
    return false;
  }
  const Operand &Stored = Nodes[Assignment].Args[0];
  if (Copy.Kind == NodeKind::Branch && Stored.Kind == OperandKind::Unknown)
    Copy.Kind = NodeKind::OpaqueBranch;
  Copy.Args[0] = Stored;
  Nodes.push_back(std::move(Copy));
  Nodes[Assignment].Next = static_cast<NodeId>(Nodes.size() - 1);
  return true;
}

bool Simplifier::forwardTemporaries() {
  bool Changed = false;
  for (NodeId Id : Reachable)
    if (Nodes[Id].Kind == NodeKind::Assign && isTemporary(Nodes[Id].Target))
      Changed |= forward(Id);
  return Changed;
}

bool Simplifier::dropUnreadTemporaries() {
  std::set<std::string> Read;
  for (NodeId Id : Reachable) {
    const Node &N = Nodes[Id];
    const bool Writes = N.Kind == NodeKind::Assign;
    forEachPath(N, [&](const Path &P) {
      const bool IsTarget = Writes && &P == &N.Target;
      const bool IsWrittenInPlace =
          IsTarget && !isShared(P) && P.Root == Path::RootKind::Local;
      if (P.Root == Path::RootKind::Local && !IsWrittenInPlace)
        Read.insert(P.Symbol);
    });
  }
  bool Changed = false;
  for (NodeId Id : Reachable) {
    const Node &N = Nodes[Id];
    if (N.Kind != NodeKind::Assign || N.Target.Root != Path::RootKind::Local ||
        N.Target.Symbol.front() != '%' || isShared(N.Target) ||
        Read.count(N.Target.Symbol))
      continue;
    becomeTouches(Id);
    Changed = true;
  }
  return Changed;
}

/// Drops a touch whose storage the next node tells anyway.
static bool dropToldTouches(std::vector<Node> &Nodes,
                            const std::vector<NodeId> &Reachable) {
  bool Changed = false;
  for (NodeId Id : Reachable) {
    Node &N = Nodes[Id];
    if (N.Kind != NodeKind::Touch || N.Next == NoNode)
      continue;
    bool Told = false;
    forEachPath(Nodes[N.Next],
                [&](const Path &P) { Told |= isPrefix(N.Target, P); });
    if (!Told)
      continue;
    N.Kind = NodeKind::Join;
    N.Target = {};
    Changed = true;
  }
  return Changed;
}

NodeId Simplifier::run() {
  bool Changed = true;
  while (Changed) {
    findReachable();
    Changed = skipJoins();
    findReachable();
    Changed |= dropIdleBranches();
    Changed |= forwardTemporaries();
    findReachable();
    Changed |= dropUnreadTemporaries();
    Changed |= dropToldTouches(Nodes, Reachable);
    if (!Changed)
      Changed = foldTemporaries(Nodes, Entry);
  }
  return Entry;
}

NodeId extract::simplify(std::vector<Node> &Nodes, NodeId Entry,
                         const std::map<NodeId, std::int64_t> &Excluded) {
  return Simplifier(Nodes, Entry, Excluded).run();
}
