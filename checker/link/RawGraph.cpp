//===- RawGraph.cpp - A routine before it is a protocol graph -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/RawGraph.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace threadpool::link {

using protocol::Op;

bool isBranch(Op Kind) {
  return Kind == Op::Choose || Kind == Op::Input || Kind == Op::Test ||
         Kind == Op::TryLock;
}

bool isClose(Op Kind) { return Kind == Op::Close || Kind == Op::GroupClose; }

namespace {

/// Whether an edge to \p N may as well lead to its successor.
bool doesNothing(const std::vector<RawNode> &Nodes, const RawNode &N) {
  if (N.Next == facts::NoNode || N.IsCreation)
    return false;
  if (N.Kind == Op::Skip ||
      (isBranch(N.Kind) && N.Kind != Op::TryLock && N.Next == N.Else))
    return true;
  const RawNode &Next = Nodes[N.Next];
  return N.Kind == Op::Use && Next.Kind == Op::Use && Next.Index == N.Index;
}

/// For each node where an edge to it really leads. Of a cycle of nodes that do
/// nothing one is left: a routine that spins.
std::vector<std::uint32_t> targetsOf(const std::vector<RawNode> &Nodes) {
  std::vector<std::uint32_t> Targets(Nodes.size(), facts::NoNode), Chain;
  for (std::uint32_t Start = 0; Start < Nodes.size(); ++Start) {
    Chain.clear();
    std::uint32_t Id = Start;
    while (Targets[Id] == facts::NoNode) {
      Targets[Id] = Id;
      if (!doesNothing(Nodes, Nodes[Id]))
        break;
      Chain.push_back(Id);
      Id = Nodes[Id].Next;
    }
    for (std::uint32_t Passed : Chain)
      Targets[Passed] = Targets[Id];
  }
  return Targets;
}

/// Sends every edge to where \p Targets says.
bool redirect(std::vector<RawNode> &Nodes,
              const std::vector<std::uint32_t> &Targets) {
  bool Changed = false;
  for (RawNode &N : Nodes)
    for (std::uint32_t *Edge : {&N.Next, &N.Else})
      if (*Edge != facts::NoNode && Targets[*Edge] != *Edge) {
        *Edge = Targets[*Edge];
        Changed = true;
      }
  return Changed;
}

std::uint64_t both(std::uint32_t High, std::uint32_t Low) {
  return (static_cast<std::uint64_t>(High) << 32) | Low;
}

/// Finds the first of several nodes with the same key, which is a few words.
template <std::size_t NumWords> class FirstOfKey {
public:
  using Key = std::array<std::uint64_t, NumWords>;

  explicit FirstOfKey(std::size_t NumNodes)
      : Slots(llvm::PowerOf2Ceil(2 * NumNodes + 1), facts::NoNode) {
    Keys.reserve(NumNodes);
    Nodes.reserve(NumNodes);
  }

  /// \p Node, if no node had \p K before, or else that one.
  std::uint32_t of(const Key &K, std::uint32_t Node) {
    std::uint64_t Hash = 0;
    for (std::uint64_t Word : K)
      Hash = (Hash ^ Word ^ (Hash >> 32)) * 0x9e3779b97f4a7c15;
    for (std::size_t At = Hash >> 32;; ++At) {
      std::uint32_t &Slot = Slots[At & (Slots.size() - 1)];
      if (Slot == facts::NoNode) {
        Slot = Keys.size();
        Keys.push_back(K);
        Nodes.push_back(Node);
        return Node;
      }
      if (Keys[Slot] == K)
        return Nodes[Slot];
    }
  }

  std::size_t size() const { return Keys.size(); }

private:
  std::vector<std::uint32_t> Slots;
  std::vector<Key> Keys;
  std::vector<std::uint32_t> Nodes;
};

/// For each node one that does the same for the same reason. From the back, so
/// that whole tails are found at once.
std::vector<std::uint32_t> equalTailsOf(const std::vector<RawNode> &Nodes) {
  FirstOfKey<4> First(Nodes.size());
  std::vector<std::uint32_t> Equals(Nodes.size());
  std::iota(Equals.begin(), Equals.end(), 0);
  auto Behind = [&](std::uint32_t Edge) {
    return Edge == facts::NoNode ? Edge : Equals[Edge];
  };
  for (std::uint32_t I = Nodes.size(); I-- > 0;) {
    const RawNode &N = Nodes[I];
    Equals[I] = First.of({both(static_cast<std::uint32_t>(N.Kind), N.Index),
                          both(N.Value, N.Origin.Frame), N.Origin.Node,
                          both(Behind(N.Next), Behind(N.Else))},
                         I);
  }
  return Equals;
}

/// For each node whether it is in a loop, or one is behind it.
std::vector<bool> leadsToLoop(const std::vector<RawNode> &Nodes) {
  // What leads only to nodes that don't, doesn't. Most nodes lead to those with
  // higher numbers.
  std::vector<bool> Result(Nodes.size(), true);
  auto Leads = [&Result](std::uint32_t Edge) {
    return Edge != facts::NoNode && Result[Edge];
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::uint32_t Id = Nodes.size(); Id-- > 0;)
      if (Result[Id] && !Leads(Nodes[Id].Next) && !Leads(Nodes[Id].Else)) {
        Result[Id] = false;
        Changed = true;
      }
  }
  return Result;
}

