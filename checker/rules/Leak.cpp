//===- Leak.cpp - threadpool-leak -----------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object that only variables of a routine hold, and that is still open when
// the routine returns, or makes another one. Whoever else may have got hold of
// it ends the search.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/Borrowing.h"
#include "rules/EntryPoint.h"
#include "rules/Mentions.h"
#include "rules/Outcomes.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <map>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Node;
using facts::Operand;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool makesObject(const ApiFunction &Api) {
  return Api.Role == ApiRole::Create && Api.Args.Object.isReturned() &&
         (facts::isCallbackObject(Api.Object) ||
          Api.Object == ApiObject::Group || Api.Object == ApiObject::Pool);
}

/// Whether callbacks may come behind it.
bool startsCallbacks(const Event &Ev) {
  return Ev.isApi(ApiRole::Submit) || Ev.isApi(ApiRole::StartIo) ||
         (Ev.Api->isSet() && !Ev.argument(Ev.Api->armingArgument()).isNull());
}

class LeakFinder : public RoutineFinder {
public:
  // What fails leads to the early returns.
  LeakFinder(const Evidence &E, const facts::Function &Routine)
      : RoutineFinder(E, Routine, link::Creations::MayFail) {}

  void find(std::vector<Finding> &Out) const {
    for (const link::Frame &F : G.frames())
      if (hasGaps(*F.Callee))
        return;
    std::map<const Node *, Finding> Found;
    forEachPlace(makesObject, [&](const Event &Ev) {
      if (isInNoGroup(Ev) && !isForLife(Ev))
        if (std::optional<Finding> F = judge(Ev))
          Found.try_emplace(&nodeOf(Ev), std::move(*F));
    });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  /// How a path ends for the object.
  enum class Fate : std::uint8_t {
    /// Somebody else may have got hold of it, or it is closed.
    Settled,
    Forgotten,
    Overwritten,
  };

  struct Progress {
    bool IsHeld = false;
    /// The last condition since.
    const UndecidedCondition *Turn = nullptr;
    Outcomes Since;

    bool operator<(const Progress &O) const {
      return std::tie(IsHeld, Turn, Since) <
             std::tie(O.IsHeld, O.Turn, O.Since);
    }
  };

  bool isInNoGroup(const Event &Create) const {
    if (!Create.Api->Args.Environment.isPresent())
      return true;
    const Value Environment = Create.argument(Create.Api->Args.Environment);
    if (Environment.isNull())
      return true;
    const link::EnvironmentFacts *Known =
        link::environmentOf(E.Objects, Environment);
    return Known && Known->Initialized && !Known->Escapes &&
           Known->Groups.empty();
  }

  bool isForLife(const Event &Create) const {
    return Create.Place.Frame == 0 && isMain(Routine);
  }

  std::optional<Finding> judge(const Event &Create) const {
    const bool EndsItself = mayEndItself(
        E.Unit, *Create.Api, Create.argument(Create.Api->Args.Callback).Name);
    bool IsSettled = !isComplete();
    std::optional<Finding> Never, Sometimes;
    // Where no path at all settles it, it does not matter which of them can be
    // taken.
    if (!IsSettled)
      follow(Create, EndsItself, /*AllPaths=*/true,
             [&](const Progress &, Fate How) {
               IsSettled |= How == Fate::Settled;
               if (How != Fate::Settled && !Never)
                 Never = tellNever(Create, How);
             });
    if (!IsSettled)
      return Never;
    follow(Create, EndsItself, /*AllPaths=*/false,
           [&](const Progress &P, Fate How) {
             if (How != Fate::Settled && !Sometimes)
               Sometimes = tellSometimes(P, Create, How);
           });
    return Sometimes;
  }

  /// Calls \p Report with how each path ends. Unless \p AllPaths, only those
  /// that surely can be taken: the outcome of a call is anything, but other
  /// conditions may have kept the creation apart from where they lead.
  template <typename Fn>
  void follow(const Event &Create, bool EndsItself, bool AllPaths,
              Fn Report) const {
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (isSamePlace(Ev, Create)) {
            if (P.IsHeld)
              Report(P, Fate::Overwritten);
            const bool IsFirst = !P.IsHeld;
            P = Progress();
            P.IsHeld = true;
            return IsFirst;
          }
          if (!P.IsHeld)
            return true;
          if (isSettledBy(Ev, Create, EndsItself)) {
            Report(P, Fate::Settled);
            return false;
          }
          if (!AllPaths)
            P.Since.note(Ev);
          return true;
        },
        [&](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          if (!P.IsHeld)
            return true;
          if (mentions(Cond.Sources, Create)) {
            if (Cond.Sources.size() == 1 && Cond.Constant)
              return TakesNext != Cond.IsNextEqual;
            Report(P, Fate::Settled);
            return false;
          }
          if (AllPaths)
            return true;
          P.Turn = &Cond;
          return P.Since.take(Cond);
        },
        [&](const Progress &P, bool Returns) {
          if (P.IsHeld && Returns)
            Report(P, Fate::Forgotten);
        });
  }

  static bool isIt(const Value &V, const Event &Create) {
    return V.is(ValueKind::At) && V.Where.Steps.empty() &&
           V.Where.Symbol == Create.Result.Where.Symbol;
  }

  static bool mentions(const std::vector<Value> &Values, const Event &Create) {
    return std::any_of(Values.begin(), Values.end(),
                       [&](const Value &V) { return isIt(V, Create); });
  }

  /// Whether \p Ev closes the object, or somebody may get hold of it.
  bool isSettledBy(const Event &Ev, const Event &Create,
                   bool EndsItself) const {
    switch (Ev.Kind) {
    case EventKind::Touch:
    case EventKind::Delete:
      return false;
    case EventKind::Keep:
      if (mentions(Ev.Sources, Create))
        return true;
      return isIt(Ev.Args[0], Create) &&
             (!Ev.Storage.Steps.empty() || isLent(Ev.Storage));
    case EventKind::Store:
    case EventKind::Leave:
      return mentions(Ev.Args, Create) || mentions(Ev.Sources, Create);
    case EventKind::Call:
      return (isIt(Ev.This, Create) || mentions(Ev.Args, Create) ||
              mentions(Ev.Sources, Create)) &&
             !link::onlyReports(nodeOf(Ev));
    case EventKind::Api:
      break;
    }
    const Value Object = Ev.argument(Ev.Api->Args.Object);
    // What is not known may be it.
    if (Ev.isApi(ApiRole::Close) && Ev.Api->Object == Create.Api->Object &&
        (Object.is(ValueKind::Unknown) || isVariable(Object)))
      return true;
    if (isIt(Object, Create) && borrows(*Ev.Api))
      return EndsItself && startsCallbacks(Ev);
    // Nobody closes what an environment names because it is there.
    if (isIt(Ev.argument(Ev.Api->Args.Value), Create) &&
        (Ev.isApi(ApiRole::BindPool) || Ev.isApi(ApiRole::BindGroup)))
      return isKnownToOthers(Object);
    return mentions(Ev.Args, Create) || mentions(Ev.Sources, Create);
  }

  bool isKnownToOthers(const Value &Environment) const {
    const link::EnvironmentFacts *Known =
        link::environmentOf(E.Objects, Environment);
    return !Known || Known->Escapes ||
           !frameOf(Environment.pointee()).has_value();
  }

  /// Whether of \p V nothing is known but in which variable it is.
  bool isVariable(const Value &V) const {
    return V.is(ValueKind::At) && frameOf(V.Where).has_value();
  }

  /// Whether the routine gives the address of its variable \p Storage to
  /// something that is not followed.
  bool isLent(const Path &Storage) const {
    const std::optional<unsigned> Home = frameOf(Storage);
    if (!Home)
      return true;
    const link::Frame &In = G.frames()[*Home];
    const std::string Name = Storage.Symbol.substr(In.Label.size());
    auto IsIt = [&](const Operand &O) {
      return O.Kind == Operand::OperandKind::Address && O.Where.Steps.empty() &&
             link::Liveness::nameOf(O.Where) == Name;
    };
    for (facts::NodeId Id = 0; Id < In.Callee->Nodes.size(); ++Id) {
      const Node &N = In.Callee->Nodes[Id];
      const bool IsEntered = std::any_of(
          G.frames().begin(), G.frames().end(), [&](const link::Frame &F) {
            return F.Depth > 0 && F.Parent == *Home && F.Call == Id;
          });
      if (!IsEntered &&
          (IsIt(N.This) || std::any_of(N.Args.begin(), N.Args.end(), IsIt)))
        return true;
    }
    return false;
  }

  //===--- How it is told -------------------------------------------------===//

  Finding tellNever(const Event &Create, Fate How) const {
    const std::string Noun = nounOf(Create.Api->Object);
    Finding F = findingAt(Rule::Leak, Create,
                          "the " + Noun + " that " + functionOf(Create) +
                              " makes is never closed: nobody gets hold of it");
    if (How == Fate::Overwritten)
      F.Message += ", and the next round makes another one";
    return F;
  }

  Finding tellSometimes(const Progress &P, const Event &Create,
                        Fate How) const {
    const std::string Noun = nounOf(Create.Api->Object);
    const std::string Owner = functionOf(Create);
    const bool IsForgotten = How == Fate::Forgotten;
    Finding F = findingAt(
        Rule::Leak, Create,
        Owner + " can " + (IsForgotten ? "return" : "make another " + Noun) +
            " without having closed the " + Noun +
            " or handed it on: then it is never closed");
    F.Notes.push_back(step(1, Actor::Owner, nodeOf(Create).Where,
                           actor(Create) + " makes the " + Noun));
    if (P.Turn)
      F.Notes.push_back(step(
          2, Actor::Owner, G.nodeOf(P.Turn->Place).Where,
          actor(Create) + (IsForgotten ? " returns" : " makes another one") +
              " on the way from here; nobody has got hold of the " + Noun));
    return F;
  }
};

} // namespace

std::vector<Finding> findLeaks(const Evidence &E) {
  return findInRoutines<LeakFinder>(E, makesObject);
}

} // namespace threadpool::rules
