//===- EventReach.cpp - What is done before and after ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EventReach.h"

#include "rules/EventSearch.h"

namespace threadpool::rules {

using link::Event;
using link::EventGraph;
using GraphNode = link::EventGraph::Node;

static const Event *eventOf(const EventGraph &G, const GraphNode &N) {
  return N.Kind == GraphNode::NodeKind::Event ? &G.events()[N.Index] : nullptr;
}

std::vector<bool> nodesLeadingTo(const EventGraph &G, const Event &Place) {
  const std::vector<GraphNode> &Nodes = G.nodes();
  std::vector<bool> Leads(Nodes.size());
  auto LeadsFrom = [&](std::uint32_t Id) {
    return Id != facts::NoNode && Leads[Id];
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::size_t Id = Nodes.size(); Id-- > 0;) {
      const GraphNode &N = Nodes[Id];
      const Event *Ev = eventOf(G, N);
      if (Leads[Id] || !((Ev && isSamePlace(*Ev, Place)) || LeadsFrom(N.Next) ||
                         LeadsFrom(N.Else)))
        continue;
      Leads[Id] = Changed = true;
    }
  }
  return Leads;
}

std::set<const Event *> eventsLeadingTo(const EventGraph &G,
                                        const Event &Place) {
  const std::vector<bool> Leads = nodesLeadingTo(G, Place);
  std::set<const Event *> Result;
  for (std::size_t Id = 0; Id < Leads.size(); ++Id)
    if (const Event *Ev = eventOf(G, G.nodes()[Id]); Ev && Leads[Id])
      Result.insert(Ev);
  return Result;
}

std::set<const Event *> eventsBehind(const EventGraph &G, const Event &Place) {
  const std::vector<GraphNode> &Nodes = G.nodes();
  std::vector<bool> IsReached(Nodes.size());
  std::vector<std::uint32_t> Waiting;
  auto Reach = [&](std::uint32_t Id) {
    if (Id == facts::NoNode || IsReached[Id])
      return;
    IsReached[Id] = true;
    Waiting.push_back(Id);
  };
  for (const GraphNode &N : Nodes)
    if (const Event *Ev = eventOf(G, N); Ev && isSamePlace(*Ev, Place))
      Reach(N.Next);
  std::set<const Event *> Result;
  while (!Waiting.empty()) {
    const GraphNode &N = Nodes[Waiting.back()];
    Waiting.pop_back();
    if (const Event *Ev = eventOf(G, N))
      Result.insert(Ev);
    Reach(N.Next);
    Reach(N.Else);
  }
  return Result;
}

} // namespace threadpool::rules
