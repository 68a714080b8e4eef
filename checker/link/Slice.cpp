//===- Slice.cpp - What of two routines concerns one object ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Slice.h"
#include "link/Aftermath.h"
#include "link/Emptying.h"
#include "link/Unmade.h"

#include <optional>
#include <set>

namespace threadpool::link {

using facts::NoNode;
using protocol::Op;
using Nodes = std::vector<RawNode>;

namespace {

std::set<std::uint32_t> indicesOf(const Nodes &Graph, Op Kind) {
  std::set<std::uint32_t> Result;
  for (const RawNode &N : Graph)
    if (N.Kind == Kind)
      Result.insert(N.Index);
  return Result;
}

/// Turns nodes of \p Kind whose index is not in \p Needed into nothing.
bool keepOnly(Nodes &Graph, Op Kind, const std::set<std::uint32_t> &Needed) {
  bool Changed = false;
  for (RawNode &N : Graph)
    if (N.Kind == Kind && !Needed.count(N.Index)) {
      N.Kind = Op::Skip;
      Changed = true;
    }
  return Changed;
}

std::set<std::uint32_t> united(std::set<std::uint32_t> A,
                               const std::set<std::uint32_t> &B) {
  A.insert(B.begin(), B.end());
  return A;
}

std::set<std::uint32_t> without(std::set<std::uint32_t> A,
                                const std::set<std::uint32_t> &B) {
  for (std::uint32_t I : B)
    A.erase(I);
  return A;
}

/// Flags that \p Graph tests or sets.
std::set<std::uint32_t> flagsOf(const Nodes &Graph) {
  return united(indicesOf(Graph, Op::Test), indicesOf(Graph, Op::Assign));
}

bool dropIrrelevant(RoutinePair &Pair) {
  bool Changed = false;
  Changed |= keepOnly(Pair.Owner, Op::Free, indicesOf(Pair.Callback, Op::Use));
  Changed |= keepOnly(Pair.Callback, Op::Use, indicesOf(Pair.Owner, Op::Free));
  const auto CallbackLocks = united(indicesOf(Pair.Callback, Op::Lock),
                                    indicesOf(Pair.Callback, Op::TryLock));
  Changed |= keepOnly(Pair.Owner, Op::Lock, CallbackLocks);
  Changed |= keepOnly(Pair.Owner, Op::TryLock, CallbackLocks);
  Changed |= keepOnly(Pair.Owner, Op::Unlock, CallbackLocks);
  return Changed;
}

std::set<std::uint32_t> testedFlags(const RoutinePair &Pair) {
  return united(indicesOf(Pair.Owner, Op::Test),
                indicesOf(Pair.Callback, Op::Test));
}

/// Removes the flags that decide of nothing but other such flags: `if (p) {
/// Release(p); p = NULL; }`. To begin with all of them are taken for that. A
/// test that is left when no flag changes any more decides of something, so its
/// flag's changes come back, and may give other tests something to decide.
RoutinePair withoutIdleFlags(const RoutinePair &Pair) {
  std::set<std::uint32_t> Deciding;
  while (true) {
    RoutinePair Rest = Pair;
    keepOnly(Rest.Owner, Op::Assign, Deciding);
    keepOnly(Rest.Callback, Op::Assign, Deciding);
    Rest.Owner = compact(std::move(Rest.Owner));
    Rest.Callback = compact(std::move(Rest.Callback));
    const std::size_t NumBefore = Deciding.size();
    Deciding = united(std::move(Deciding), testedFlags(Rest));
    if (Deciding.size() == NumBefore)
      return Rest;
  }
}

/// Nothing is known behind an unknown change of a flag that decides.
bool stopAtUnknownChanges(Nodes &Graph) {
  bool Changed = false;
  for (RawNode &N : Graph)
    if (N.Kind == Op::Assign && N.Value == RawNode::UnknownValue) {
      N.Kind = Op::Unknown;
      N.Index = N.Value = 0;
      Changed = true;
    }
  return Changed;
}

/// Cuts the loop that is entered at \p Entry behind its first time round. False
/// if it is not clear where the program goes on behind it.
bool runOnce(Nodes &Graph, const std::vector<std::uint32_t> &Component,
             std::uint32_t Entry) {
  const std::uint32_t Loop = Component[Entry];
  auto WayOut = [&](const RawNode &N) -> std::optional<std::uint32_t> {
    for (std::uint32_t Edge : {N.Next, N.Else})
      if (isBranch(N.Kind) && Edge != NoNode && Component[Edge] != Loop)
        return Edge;
    return std::nullopt;
  };
  std::vector<std::pair<std::uint32_t *, std::uint32_t>> Cuts;
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
    for (std::uint32_t *Edge : {&Graph[Id].Next, &Graph[Id].Else}) {
      if (*Edge != Entry || Component[Id] != Loop)
        continue;
      // The condition stands at the top of the loop or at its end.
      std::optional<std::uint32_t> Out = WayOut(Graph[Entry]);
      if (!Out)
        Out = WayOut(Graph[Id]);
      if (!Out)
        return false;
      Cuts.push_back({Edge, *Out});
    }
  for (auto &[Edge, Out] : Cuts)
    *Edge = Out;
  return true;
}

/// For each node of a callback whether it and all behind it only use things,
/// and set flags that \p Others do not ask and that nothing else depends on.
std::vector<bool> onlyUses(const Nodes &Graph,
                           const std::set<std::uint32_t> &Others) {
  std::vector<bool> Result(Graph.size(), true);
  std::set<std::uint32_t> Asked = Others;
  auto IsUse = [&](const RawNode &N) {
    return isBranch(N.Kind) || N.Kind == Op::Skip || N.Kind == Op::Use ||
           N.Kind == Op::Lock || N.Kind == Op::Unlock || N.Kind == Op::End ||
           (N.Kind == Op::Assign && !Asked.count(N.Index));
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::uint32_t Id = Graph.size(); Id-- > 0;) {
      const RawNode &N = Graph[Id];
      if (!Result[Id] || (IsUse(N) && (N.Next == NoNode || Result[N.Next]) &&
                          (N.Else == NoNode || Result[N.Else])))
        continue;
      Result[Id] = false;
      if (N.Kind == Op::Test)
        Asked.insert(N.Index);
      Changed = true;
    }
  }
  return Result;
}

/// Lets what a callback writes that nobody knows be any value, where all that
/// depends on it is what the callback uses. \p Others are the flags that the
/// owner asks.
bool chooseUnknownChanges(Nodes &Graph, const std::vector<SharedFlag> &Flags,
                          const std::set<std::uint32_t> &Others) {
  const std::vector<bool> IsUse = onlyUses(Graph, Others);
  std::set<std::uint32_t> Decisive = Others;
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
    if (Graph[Id].Kind == Op::Test && !IsUse[Id])
      Decisive.insert(Graph[Id].Index);
  const std::uint32_t NumNodes = Graph.size();
  bool Changed = false;
  for (std::uint32_t Id = 0; Id < NumNodes; ++Id) {
    if (Graph[Id].Kind != Op::Assign || Decisive.count(Graph[Id].Index) ||
        Graph[Id].Value != RawNode::UnknownValue)
      continue;
    // One assignment for each value, and a choice before all but the last.
    const RawNode Whole = Graph[Id];
    std::uint32_t At = Id;
    for (std::uint32_t V = 0; V < Flags[Whole.Index].otherValue(); ++V) {
      RawNode Known = Whole;
      Known.Value = V;
      Graph.push_back(Known);
      Graph.push_back(Whole);
      Graph[At].Kind = Op::Choose;
      Graph[At].Index = Graph[At].Value = 0;
      Graph[At].Next = Graph.size() - 2;
      At = Graph[At].Else = Graph.size() - 1;
    }
    Graph[At].Value = Flags[Whole.Index].otherValue();
    Changed = true;
  }
  return Changed;
}

/// How often a loop runs is rarely decidable. A loop in which nothing happens
/// is left; one in which a callback only uses things, or sets flags for the
/// next time round, may run any number of times, if it does not decide where to
/// go on; one in which an owner only submits may as well do so once. One that
/// an owner leaves for reasons of its own is followed a few times. Of all
/// others nothing is concluded.
bool replaceLoop(Nodes &Graph, InputInfos &Inputs, bool IsCallback,
                 const std::set<std::uint32_t> &OthersFlags,
                 const std::set<std::uint32_t> &Settled) {
  const std::vector<std::uint32_t> Component = componentsOf(Graph);
  const std::vector<bool> IsInLoop = inLoops(Graph, Component);
  const std::vector<bool> IsUse = onlyUses(Graph, OthersFlags);
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id) {
    if (!IsInLoop[Id] ||
        (Graph[Id].Kind != Op::Input && Graph[Id].Kind != Op::Test))
      continue;
    auto IsInside = [&](std::uint32_t Edge) {
      return Edge != NoNode && Component[Edge] == Component[Id];
    };
    bool Waits = false, Counts = false, Acts = false, OnlyUses = true,
         OnlyArms = true;
    std::set<std::uint32_t> Exits;
    for (std::uint32_t Member = 0; Member < Graph.size(); ++Member) {
      if (!IsInside(Member))
        continue;
      const RawNode &N = Graph[Member];
      Waits |= (N.Kind == Op::Test && !Settled.count(N.Index)) ||
               (N.Kind == Op::Input && Inputs[N.Index].IsShared);
      Acts |= !isBranch(N.Kind) && N.Kind != Op::Skip;
      OnlyUses &= isBranch(N.Kind) || N.Kind == Op::Skip || N.Kind == Op::Use ||
                  N.Kind == Op::Lock || N.Kind == Op::Unlock;
      OnlyArms &=
          (isBranch(N.Kind) || N.Kind == Op::Skip || N.Kind == Op::Arm) &&
          !N.IsCreation;
      for (std::uint32_t Edge : {N.Next, N.Else})
        if (Edge != NoNode && !IsInside(Edge)) {
          Exits.insert(Edge);
          // It is left in no other way, but where a path is told apart.
          Counts |= N.Kind == Op::Input && Inputs[N.Index].IsCount;
        }
    }
    RawNode &N = Graph[Id];
    const std::optional<std::uint32_t> Entry =
        entryOf(Graph, Component, Component[Id]);
    if (IsCallback && N.Kind == Op::Input &&
        (IsUse[Id] || (OnlyUses && Exits.size() == 1))) {
      N.Kind = Op::Choose;
    } else if (!IsCallback && (!Waits || Counts) && !Acts &&
               Exits.size() == 1) {
      N.Kind = Op::Skip;
      N.Next = *Exits.begin();
      N.Else = NoNode;
    } else if (!IsCallback && !Waits && OnlyArms && Entry &&
               runOnce(Graph, Component, *Entry)) {
      return true;
    } else if (!IsCallback && (!Waits || Counts) && Entry &&
               unrollLoop(Graph, Component, *Entry, Inputs)) {
      return true;
    } else if (IsCallback && N.Kind == Op::Test) {
      continue; // The explorer decides it.
    } else {
      N.Kind = Op::Unknown;
      N.Next = N.Else = NoNode;
    }
    return true;
  }
  return false;
}

