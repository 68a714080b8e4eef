//===- Aftermath.cpp - What an owner does behind the close ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Aftermath.h"

namespace threadpool::link {

using facts::NoNode;
using protocol::Op;

/// The nodes that \p Graph comes to once the object is closed, and not made
/// anew.
static std::vector<bool> behindClose(const std::vector<RawNode> &Graph) {
  std::vector<std::uint32_t> Behind;
  for (const RawNode &N : Graph)
    if (isClose(N.Kind))
      Behind.insert(Behind.end(), {N.Next, N.Else});
  return reachedFrom(Graph, std::move(Behind), [&Graph](std::uint32_t Id) {
    return Graph[Id].IsCreation;
  });
}

bool endBehindClose(std::vector<RawNode> &Graph) {
  const std::vector<bool> Behind = behindClose(Graph);
  // The same nodes may be reached with the object still there: there they stay
  // as they are.
  std::vector<std::uint32_t> Copy(Graph.size(), NoNode);
  const std::uint32_t Size = Graph.size();
  std::uint32_t Count = Size;
  bool MeetsUnknown = false;
  for (std::uint32_t Id = 0; Id < Size; ++Id)
    if (Behind[Id]) {
      Copy[Id] = Count++;
      MeetsUnknown |= Graph[Id].Kind == Op::Unknown;
    }
  if (!MeetsUnknown)
    return false;
  auto Lead = [&Copy](std::uint32_t &Edge) {
    if (Edge != NoNode && Copy[Edge] != NoNode)
      Edge = Copy[Edge];
  };
  for (std::uint32_t Id = 0; Id < Size; ++Id) {
    if (Copy[Id] != NoNode) {
      RawNode Closed = Graph[Id];
      Lead(Closed.Next);
      Lead(Closed.Else);
      // However it ends, that is all.
      if (Closed.Kind == Op::Unknown || Closed.Kind == Op::End) {
        Closed.Kind = Op::End;
        Closed.Origin = {};
      }
      Graph.push_back(std::move(Closed));
    }
    if (isClose(Graph[Id].Kind)) {
      Lead(Graph[Id].Next);
      Lead(Graph[Id].Else);
    }
  }
  Graph = compact(std::move(Graph));
  return true;
}

} // namespace threadpool::link
