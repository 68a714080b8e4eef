//===- FirstRead.cpp - What a callback reads right away -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/FirstRead.h"

#include "link/SystemCalls.h"
#include "rules/EventSearch.h"
#include "rules/Mentions.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiRole;
using facts::NodeKind;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

static bool mayWait(ApiRole Role) {
  switch (Role) {
  case ApiRole::Drain:
  case ApiRole::GroupMembersClose:
  case ApiRole::Unregister:
  case ApiRole::Block:
  case ApiRole::Acquire:
  case ApiRole::AcquireShared:
  case ApiRole::TryAcquire:
  case ApiRole::TryAcquireShared:
    return true;
  default:
    return false;
  }
}

bool mayWait(const Event &Ev, const facts::Node &N) {
  switch (Ev.Kind) {
  case EventKind::Touch:
    return N.Kind == NodeKind::Lock || N.Kind == NodeKind::TryLock;
  case EventKind::Call:
    return !link::onlyReports(N) &&
           (!N.CalleeIsSystem || link::isDestructor(N) ||
            link::effectOf(N) != link::SystemEffect::None);
  case EventKind::Api:
    return mayWait(Ev.Api->Role);
  default:
    return false;
  }
}

bool onlyWrites(const facts::Node &N, const Path &Storage) {
  const link::Key K = link::keyOf(Storage);
  auto IsIt = [&](const Path &P) { return link::keyOf(P) == K; };
  return N.Kind == NodeKind::Assign && IsIt(N.Target) &&
         !names(N.Args[0], IsIt);
}

/// Whether nothing that others write has gone into \p V.
static bool isOwn(const Value &V) {
  return V.isPrivate() || (V.is(ValueKind::At) && V.Where.Steps.empty() &&
                           V.Where.Root != Path::RootKind::Global);
}

static bool isTested(const link::EventGraph &Body, const Path &What) {
  const std::string Text = link::textOf(What);
  for (const UndecidedCondition &Cond : Body.conditions()) {
    // An error may hide what is tested.
    if (Cond.Sources.empty() &&
        Body.frames()[Cond.Place.Frame].Callee->IsPartial)
      return true;
    for (const Value &V : Cond.Sources)
      if (V.Where.isValid() && link::textOf(V.Where) == Text)
        return true;
  }
  return false;
}

const facts::Node *firstRead(const link::EventGraph &Body, const Path &What) {
  if (isTested(Body, What))
    return nullptr;
  struct Nothing {
    bool operator<(const Nothing &) const { return false; }
  };
  const facts::Node *Read = nullptr;
  searchEvents(
      Body, Nothing(),
      [&](Nothing &, const Event &Ev) {
        const facts::Node &N = Body.nodeOf(Ev.Place);
        if (Ev.Kind == EventKind::Touch && !Read &&
            link::startsWith(Ev.Storage, What) && !onlyWrites(N, Ev.Storage))
          Read = &N;
        const bool IsWritten = Ev.Kind == EventKind::Store &&
                               (link::startsWith(Ev.Storage, What) ||
                                link::startsWith(What, Ev.Storage));
        return !IsWritten && !mayWait(Ev, N);
      },
      [&](Nothing &, const UndecidedCondition &Cond, bool) {
        return std::all_of(Cond.Sources.begin(), Cond.Sources.end(), isOwn);
      });
  return Read;
}

} // namespace threadpool::rules