/// The same for loops, of which none is the last, once no two tails are equal.
/// What differs by itself is told apart first, then what leads to something
/// different, until no more is.
std::vector<std::uint32_t> equalsOf(const std::vector<RawNode> &Nodes) {
  const std::vector<bool> InQuestion = leadsToLoop(Nodes);
  std::vector<std::uint32_t> Asked, Class(Nodes.size());
  std::iota(Class.begin(), Class.end(), 0);
  for (std::uint32_t Id = 0; Id < Nodes.size(); ++Id)
    if (InQuestion[Id])
      Asked.push_back(Id);
  if (Asked.empty())
    return Class;
  FirstOfKey<3> Alike(Asked.size());
  for (std::uint32_t Id : Asked) {
    const RawNode &N = Nodes[Id];
    Class[Id] = Alike.of({both(static_cast<std::uint32_t>(N.Kind), N.Index),
                          both(N.Value, N.IsCreation),
                          both(N.Origin.Frame, N.Origin.Node)},
                         Id);
  }
  auto Behind = [&](std::uint32_t Edge) {
    return Edge == facts::NoNode ? Edge : Class[Edge];
  };
  for (std::size_t NumBefore = 0, Num = Alike.size(); Num != NumBefore;) {
    NumBefore = Num;
    FirstOfKey<2> Finer(Asked.size());
    std::vector<std::uint32_t> Now = Class;
    for (std::uint32_t Id : Asked)
      Now[Id] = Finer.of(
          {both(Behind(Nodes[Id].Next), Behind(Nodes[Id].Else)), Class[Id]},
          Id);
    Class = std::move(Now);
    Num = Finer.size();
  }
  return Class;
}

std::vector<RawNode> reachable(const std::vector<RawNode> &Nodes,
                               std::uint32_t Entry) {
  std::vector<std::uint32_t> NewId(Nodes.size(), facts::NoNode);
  std::vector<std::uint32_t> Order;
  Order.reserve(Nodes.size());
  Order.push_back(Entry);
  NewId[Entry] = 0;
  for (std::size_t I = 0; I < Order.size(); ++I)
    for (std::uint32_t Edge : {Nodes[Order[I]].Next, Nodes[Order[I]].Else})
      if (Edge != facts::NoNode && NewId[Edge] == facts::NoNode) {
        NewId[Edge] = Order.size();
        Order.push_back(Edge);
      }
  std::vector<RawNode> Result;
  Result.reserve(Order.size());
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
  for (RawNode &N : Nodes) {
    if (!isBranch(N.Kind))
      N.Else = facts::NoNode;
    // No run goes on behind these.
    if (N.Kind == Op::Unknown || N.Kind == Op::End)
      N.Next = facts::NoNode;
    // Nor does anybody tell where it got lost.
    if (N.Kind == Op::Unknown) {
      N.Index = 0;
      N.Origin = Nodes[0].Origin;
    }
  }
  for (bool Changed = true; Changed;) {
    const std::vector<std::uint32_t> Targets = targetsOf(Nodes);
    Changed = redirect(Nodes, Targets);
    Nodes = reachable(Nodes, Targets[0]);
    std::vector<std::uint32_t> Equals = equalTailsOf(Nodes);
    Changed |= redirect(Nodes, Equals);
    Nodes = reachable(Nodes, Equals[0]);
    if (Changed)
      continue;
    Equals = equalsOf(Nodes);
    Changed = redirect(Nodes, Equals);
    Nodes = reachable(Nodes, Equals[0]);
  }
  return Nodes;
}

namespace {

/// Tarjan's algorithm.
class ComponentFinder {
public:
  explicit ComponentFinder(const std::vector<RawNode> &Nodes)
      : Nodes(Nodes), Order(Nodes.size()), Component(Nodes.size()) {
    for (std::uint32_t Id = 0; Id < Nodes.size(); ++Id)
      if (Order[Id] == 0)
        visit(Id);
  }

