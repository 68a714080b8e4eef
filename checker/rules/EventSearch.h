//===- EventSearch.h - Sequences of events on a path ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_EVENTSEARCH_H
#define THREADPOOL_TIDY_RULES_EVENTSEARCH_H

#include "link/EventGraph.h"

#include "llvm/ADT/DenseSet.h"

#include <array>
#include <set>
#include <type_traits>
#include <utility>
#include <vector>

namespace threadpool::rules {

/// Whether both stand for the same thing in the text, done on different ways.
inline bool isSamePlace(const link::Site &A, const link::Site &B) {
  return A.Frame == B.Frame && A.Node == B.Node;
}
inline bool isSamePlace(const link::Event &A, const link::Event &B) {
  return A.Kind == B.Kind && isSamePlace(A.Place, B.Place);
}

/// Follows all paths of \p G with what a rule keeps in mind, a State that has
/// an order. Calls OnEvent(State &, const Event &) and OnBranch(State &, const
/// UndecidedCondition &, bool TakesNext); where they return false, the path is
/// not followed on. Calls OnEnd(const State &) where the routine is left, or
/// OnEnd(const State &, bool Returns), or OnEnd(const State &, const Node &).
/// The paths begin at the node \p Start.
template <typename State, typename EventFn, typename BranchFn, typename EndFn>
void searchEventsFrom(const link::EventGraph &G, std::uint32_t Start,
                      State Initial, EventFn OnEvent, BranchFn OnBranch,
                      EndFn OnEnd) {
  using Node = link::EventGraph::Node;
  // Most nodes change nothing: each state is kept once, and a node is met with
  // the place where that is.
  std::set<State> States;
  llvm::DenseSet<std::pair<std::uint32_t, const State *>> Seen;
  std::vector<std::pair<std::uint32_t, const State *>> Stack;
  auto Keep = [&States](State S, const State *Before) {
    const bool IsSame = Before && !(S < *Before) && !(*Before < S);
    return IsSame ? Before : &*States.insert(std::move(S)).first;
  };
  if (!G.nodes().empty())
    Stack.push_back({Start, Keep(std::move(Initial), nullptr)});
  while (!Stack.empty()) {
    const auto [Id, Kept] = Stack.back();
    Stack.pop_back();
    if (Id == facts::NoNode || !Seen.insert({Id, Kept}).second)
      continue;
    const Node &N = G.nodes()[Id];
    switch (N.Kind) {
    case Node::NodeKind::Nothing:
      Stack.push_back({N.Next, Kept});
      break;
    case Node::NodeKind::Event:
      if (State S = *Kept; OnEvent(S, G.events()[N.Index]))
        Stack.push_back({N.Next, Keep(std::move(S), Kept)});
      break;
    case Node::NodeKind::Branch:
      for (bool TakesNext : {false, true})
        if (State S = *Kept; OnBranch(S, G.conditions()[N.Index], TakesNext))
          Stack.push_back(
              {TakesNext ? N.Next : N.Else, Keep(std::move(S), Kept)});
      break;
    case Node::NodeKind::End:
      if constexpr (std::is_invocable_v<EndFn, const State &, const Node &>)
        OnEnd(*Kept, N);
      else if constexpr (std::is_invocable_v<EndFn, const State &, bool>)
        OnEnd(*Kept, N.Index == 0);
      else
        OnEnd(*Kept);
      break;
    case Node::NodeKind::Unknown:
      break;
    }
  }
}

/// The same for the paths from the entry.
template <typename State, typename EventFn, typename BranchFn, typename EndFn>
void searchEvents(const link::EventGraph &G, State Initial, EventFn OnEvent,
                  BranchFn OnBranch, EndFn OnEnd) {
  searchEventsFrom(G, 0, std::move(Initial), OnEvent, OnBranch, OnEnd);
}

/// The same for what does not depend on how the routine ends.
template <typename State, typename EventFn, typename BranchFn>
void searchEvents(const link::EventGraph &G, State Initial, EventFn OnEvent,
                  BranchFn OnBranch) {
  searchEvents(G, std::move(Initial), OnEvent, OnBranch, [](const State &) {});
}

/// Follows the paths anew behind code that is not understood, of which nothing
/// is known, as well.
template <typename State, typename EventFn, typename BranchFn>
void searchEventsBehindGaps(const link::EventGraph &G, const State &Initial,
                            EventFn OnEvent, BranchFn OnBranch) {
  searchEvents(G, Initial, OnEvent, OnBranch);
  for (const link::EventGraph::Node &N : G.nodes())
    if (N.Kind == link::EventGraph::Node::NodeKind::Unknown)
      searchEventsFrom(G, N.Next, Initial, OnEvent, OnBranch,
                       [](const State &) {});
}

/// For each node of \p G whether a path leads from it to an event that \p Is,
/// with none before it that \p Ends the way.
template <typename IsFn, typename EndsFn>
std::vector<bool> nodesAheadOf(const link::EventGraph &G, IsFn Is,
                               EndsFn Ends) {
  using Node = link::EventGraph::Node;
  const std::vector<Node> &Nodes = G.nodes();
  std::vector<bool> Result(Nodes.size());
  for (bool Grew = true; Grew;) {
    Grew = false;
    for (std::size_t Id = Nodes.size(); Id-- > 0;) {
      const Node &N = Nodes[Id];
      const link::Event *Ev =
          N.Kind == Node::NodeKind::Event ? &G.events()[N.Index] : nullptr;
      if (Result[Id] || (Ev && Ends(*Ev)))
        continue;
      if ((Ev && Is(*Ev)) || (N.Next != facts::NoNode && Result[N.Next]) ||
          (N.Else != facts::NoNode && Result[N.Else]))
        Result[Id] = Grew = true;
    }
  }
  return Result;
}

/// By condition of \p G, what of \p OfNodes holds on the side Else, and on the
/// side Next.
inline std::vector<std::array<bool, 2>>
sidesOf(const link::EventGraph &G, const std::vector<bool> &OfNodes) {
  using Node = link::EventGraph::Node;
  std::vector<std::array<bool, 2>> Result(G.conditions().size());
  for (const Node &N : G.nodes())
    if (N.Kind == Node::NodeKind::Branch)
      for (bool IsNext : {false, true})
        if (const std::uint32_t Way = IsNext ? N.Next : N.Else;
            Way != facts::NoNode)
          Result[N.Index][IsNext] = OfNodes[Way];
  return Result;
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_EVENTSEARCH_H
