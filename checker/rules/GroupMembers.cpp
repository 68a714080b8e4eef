//===- GroupMembers.cpp - What is a member of a cleanup group -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One routine makes the group, the environment and the objects and keeps them
// in one structure; another one ends them.
//
//===----------------------------------------------------------------------===//

#include "rules/GroupMembers.h"

#include "link/SystemCalls.h"
#include "rules/EventSearch.h"
#include "rules/GroupOrder.h"

#include <algorithm>
#include <map>

namespace threadpool::rules {

using facts::ApiRole;
using facts::Path;
using link::Creation;
using link::Event;
using link::EventGraph;
using link::Key;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

bool areNeighbours(const Path &A, const Path &B) {
  if (!link::globalOf(link::keyOf(A)).empty())
    return !link::globalOf(link::keyOf(B)).empty();
  return !A.Steps.empty() && !B.Steps.empty() &&
         link::textOf(link::containerOf(A)) ==
             link::textOf(link::containerOf(B));
}

/// Where the group \p V, which an environment gets, is kept.
static Path homeOfGroup(const Evidence &E, const Value &V) {
  if (V.is(ValueKind::At))
    return V.Where;
  auto Made = E.Objects.Creations.find(V.Name);
  return V.is(ValueKind::Fresh) && Made != E.Objects.Creations.end() &&
                 Made->second.StoredAt
             ? *Made->second.StoredAt
             : Path();
}

/// Whether whatever \p Made makes is a member of the group that is kept under
/// \p Group beside it: on every way to that call the environment has got it.
static bool isMadeIn(const Evidence &E, const Creation &Made,
                     const Key &Group) {
  if (!Made.StoredAt)
    return false;
  const EventGraph &G = E.Graphs.of(*Made.Root, link::Creations::Succeed);
  auto Makes = [&](const Event &Ev) {
    const facts::Location &At = G.nodeOf(Ev.Place).Where;
    return Ev.isApi(ApiRole::Create) && At.File == Made.Where.File &&
           At.Offset == Made.Where.Offset;
  };
  // By the environment.
  using Groups = std::map<std::string, Value>;
  bool IsMet = false, IsAlways = true;
  searchEvents(
      G, Groups(),
      [&](Groups &Bound, const Event &Ev) {
        if (Ev.Kind == EventKind::Call) {
          if (!G.nodeOf(Ev.Place).CalleeIsSystem &&
              !link::onlyReports(G.nodeOf(Ev.Place)))
            Bound = Groups();
          return true;
        }
        if (Ev.Kind != EventKind::Api)
          return true;
        const std::string Configured =
            identityOf(Ev.argument(Ev.Api->Args.Object));
        if (Ev.isApi(ApiRole::BindGroup)) {
          Bound[Configured] = Ev.argument(Ev.Api->Args.Value);
        } else if (Ev.isApi(ApiRole::Initialize)) {
          Bound.erase(Configured);
        } else if (Makes(Ev)) {
          auto Its =
              Bound.find(identityOf(Ev.argument(Ev.Api->Args.Environment)));
          const Path Home =
              Its == Bound.end() ? Path() : homeOfGroup(E, Its->second);
          IsMet = true;
          IsAlways &= Home.isValid() && link::keyOf(Home) == Group &&
                      areNeighbours(Home, *Made.StoredAt);
        }
        return true;
      },
      [](const Groups &, const UndecidedCondition &, bool) { return true; });
  if (!IsMet || !IsAlways)
    return false;
  // Code that is not understood may give it another one.
  const std::vector<bool> Leads =
      nodesAheadOf(G, Makes, [](const Event &) { return false; });
  for (std::size_t Id = 0; Id < G.nodes().size(); ++Id)
    if (G.nodes()[Id].Kind == EventGraph::Node::NodeKind::Unknown && Leads[Id])
      return false;
  return true;
}

const Creation *memberOf(const Evidence &E, const Value &Object,
                         const Value &Group) {
  if (!Object.is(ValueKind::At) || !Group.is(ValueKind::At) ||
      link::isElement(Object.Where) ||
      !areNeighbours(Object.Where, Group.Where))
    return nullptr;
  const Key Home = link::keyOf(Object.Where);
  const Key GroupHome = link::keyOf(Group.Where);
  auto Stored = E.Objects.Stores.find(Home);
  if (Home.empty() || GroupHome.empty() || Stored == E.Objects.Stores.end() ||
      !link::isHome(E.Objects, Home))
    return nullptr;
  const Creation *Result = nullptr;
  for (const Value &V : Stored->second) {
    auto Made = E.Objects.Creations.find(V.Name);
    if (!V.is(ValueKind::Fresh) || Made == E.Objects.Creations.end() ||
        !isMadeIn(E, Made->second, GroupHome))
      return nullptr;
    Result = &Made->second;
  }
  return Result;
}

} // namespace threadpool::rules