  std::vector<std::uint32_t> take() { return std::move(Component); }

private:
  /// Returns the first node in Order that \p Id reaches on the stack.
  std::uint32_t visit(std::uint32_t Id) {
    std::uint32_t Lowest = Order[Id] = ++NumVisited;
    Stack.push_back(Id);
    for (std::uint32_t Edge : {Nodes[Id].Next, Nodes[Id].Else})
      if (Edge != facts::NoNode && Component[Edge] == 0)
        Lowest = std::min(Lowest, Order[Edge] ? Order[Edge] : visit(Edge));
    if (Lowest != Order[Id])
      return Lowest;
    ++NumComponents;
    for (std::uint32_t Member = facts::NoNode; Member != Id;) {
      Member = Stack.back();
      Stack.pop_back();
      Component[Member] = NumComponents;
    }
    return Lowest;
  }

  const std::vector<RawNode> &Nodes;
  /// From 1; 0 for nodes not met yet.
  std::vector<std::uint32_t> Order, Component;
  std::vector<std::uint32_t> Stack;
  std::uint32_t NumVisited = 0, NumComponents = 0;
};

} // namespace

std::vector<std::uint32_t> componentsOf(const std::vector<RawNode> &Nodes) {
  return ComponentFinder(Nodes).take();
}

std::vector<bool> inLoops(const std::vector<RawNode> &Nodes,
                          const std::vector<std::uint32_t> &Component) {
  // Components are numbered from 1.
  std::vector<bool> IsLoop(Nodes.size() + 1), Result;
  for (std::uint32_t Id = 0; Id < Nodes.size(); ++Id)
    for (std::uint32_t Edge : {Nodes[Id].Next, Nodes[Id].Else})
      if (Edge != facts::NoNode && Component[Edge] == Component[Id])
        IsLoop[Component[Id]] = true;
  for (std::uint32_t Of : Component)
    Result.push_back(IsLoop[Of]);
  return Result;
}

std::vector<std::uint32_t>
entriesOf(const std::vector<RawNode> &Graph,
          const std::vector<std::uint32_t> &Component) {
  // Components are numbered from 1.
  std::vector<std::uint32_t> Entries(Graph.size() + 1, facts::NoNode);
  std::vector<bool> HasSeveral(Entries.size());
  auto Enter = [&](std::uint32_t Node) {
    std::uint32_t &Entry = Entries[Component[Node]];
    if (Entry != facts::NoNode && Entry != Node)
      HasSeveral[Component[Node]] = true;
    Entry = Node;
  };
  Enter(0);
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
    for (std::uint32_t Edge : {Graph[Id].Next, Graph[Id].Else})
      if (Edge != facts::NoNode && Component[Edge] != Component[Id])
        Enter(Edge);
  for (std::size_t Of = 0; Of < Entries.size(); ++Of)
    if (HasSeveral[Of])
      Entries[Of] = facts::NoNode;
  return Entries;
}

std::optional<std::uint32_t>
entryOf(const std::vector<RawNode> &Graph,
        const std::vector<std::uint32_t> &Component, std::uint32_t Of) {
  const std::uint32_t Entry = entriesOf(Graph, Component)[Of];
  return Entry == facts::NoNode ? std::nullopt : std::optional(Entry);
}

std::vector<bool>
reachedFrom(const std::vector<RawNode> &Nodes, std::vector<std::uint32_t> From,
            const std::function<bool(std::uint32_t)> &IsBarrier) {
  std::vector<bool> Reached(Nodes.size());
  while (!From.empty()) {
    const std::uint32_t Id = From.back();
    From.pop_back();
    if (Id == facts::NoNode || Reached[Id] || (IsBarrier && IsBarrier(Id)))
      continue;
    Reached[Id] = true;
    From.push_back(Nodes[Id].Next);
    From.push_back(Nodes[Id].Else);
  }
  return Reached;
}

std::vector<bool> leadsTo(const std::vector<RawNode> &Nodes,
                          const std::function<bool(const RawNode &)> &Accepts) {
  std::vector<bool> Result(Nodes.size());
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::uint32_t Id = Nodes.size(); Id-- > 0;) {
      const RawNode &N = Nodes[Id];
      if (Result[Id] ||
          !(Accepts(N) || (N.Next != facts::NoNode && Result[N.Next]) ||
            (N.Else != facts::NoNode && Result[N.Else])))
        continue;
      Result[Id] = Changed = true;
    }
  }
  return Result;
}

} // namespace threadpool::link
