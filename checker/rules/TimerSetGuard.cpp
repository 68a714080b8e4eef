//===- TimerSetGuard.cpp - threadpool-timer-set-guard ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RoutineFinder.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool asks(const ApiFunction &Api) {
  return Api.Role == ApiRole::Query && Api.Object == ApiObject::Timer;
}

class GuardFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    // What happens to a timer that is set, and to one that is not.
    std::set<Decided> IfSet, IfNot;
    std::map<const Event *, const Event *> Polled;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          follow(P, Ev, IfSet, IfNot, Polled);
          return true;
        },
        [](Progress &P, const UndecidedCondition &C, bool TakesNext) {
          if (P.Asked && !P.Known && isAbout(C, *P.Asked)) {
            P.Known = true;
            P.IsSet = TakesNext != C.IsNextEqual;
          }
          return true;
        });
    std::map<const facts::Node *, Finding> Found;
    for (const Decided &D : IfSet)
      if (IfNot.count(D))
        continue;
      else if (waits(*D.Then) && (D.IsCancelled || isCancelledElsewhere()))
        Found.try_emplace(&nodeOf(*D.Asked), tellWait(D));
      else if (arms(*D.Then) && isCallback())
        Found.try_emplace(&nodeOf(*D.Asked), tellRearm(D));
    for (const Decided &D : IfNot)
      if (!IfSet.count(D) && arms(*D.Then) && staysSet(*D.Then))
        Found.try_emplace(&nodeOf(*D.Asked), tellArm(D));
    for (const auto &[Again, Asked] : Polled)
      if (staysSet(*Asked))
        Found.try_emplace(&nodeOf(*Asked), tellPoll(*Asked));
    for (auto &[Node, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    /// The last question, if its answer is not known or nothing was done with
    /// the timer since.
    const Event *Asked = nullptr;
    bool Known = false;
    bool IsSet = false;
    /// The last cancel before the question.
    const Event *Cancel = nullptr;
    bool operator<(const Progress &O) const {
      return std::make_tuple(Asked, Known, IsSet, Cancel) <
             std::make_tuple(O.Asked, O.Known, O.IsSet, O.Cancel);
    }
  };

  /// The first thing done with a timer behind a question.
  struct Decided {
    const Event *Asked;
    const Event *Then;
    /// The timer was cancelled right before the question.
    bool IsCancelled;
    bool operator<(const Decided &O) const {
      auto SiteOf = [](const Event *Ev) {
        return std::make_pair(Ev->Place.Frame, Ev->Place.Node);
      };
      return std::make_pair(SiteOf(Asked), SiteOf(Then)) <
             std::make_pair(SiteOf(O.Asked), SiteOf(O.Then));
    }
  };

  static bool isAbout(const UndecidedCondition &C, const Event &Asked) {
    return C.Constant == 0 && C.Sources.size() == 1 &&
           C.Sources[0].is(ValueKind::At) && C.Sources[0] == Asked.Result;
  }

  static Value timerOf(const Event &Ev) {
    return Ev.argument(Ev.Api->Args.Object);
  }

  static bool waits(const Event &Ev) {
    return Ev.isApi(ApiRole::Drain) || Ev.isApi(ApiRole::Close);
  }

  static bool arms(const Event &Ev) {
    return (Ev.isApi(ApiRole::Set) || Ev.isApi(ApiRole::SetResult)) &&
           !Ev.argument(Ev.Api->armingArgument()).isNull();
  }

  static bool cancels(const Event &Ev) {
    return (Ev.isApi(ApiRole::Set) || Ev.isApi(ApiRole::SetResult)) &&
           !arms(Ev);
  }

  static void follow(Progress &P, const Event &Ev, std::set<Decided> &IfSet,
                     std::set<Decided> &IfNot,
                     std::map<const Event *, const Event *> &Polled) {
    if (Ev.Kind != EventKind::Api || Ev.Api->Object != ApiObject::Timer)
      return;
    const bool IsSame = P.Asked && timerOf(Ev) == timerOf(*P.Asked);
    if (asks(*Ev.Api)) {
      // The same question again, and nothing done since it was answered.
      if (IsSame && P.Known && P.IsSet &&
          Ev.Place.Frame == P.Asked->Place.Frame &&
          Ev.Place.Node == P.Asked->Place.Node)
        Polled.try_emplace(&Ev, P.Asked);
      if (P.Cancel && !(timerOf(*P.Cancel) == timerOf(Ev)))
        P.Cancel = nullptr;
      P.Asked = &Ev;
      P.Known = false;
      return;
    }
    // A cancel alone does no harm; what comes behind it counts.
    if (cancels(Ev)) {
      if (!IsSame || !P.Known)
        P.Cancel = &Ev;
      return;
    }
    if (IsSame && P.Known)
      (P.IsSet ? IfSet : IfNot).insert({P.Asked, &Ev, P.Cancel != nullptr});
    P = Progress();
  }

  /// Whether the timer that \p Ev names stays set once it has fired: it is
  /// armed once at a time, and nobody but an owner cancels it.
  bool staysSet(const Event &Ev) const {
    const Value Timer = timerOf(Ev);
    const link::Creation *Made = link::originOf(E.Objects, Timer);
    if (!Made || Made->Callback.empty())
      return false;
    bool IsArmed = false;
    for (const link::Arming &A : E.Objects.Armings) {
      if (A.Api->Object != ApiObject::Timer)
        continue;
      // What is armed by another name may be this one too.
      if (A.Period != 0)
        return false;
      IsArmed = true;
    }
    return IsArmed && !isSetInCallback(Made->Callback);
  }

  bool isCallback() const {
    return std::any_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                       [this](const auto &Made) {
                         return Made.second.Api->Object == ApiObject::Timer &&
                                Made.second.Callback == Routine.Usr;
                       });
  }

  /// Whether a function that has no part in this routine cancels a timer.
  bool isCancelledElsewhere() const {
    std::set<std::string> Here;
    for (const link::Frame &F : G.frames())
      Here.insert(F.Callee->Usr);
    return std::any_of(
        E.Unit.Functions.begin(), E.Unit.Functions.end(), [&](const auto &F) {
          return !Here.count(F.first) && setsTimer(F.second, /*Cancels=*/true);
        });
  }

  /// Whether \p In sets a timer, or only if it \p Cancels one.
  static bool setsTimer(const facts::Function &In, bool Cancels) {
    return std::any_of(
        In.Nodes.begin(), In.Nodes.end(), [Cancels](const facts::Node &N) {
          const ApiFunction *Api = N.Kind == facts::NodeKind::ApiCall
                                       ? facts::lookupApi(N.Callee)
                                       : nullptr;
          if (!Api || Api->Object != ApiObject::Timer ||
              (Api->Role != ApiRole::Set && Api->Role != ApiRole::SetResult))
            return false;
          const facts::Operand &Due = N.Args[Api->armingArgument().index()];
          return !Cancels ||
                 (Due.Kind == facts::Operand::OperandKind::Constant &&
                  Due.Number == 0);
        });
  }

  /// Whether the callback, or what it calls, sets or cancels any timer.
  bool isSetInCallback(const std::string &Callback) const {
    for (const std::string &Usr : E.Calls.withCallees({Callback})) {
      auto It = E.Unit.Functions.find(Usr);
      if (It != E.Unit.Functions.end() &&
          setsTimer(It->second, /*Cancels=*/false))
        return true;
    }
    return false;
  }

  Finding tellWait(const Decided &D) const {
    const bool Drains = D.Then->isApi(ApiRole::Drain);
    Finding F = findingAt(
        Rule::TimerSetGuard, *D.Asked,
        functionOf(*D.Asked) +
            (Drains ? " waits for the timer's callbacks "
                      "only if it is set"
                    : " closes the timer only if it is set") +
            (Drains ? ": a timer that was cancelled is not, and its callback "
                      "may still be queued or running"
                    : ": one that was never set or was cancelled is lost"));
    addStep(F, *D.Then,
            Drains ? "waits for the callbacks here" : "closed here");
    advise(F, *D.Asked,
           Drains
               ? "cancel and wait in any case; both are harmless for a timer "
                 "that is not set"
               : "close it in any case");
    return F;
  }

  Finding tellRearm(const Decided &D) const {
    Finding F = findingAt(
        Rule::TimerSetGuard, *D.Asked,
        functionOf(*D.Asked) +
            " sets its timer again only if it is set: a timer that fires once "
            "stays set, so this does not keep it from being set behind a "
            "cancel");
    addStep(F, *D.Then, "set again here");
    advise(F, *D.Asked,
           "test a flag that the owner sets before it cancels the timer");
    return F;
  }

  Finding tellArm(const Decided &D) const {
    Finding F = findingAt(
        Rule::TimerSetGuard, *D.Asked,
        functionOf(*D.Asked) +
            " sets the timer only if it is not set: a timer that fires once "
            "stays set when it has fired, until it is cancelled");
    addStep(F, *D.Then, "set here, for the first time only");
    advise(F, *D.Asked,
           "keep a flag of your own that the callback clears, or set the timer "
           "in any case");
    return F;
  }

  Finding tellPoll(const Event &Asked) const {
    Finding F = findingAt(
        Rule::TimerSetGuard, Asked,
        functionOf(Asked) +
            " waits until the timer is not set: a timer that fires once stays "
            "set when it has fired, so this may never end");
    advise(F, Asked, "wait for an event that the callback sets");
    return F;
  }

  void addStep(Finding &F, const Event &At, std::string Text) const {
    Note Step;
    Step.Where = nodeOf(At).Where;
    Step.Text = std::move(Text);
    F.Notes.push_back(std::move(Step));
  }
};

} // namespace

std::vector<Finding> findTimerSetGuards(const Evidence &E) {
  return findInRoutines<GuardFinder>(E, asks);
}

} // namespace threadpool::rules