/// Ways for undecided conditions to turn out multiply. Those of a callback that
/// lie too far from its entry to be told apart are unknown: what it does before
/// them counts all the same.
bool limitInputs(RoutinePair &Pair) {
  constexpr std::size_t MaxTold = 6;
  const std::size_t NumOwners = indicesOf(Pair.Owner, Op::Input).size();
  const std::size_t NumCallbacks = indicesOf(Pair.Callback, Op::Input).size();
  if (NumCallbacks == 0 || NumOwners + NumCallbacks <= MaxTold)
    return false;
  std::set<std::uint32_t> Told;
  std::vector<std::uint32_t> Order{0};
  std::set<std::uint32_t> Seen{0};
  for (std::size_t I = 0; I < Order.size(); ++I) {
    RawNode &N = Pair.Callback[Order[I]];
    if (N.Kind == Op::Input && !Told.count(N.Index)) {
      if (NumOwners + Told.size() < MaxTold) {
        Told.insert(N.Index);
      } else {
        N.Kind = Op::Unknown;
        N.Next = N.Else = NoNode;
      }
    }
    for (std::uint32_t Edge : {N.Next, N.Else})
      if (Edge != NoNode && Seen.insert(Edge).second)
        Order.push_back(Edge);
  }
  return true;
}

/// An owner that stops the object finds it: if nobody writes \p Home, the tests
/// whether it is there are decided.
bool decideHome(RoutinePair &Pair, std::uint32_t Home,
                const std::vector<SharedFlag> &Flags) {
  if (indicesOf(Pair.Owner, Op::Assign).count(Home) ||
      indicesOf(Pair.Callback, Op::Assign).count(Home))
    return false;
  bool Changed = false;
  for (Nodes *Graph : {&Pair.Owner, &Pair.Callback})
    for (RawNode &N : *Graph) {
      if (N.Kind != Op::Test || N.Index != Home)
        continue;
      if (N.Value != Flags[Home].otherValue())
        N.Next = N.Else;
      N.Else = NoNode;
      N.Kind = Op::Skip;
      Changed = true;
    }
  return Changed;
}

} // namespace

