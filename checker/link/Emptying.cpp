//===- Emptying.cpp - Loops that empty a list -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Emptying.h"

#include <algorithm>

namespace threadpool::link {

using facts::NoNode;
using protocol::Op;
using Nodes = std::vector<RawNode>;
using InputInfos = std::vector<GraphBuilder::InputInfo>;

namespace {

class Emptying {
public:
  Emptying(Nodes &Graph, const std::vector<std::uint32_t> &Component,
           std::uint32_t Entry, const std::vector<SharedFlag> &Flags,
           InputInfos &Inputs)
      : Graph(Graph), Entry(Entry), Flags(Flags), Inputs(Inputs) {
    for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
      if (Component[Id] == Component[Entry])
        Loop.insert(Id);
  }

  bool waitsForNobody() const {
    bool Asks = false;
    std::set<std::uint32_t> Asked, Taken, Changed;
    for (std::uint32_t Id : Loop) {
      const RawNode &N = Graph[Id];
      switch (N.Kind) {
      case Op::Skip:
      case Op::Choose:
      case Op::Free:
        break;
      case Op::Assign:
        (N.TakesAway ? Taken : Changed).insert(N.Index);
        break;
      case Op::Test:
        Asks = true;
        Asked.insert(N.Index);
        break;
      case Op::Input: {
        const GraphBuilder::InputInfo &I = Inputs[N.Index];
        if (!I.IsShared)
          break;
        Asks = true;
        if (I.HasOtherSources)
          return false;
        Asked.insert(I.Flags.begin(), I.Flags.end());
        break;
      }
      default:
        return false;
      }
      if (N.IsCreation)
        return false;
    }
    return !Asks ||
           (std::all_of(Asked.begin(), Asked.end(),
                        [&](std::uint32_t Flag) {
                          return Taken.count(Flag) && !Changed.count(Flag);
                        }) &&
            !goesRoundWithoutTaking());
  }

  /// Where the program goes on; nothing if in several places.
  std::optional<std::uint32_t> exit() const {
    std::set<std::uint32_t> Exits;
    for (std::uint32_t Id : Loop)
      for (std::uint32_t Edge : {Graph[Id].Next, Graph[Id].Else})
        if (Edge != NoNode && !Loop.count(Edge))
          Exits.insert(Edge);
    if (Exits.size() != 1)
      return std::nullopt;
    return *Exits.begin();
  }

  void replaceBy(std::uint32_t Exit) {
    std::map<std::uint32_t, Site> Written;
    for (std::uint32_t Id : Loop)
      if (Graph[Id].Kind == Op::Assign)
        Written.try_emplace(Graph[Id].Index, Graph[Id].Origin);
    for (const auto &[Flag, Origin] : Written) {
      std::vector<std::uint32_t> NewInputs;
      for (std::uint32_t V = Flags[Flag].otherValue(); V != 0; V >>= 1) {
        NewInputs.push_back(Inputs.size());
        Inputs.emplace_back();
      }
      Exit = choose(Flag, Origin, NewInputs, NewInputs.size(), 0, Exit);
    }
    RawNode &First = Graph[Entry];
    First.Kind = Op::Skip;
    First.Next = Exit;
    First.Else = NoNode;
  }

private:
  bool goesRoundWithoutTaking() const {
    Nodes Rest = Graph;
    for (RawNode &N : Rest)
      if (N.Kind == Op::Assign && N.TakesAway)
        N.Next = NoNode;
    const std::vector<std::uint32_t> Component = componentsOf(Rest);
    return std::any_of(Loop.begin(), Loop.end(), [&](std::uint32_t Id) {
      const RawNode &N = Rest[Id];
      for (std::uint32_t Edge : {N.Next, N.Else})
        if (Edge != NoNode && Component[Edge] == Component[Id])
          return true;
      return false;
    });
  }

  /// A tree over the upper \p Depth bits of the value, behind those in \p
  /// Value.
  std::uint32_t choose(std::uint32_t Flag, const Site &Origin,
                       const std::vector<std::uint32_t> &NewInputs,
                       std::size_t Depth, std::uint32_t Value,
                       std::uint32_t Then) {
    RawNode N;
    N.Origin = Origin;
    if (Depth == 0) {
      N.Kind = Op::Assign;
      N.Index = Flag;
      N.Value = std::min(Value, Flags[Flag].otherValue());
      N.Next = Then;
    } else {
      N.Kind = Op::Input;
      N.Index = NewInputs[--Depth];
      N.Next =
          choose(Flag, Origin, NewInputs, Depth, Value | (1u << Depth), Then);
      N.Else = choose(Flag, Origin, NewInputs, Depth, Value, Then);
    }
    Graph.push_back(N);
    return Graph.size() - 1;
  }

  Nodes &Graph;
  const std::uint32_t Entry;
  const std::vector<SharedFlag> &Flags;
  InputInfos &Inputs;
  std::set<std::uint32_t> Loop;
};

} // namespace

bool replaceEmptying(Nodes &Graph, const std::vector<SharedFlag> &Flags,
                     InputInfos &Inputs) {
  const std::vector<std::uint32_t> Component = componentsOf(Graph);
  const std::vector<std::uint32_t> Entries = entriesOf(Graph, Component);
  const std::vector<bool> IsInLoop = inLoops(Graph, Component);
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id) {
    if (!IsInLoop[Id] || !isBranch(Graph[Id].Kind) ||
        Entries[Component[Id]] != Id)
      continue;
    Emptying E(Graph, Component, Id, Flags, Inputs);
    if (!E.waitsForNobody())
      continue;
    if (const std::optional<std::uint32_t> Exit = E.exit()) {
      E.replaceBy(*Exit);
      return true;
    }
  }
  return false;
}

} // namespace threadpool::link
