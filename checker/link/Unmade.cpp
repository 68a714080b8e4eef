//===- Unmade.cpp - What an owner does without its object
//------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Unmade.h"

#include <algorithm>
#include <map>
#include <set>

namespace threadpool::link {

using facts::NoNode;
using protocol::Op;
using Nodes = std::vector<RawNode>;

namespace {

/// A condition: one kind of branch that asks for one thing.
using Condition = std::pair<Op, std::uint32_t>;

bool isCreation(const RawNode &N) { return N.IsCreation; }

/// Whether \p N has to do with an object that is there.
bool needsObject(const RawNode &N) {
  switch (N.Kind) {
  case Op::Skip:
  case Op::Choose:
  case Op::Input:
  case Op::Test:
  case Op::Assign:
  case Op::Use:
  case Op::Free:
  case Op::Lock:
  case Op::TryLock:
  case Op::Unlock:
  case Op::SourceOff:
  case Op::EndIo:
  case Op::End:
    return isCreation(N);
  default:
    return true;
  }
}

class WaysFinder {
public:
  explicit WaysFinder(const RoutinePair &Pair) : Graph(Pair.Owner) {
    for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
      if (isCreation(Graph[Id]))
        Creations.push_back(Id);
    Behind = reachedFrom(Graph, Creations);
    Makes = leadsTo(Graph, isCreation);
    NeedsObject = leadsTo(Graph, needsObject);
    for (const RawNode &N : Pair.Callback) {
      if (N.Kind == Op::Test || N.Kind == Op::Assign)
        Shared.insert(N.Index);
    }
  }

  /// The branches to remove, each with the way that is left.
  std::map<std::uint32_t, std::uint32_t> find() const {
    std::map<std::uint32_t, std::uint32_t> Ways;
    std::set<Condition> Needed;
    for (std::uint32_t Id = 0; !Creations.empty() && Id < Graph.size(); ++Id) {
      const RawNode &N = Graph[Id];
      if (N.Kind != Op::Input && N.Kind != Op::Test)
        continue;
      const std::uint32_t Way = wayToObject(Id);
      if (Way == NoNode || (N.Kind == Op::Test && Shared.count(N.Index)))
        Needed.insert({N.Kind, N.Index});
      else
        Ways[Id] = Way;
    }
    // What is asked elsewhere, too, is as it was found here.
    for (auto It = Ways.begin(); It != Ways.end();) {
      const RawNode &N = Graph[It->first];
      It = Needed.count({N.Kind, N.Index}) ? Ways.erase(It) : std::next(It);
    }
    return Ways;
  }

private:
  /// The only successor of \p Branch behind which there is an object; NoNode if
  /// there may be one on both sides, or before.
  std::uint32_t wayToObject(std::uint32_t Branch) const {
    if (Behind[Branch])
      return NoNode;
    const RawNode &N = Graph[Branch];
    for (auto [Way, Other] : {std::pair(N.Next, N.Else), {N.Else, N.Next}})
      if (Way != NoNode && Makes[Way] &&
          (Other == NoNode || !NeedsObject[Other]))
        return Way;
    return NoNode;
  }

  const Nodes &Graph;
  std::vector<std::uint32_t> Creations;
  std::vector<bool> Behind, Makes, NeedsObject;
  /// The flags that the callback asks or sets.
  std::set<std::uint32_t> Shared;
};

} // namespace

bool dropWaysWithoutObject(RoutinePair &Pair) {
  const auto Ways = WaysFinder(Pair).find();
  for (auto [Branch, Way] : Ways) {
    RawNode &N = Pair.Owner[Branch];
    N.Kind = Op::Skip;
    N.Index = N.Value = 0;
    N.Next = Way;
    N.Else = NoNode;
  }
  return !Ways.empty();
}

} // namespace threadpool::link
