//===- ArmTiming.cpp - When an arm lets callbacks come --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What a wait waits for may be what the routine does next. It is not where
// others have the handle in hand, and the routine leaves it to them.
//
//===----------------------------------------------------------------------===//

#include "rules/ArmTiming.h"

#include "facts/OverlappedApi.h"
#include "rules/EventReach.h"
#include "rules/EventSearch.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::Path;
using link::Event;
using link::EventGraph;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

static bool uses(const Event &Ev, const Value &Handle) {
  return std::find(Ev.Args.begin(), Ev.Args.end(), Handle) != Ev.Args.end();
}

/// Whether \p Handle is from outside, and the routine does nothing with it but
/// to arm a wait.
static bool isLent(const EventGraph &G, const Value &Handle, const Event &Arm) {
  return Handle.is(ValueKind::At) && Handle.Where.Steps.empty() &&
         Handle.Where.Symbol.find(link::ParameterMark) != std::string::npos &&
         std::none_of(G.events().begin(), G.events().end(),
                      [&](const Event &Ev) {
                        return !isSamePlace(Ev, Arm) && uses(Ev, Handle);
                      });
}

/// Whether \p Handle is the event in what \p Overlapped points to.
static bool isEventIn(const EventGraph &G, const Value &Overlapped,
                      const Value &Handle) {
  const Path Memory = Overlapped.pointee();
  auto IsTheEvent = [&Memory](const Path &P) {
    return link::startsWith(P, Memory) && !P.Steps.empty() &&
           llvm::StringRef(P.Steps.back().Name).ends_with("@hEvent");
  };
  return Memory.isValid() &&
         (IsTheEvent(Handle.Where) ||
          std::any_of(G.events().begin(), G.events().end(),
                      [&](const Event &Ev) {
                        return (Ev.Kind == EventKind::Store ||
                                Ev.Kind == EventKind::Keep) &&
                               Ev.Args[0] == Handle && IsTheEvent(Ev.Storage);
                      }));
}

/// Whether \p Ev starts an operation whose end signals \p Handle.
static bool startsOperation(const EventGraph &G, const Event &Ev,
                            const Value &Handle) {
  if (Ev.Kind != EventKind::Call)
    return false;
  const facts::OverlappedFunction *Row =
      facts::lookupOverlapped(G.nodeOf(Ev.Place));
  if (!Row || Ev.Args.size() <= std::max(Row->File, Row->Overlapped) ||
      Ev.Args[Row->Overlapped].isNull())
    return false;
  return Ev.Args[Row->File] == Handle ||
         isEventIn(G, Ev.Args[Row->Overlapped], Handle);
}

/// Whether an operation is under way whose end signals \p Handle, and the
/// routine leaves it at that.
static bool isOfOperation(const EventGraph &G, const Value &Handle,
                          const Event &Arm) {
  if (!Handle.is(ValueKind::At))
    return false;
  auto Starts = [&](const Event *Ev) {
    return startsOperation(G, *Ev, Handle);
  };
  auto IsOtherUse = [&](const Event *Ev) {
    // To keep it in mind does nothing to it.
    return Ev->Kind != EventKind::Store && Ev->Kind != EventKind::Keep &&
           uses(*Ev, Handle) && !isSamePlace(*Ev, Arm) && !Starts(Ev);
  };
  const std::set<const Event *> Before = eventsLeadingTo(G, Arm);
  const std::set<const Event *> Behind = eventsBehind(G, Arm);
  return std::any_of(Before.begin(), Before.end(), Starts) &&
         std::none_of(Before.begin(), Before.end(), IsOtherUse) &&
         std::none_of(Behind.begin(), Behind.end(), [&](const Event *Ev) {
           return Starts(Ev) || IsOtherUse(Ev);
         });
}

bool letsCallbacksComeAtOnce(const EventGraph &G, const Event &Arm) {
  constexpr std::int64_t Second = 10'000'000;
  const ApiFunction &Api = *Arm.Api;
  if (Api.isSet() && Arm.argument(Api.armingArgument()).isNull())
    return false;
  if (Api.Args.Handle.isPresent()) {
    const Value Handle = Arm.argument(Api.Args.Handle);
    return isLent(G, Handle, Arm) || isOfOperation(G, Handle, Arm);
  }
  const Value Due = Arm.argument(Api.Args.DueTime);
  if (Api.Object == ApiObject::TimerQueueTimer)
    return Due.is(ValueKind::Constant) && Due.Number < 1000;
  return Api.Object != ApiObject::Timer || !Arm.Due.isKnown() ||
         (Arm.Due.Time > -Second && Arm.Due.Time <= 0);
}

} // namespace threadpool::rules
