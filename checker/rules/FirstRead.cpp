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

static bool mayWait(const Event &Call) {
  switch (Call.Api->Role) {
  case ApiRole::Unregister: {
    const facts::ApiPlace End = Call.Api->Args.CompletionEvent;
    return End.isPresent() && !Call.argument(End).isNull();
  }
  case ApiRole::Drain:
  case ApiRole::GroupMembersClose:
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
    return mayWait(Ev);
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

static bool isAt(const Value &V, const Path &What) {
  return V.Where.isValid() && link::textOf(V.Where) == link::textOf(What);
}

/// Whether \p Ev hands on a pointer to \p What itself: who gets it may test it
/// again and again, as a copy does that can be told to stop.
static bool handsOn(const Event &Ev, const Path &What) {
  return (Ev.Kind == EventKind::Call || Ev.Kind == EventKind::Api) &&
         std::any_of(Ev.Args.begin(), Ev.Args.end(), [&](const Value &V) {
           return V.is(ValueKind::AddressOf) &&
                  link::textOf(V.Where) == link::textOf(What);
         });
}

bool mayTest(const link::EventGraph &Body, const Path &What) {
  if (std::any_of(Body.events().begin(), Body.events().end(),
                  [&](const Event &Ev) { return handsOn(Ev, What); }))
    return true;
  return std::any_of(
      Body.conditions().begin(), Body.conditions().end(),
      [&](const UndecidedCondition &Cond) {
        return (Cond.Sources.empty() &&
                Body.frames()[Cond.Place.Frame].Callee->IsPartial) ||
               std::any_of(Cond.Sources.begin(), Cond.Sources.end(),
                           [&](const Value &V) { return isAt(V, What); });
      });
}

/// What a search of which only the places matter keeps in mind.
namespace {
struct Nothing {
  bool operator<(const Nothing &) const { return false; }
};
} // namespace

const facts::Node *firstRead(const link::EventGraph &Body, const Path &What,
                             IsSettledFn IsSettled) {
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
        return std::all_of(
            Cond.Sources.begin(), Cond.Sources.end(),
            [&](const Value &V) { return isOwn(V) || IsSettled(V.Where); });
      });
  return Read;
}

bool frees(const link::EventGraph &Body, const Path &Memory, const Path &What,
           IsSettledFn IsSettled) {
  auto IsMemory = [&](const Value &Pointer) {
    const Path P = Pointer.pointee();
    return P.isValid() && link::textOf(P) == link::textOf(Memory);
  };
  bool IsFreed = false;
  searchEvents(
      Body, Nothing(),
      [&](Nothing &, const Event &Ev) {
        IsFreed |= (Ev.Kind == EventKind::Delete && IsMemory(Ev.Args[0])) ||
                   (Ev.isApi(ApiRole::Free) &&
                    IsMemory(Ev.argument(Ev.Api->Args.Object)));
        return Ev.Kind == EventKind::Call ||
               !mayWait(Ev, Body.nodeOf(Ev.Place));
      },
      [&](Nothing &, const UndecidedCondition &Cond, bool) {
        return std::all_of(
            Cond.Sources.begin(), Cond.Sources.end(), [&](const Value &V) {
              return isOwn(V) || isAt(V, What) || IsSettled(V.Where);
            });
      });
  return IsFreed;
}

} // namespace threadpool::rules