void slice(RoutinePair &Pair, SliceContext Context) {
  for (bool Changed = true; Changed;) {
    Changed = dropIrrelevant(Pair);
    Pair = withoutIdleFlags(Pair);
    // The rest is looked at once everything else is small.
    if (Changed)
      continue;
    Changed =
        (Context.Home && decideHome(Pair, *Context.Home, Context.Flags)) ||
        endBehindClose(Pair.Owner) ||
        replaceEmptying(Pair.Owner, Context.Flags, Context.OwnerInputs);
    if (Changed)
      continue;
    Changed = unfoldFlags(Pair.Owner,
                          without(Context.FreeFlags, flagsOf(Pair.Callback)),
                          Context.Settled, Context.OwnerInputs);
    if (Changed)
      continue;
    Changed = chooseUnknownChanges(Pair.Callback, Context.Flags,
                                   indicesOf(Pair.Owner, Op::Test)) ||
              stopAtUnknownChanges(Pair.Callback);
    Changed |= stopAtUnknownChanges(Pair.Owner);
    Changed |= dropWaysWithoutObject(Pair);
    if (Changed || Pair.Callback.size() > protocol::MaxNodes ||
        Pair.Owner.size() > protocol::MaxNodes)
      continue;
    // What a loop of the callback depends on is clear when little is left of
    // the owner.
    Changed = replaceLoop(Pair.Owner, Context.OwnerInputs, false,
                          flagsOf(Pair.Callback), Context.Settled) ||
              decideInputs(Pair.Owner, Context.UnknownCloses) ||
              replaceLoop(Pair.Callback, Context.CallbackInputs, true,
                          indicesOf(Pair.Owner, Op::Test), Context.Settled) ||
              limitInputs(Pair);
  }
}

} // namespace threadpool::link
