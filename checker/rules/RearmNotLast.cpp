//===- RearmNotLast.cpp - threadpool-rearm-not-last -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/EventSearch.h"
#include "rules/OwnObject.h"
#include "rules/Rules.h"
#include "rules/Wording.h"

#include <functional>
#include <map>

namespace threadpool::rules {

using facts::ApiRole;
using facts::NodeKind;
using link::Creation;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using EventKind = link::Event::EventKind;

namespace {

/// What a callback may well do behind its re-arm.
bool isFarewell(const Event &Ev, const facts::Node &N) {
  switch (Ev.Kind) {
  case EventKind::Keep:
  case EventKind::Leave:
    return true;
  case EventKind::Touch:
    return true; // What touches in order to do something is an event as well.
  case EventKind::Call:
    // What stands where an error is may be anything, or nothing.
    return link::isDestructor(N) || N.IsGuess;
  case EventKind::Store:
  case EventKind::Delete:
    return false;
  case EventKind::Api:
    break;
  }
  switch (Ev.Api->Role) {
  case ApiRole::Release:
  case ApiRole::ReleaseShared:
  case ApiRole::Signal:
  case ApiRole::SetEventOnReturn:
  case ApiRole::ReleaseSemaphoreOnReturn:
  case ApiRole::ReleaseMutexOnReturn:
  case ApiRole::LeaveCriticalSectionOnReturn:
  case ApiRole::FreeLibraryOnReturn:
    return true;
  default:
    return false;
  }
}

bool arms(const Event &Ev, const OwnObject &Own) {
  if (Ev.Kind != EventKind::Api || !Own.is(Ev.argument(Ev.Api->Args.Object)))
    return false;
  switch (Ev.Api->Role) {
  case ApiRole::Submit:
    return true;
  case ApiRole::Set:
  case ApiRole::SetResult:
    return !Ev.argument(Ev.Api->armingArgument()).isNull();
  default:
    return false;
  }
}

Finding tell(const EventGraph &G, const Creation &C, const Event &Arm,
             const Event &Work) {
  const std::string Callback = quotedFunction(G.frames()[0].Callee->Name);
  const std::string Noun = nounOf(C.Api->Object);
  const facts::Node &N = G.nodeOf(Arm.Place);
  Finding F;
  F.Rules = {Rule::RearmNotLast};
  F.Where = N.Where;
  F.Length = N.Length;
  F.Message = Callback + " arms its " + Noun +
              " again and goes on working: the next callback may run at the "
              "same time";
  F.Notes.push_back(
      step(1, Actor::Callback, N.Where,
           "callback 1 (" + Callback + ") arms its " + Noun + " again"));
  Note Second = step(2, Actor::Pool, G.frames()[0].Callee->Where,
                     causeOf(C.Api->Object) + "; the pool starts callback 2, " +
                         Callback);
  Second.CallbackNumber = 2;
  F.Notes.push_back(std::move(Second));
  F.Notes.push_back(
      step(3, Actor::Callback, G.nodeOf(Work.Place).Where,
           "callback 1 (" + Callback + ") goes on here, beside callback 2"));
  return F;
}

} // namespace

std::vector<Finding> findRearmsNotLast(const Evidence &E) {
  struct Progress {
    const Event *Arm = nullptr;
    bool operator<(const Progress &O) const {
      return std::less<>()(Arm, O.Arm);
    }
  };
  const std::set<std::string> Arming =
      E.Calls.reaching([](const facts::ApiFunction &Api) {
        return Api.Role == ApiRole::Submit || Api.Role == ApiRole::Set ||
               Api.Role == ApiRole::SetResult;
      });
  std::vector<Finding> Result;
  forEachCallback(E, [&](const Creation &C, const facts::Function &Callback) {
    if (!Arming.count(Callback.Usr))
      return;
    const EventGraph &G = E.Graphs.of(Callback, C);
    const OwnObject Own(E.Objects, C);
    std::map<const facts::Node *, Finding> Found;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (arms(Ev, Own)) {
            P.Arm = &Ev;
            return true;
          }
          if (!P.Arm || isFarewell(Ev, G.nodeOf(Ev.Place)))
            return true;
          Found.try_emplace(&G.nodeOf(P.Arm->Place), tell(G, C, *P.Arm, Ev));
          return false;
        },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
    for (auto &[Node, F] : Found)
      Result.push_back(std::move(F));
  });
  return Result;
}

} // namespace threadpool::rules
