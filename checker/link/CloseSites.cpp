//===- CloseSites.cpp - Owners that close in several places ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/CloseSites.h"

#include <algorithm>

namespace threadpool::link {

using facts::NoNode;
using protocol::Op;
using Nodes = std::vector<RawNode>;

namespace {

bool isSameSite(const Site &A, const Site &B) {
  return A.Frame == B.Frame && A.Node == B.Node;
}

bool isCloseAt(const RawNode &N, const Site &Close) {
  return isClose(N.Kind) && isSameSite(N.Origin, Close);
}

/// Whether on all ways to \p Close the owner does something that makes sense
/// only while callbacks may come.
bool isInUse(const Nodes &Graph, const Site &Close,
             const std::set<std::uint32_t> &CallbackFlags) {
  std::vector<bool> Shows(Graph.size());
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id) {
    const RawNode &N = Graph[Id];
    Shows[Id] = N.Kind == Op::Drain;
    if (N.Kind == Op::Assign && CallbackFlags.count(N.Index) &&
        N.Value != RawNode::UnknownValue)
      Shows[Id] = !reachedFrom(Graph, {0}, [&](std::uint32_t At) {
        return Graph[At].Kind == Op::Test && Graph[At].Index == N.Index;
      })[Id];
  }
  const std::vector<bool> Unshown = reachedFrom(
      Graph, {0}, [&Shows](std::uint32_t At) { return bool(Shows[At]); });
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
    if (Unshown[Id] && isCloseAt(Graph[Id], Close))
      return false;
  return true;
}

/// Appends what \p Graph does from \p From on before the next decision, and an
/// end; the number of the first node.
std::uint32_t appendTail(Nodes &Graph, std::uint32_t From,
                         std::uint32_t Context) {
  auto FreesContext = [Context](const RawNode &N) {
    return N.Kind == Op::Free && N.Index == Context;
  };
  const bool MayFree = From != NoNode && leadsTo(Graph, FreesContext)[From];
  const std::uint32_t First = Graph.size();
  bool HasFreed = false;
  for (std::uint32_t Id = From, Steps = Graph.size(); Id != NoNode && Steps > 0;
       --Steps) {
    RawNode N = Graph[Id];
    if (isBranch(N.Kind) || isClose(N.Kind) || N.Kind == Op::Unknown ||
        N.Kind == Op::End || N.IsCreation)
      break;
    HasFreed |= FreesContext(N);
    Id = N.Next;
    N.Next = Graph.size() + 1;
    Graph.push_back(N);
  }
  RawNode Last;
  Last.Origin = From == NoNode ? Site() : Graph[From].Origin;
  if (MayFree && !HasFreed) {
    Last.Kind = Op::Free;
    Last.Index = Context;
    Last.Next = Graph.size() + 1;
    Graph.push_back(Last);
  }
  Last.Kind = Op::End;
  Last.Index = 0;
  Last.Next = NoNode;
  Graph.push_back(Last);
  return First;
}

} // namespace

std::vector<Site> closeSites(const Nodes &Owner) {
  std::vector<Site> Result;
  for (const RawNode &N : Owner)
    if (isClose(N.Kind) &&
        std::none_of(Result.begin(), Result.end(),
                     [&N](const Site &S) { return isSameSite(S, N.Origin); }))
      Result.push_back(N.Origin);
  return Result;
}

std::optional<Nodes> upToClose(Nodes Owner, const Site &Close,
                               const std::set<std::uint32_t> &CallbackFlags,
                               std::uint32_t Context) {
  const std::uint32_t Size = Owner.size();
  for (std::uint32_t Id = 0; Id < Size; ++Id)
    if (isCloseAt(Owner[Id], Close))
      Owner[Id].Next = appendTail(Owner, Owner[Id].Next, Context);
  for (RawNode &N : Owner)
    if (isClose(N.Kind) && !isCloseAt(N, Close)) {
      N.Kind = Op::End;
      N.Next = NoNode;
    }
  const std::vector<bool> Leads = leadsTo(
      Owner, [&Close](const RawNode &N) { return isCloseAt(N, Close); });
  if (!Leads[0])
    return std::nullopt;
  const std::uint32_t Elsewhere = Owner.size();
  Owner.emplace_back();
  Owner.back().Kind = Op::End;
  Owner.back().Origin = Close;
  for (std::uint32_t Id = 0; Id < Size; ++Id) {
    RawNode &N = Owner[Id];
    if (!Leads[Id] || !isBranch(N.Kind))
      continue;
    const bool IsDecided = N.Kind == Op::Input || N.Kind == Op::Choose;
    if (!Leads[N.Next])
      N.Next = IsDecided ? N.Else : Elsewhere;
    if (!Leads[N.Else])
      N.Else = IsDecided ? N.Next : Elsewhere;
  }
  Owner = compact(std::move(Owner));
  if (!isInUse(Owner, Close, CallbackFlags))
    return std::nullopt;
  return Owner;
}

} // namespace threadpool::link
