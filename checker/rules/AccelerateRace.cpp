//===- AccelerateRace.cpp - threadpool-accelerate-race --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RoutineFinder.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

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

class AccelerationFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          follow(P, Ev, Found);
          return true;
        },
        [](Progress &P, const UndecidedCondition &Cond, bool) {
          // Who looks at the result knows.
          if (P.Cancel)
            for (const Value &V : Cond.Sources)
              if (V.Where.Symbol == P.Cancel->Result.Where.Symbol &&
                  V.Where.Root == facts::Path::RootKind::Local)
                P.Cancel = nullptr;
          return true;
        });
    for (auto &[Node, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    /// The last cancel, as long as a callback may be under way behind it.
    const Event *Cancel = nullptr;
    /// The last call that set an object which the routine made.
    const Event *Armed = nullptr;
    bool operator<(const Progress &O) const {
      return std::make_pair(Cancel, Armed) < std::make_pair(O.Cancel, O.Armed);
    }
  };

  static bool isSame(const Value &A, const Value &B) {
    return !(A < B) && !(B < A);
  }

  /// Whether the routine is the callback of \p Object.
  bool isOwn(const Value &Object) const {
    const bool IsParameter =
        Object.Where.Steps.empty() &&
        Object.Where.Symbol.find(link::ParameterMark) != std::string::npos;
    return std::any_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                       [&](const auto &Made) {
                         const link::Creation &C = Made.second;
                         return C.Callback == Routine.Usr &&
                                (IsParameter ||
                                 (C.StoredAt && link::keyOf(*C.StoredAt) ==
                                                    link::keyOf(Object.Where)));
                       });
  }

  void follow(Progress &P, const Event &Ev,
              std::map<const facts::Node *, Finding> &Found) const {
    // Something else may look at the result, or wait for the callback.
    if (Ev.Kind == EventKind::Call || Ev.Kind == EventKind::Store) {
      P.Cancel = nullptr;
      return;
    }
    if (Ev.Kind != EventKind::Api)
      return;
    if (!Ev.Api->isSet()) {
      P.Cancel = nullptr;
      return;
    }
    const Value Object = objectOf(Ev);
    if (Ev.argument(Ev.Api->armingArgument()).isNull()) {
      // What was made here and never set has no callback; and in the object's
      // own callback nothing is accelerated.
      const bool MayBeUnderWay =
          Object.is(ValueKind::At)
              ? !isOwn(Object)
              : P.Armed && isSame(Object, objectOf(*P.Armed));
      P.Cancel = MayBeUnderWay ? &Ev : nullptr;
      return;
    }
    if (P.Cancel && Ev.Due.isNow() && isSame(Object, objectOf(*P.Cancel)))
      Found.try_emplace(&nodeOf(Ev), tell(*P.Cancel, Ev));
    P.Cancel = nullptr;
    if (Object.is(ValueKind::Fresh))
      P.Armed = &Ev;
  }

  static Value objectOf(const Event &Ev) {
    return Ev.argument(Ev.Api->Args.Object);
  }

  Finding tell(const Event &Cancel, const Event &Set) const {
    const std::string Noun = nounOf(Set.Api->Object);
    Finding F = findingAt(
        Rule::AccelerateRace, Set,
        functionOf(Set) + " cancels the " + Noun +
            " and sets it to fire now without asking whether the cancel came "
            "in time: there may be two callbacks");
    F.Notes.push_back(
        step(1, Actor::Pool, nodeOf(Cancel).Where,
             causeOf(Set.Api->Object) + "; the pool starts callback 1"));
    F.Notes.push_back(step(2, Actor::Owner, nodeOf(Cancel).Where,
                           actor(Cancel) + " cancels the " + Noun +
                               ", too late; callback 1 goes on"));
    F.Notes.push_back(step(3, Actor::Owner, nodeOf(Set).Where,
                           actor(Set) + " sets the " + Noun + " to fire now"));
    Note Second = step(4, Actor::Pool, nodeOf(Set).Where,
                       "the pool starts callback 2 as well");
    Second.CallbackNumber = 2;
    F.Notes.push_back(std::move(Second));
    // The function of Windows 8 that says whether it cancelled.
    const ApiFunction *Ex =
        facts::findApi(Set.Api->Family, Set.Api->Object, ApiRole::SetResult);
    if (Ex)
      advise(F, Set,
             "set it again only if " + Ex->Name.str() +
                 ", which cancels, returns TRUE");
    if (Ex && E.Unit.TargetsWindows8)
      F.Fix = makeConditional(Cancel, Set, *Ex);
    return F;
  }

  /// Turns two statements that follow each other into one `if`.
  std::vector<Edit> makeConditional(const Event &Cancel, const Event &Set,
                                    const ApiFunction &Ex) const {
    const facts::Node &First = nodeOf(Cancel);
    const facts::Node &Second = nodeOf(Set);
    const facts::InsertionPoint &At = First.Insertion;
    const facts::InsertionPoint &Then = Second.Insertion;
    if (Cancel.Place.Frame != Set.Place.Frame || !Cancel.isApi(ApiRole::Set) ||
        !At.Before.isValid() || !Then.Before.isValid() ||
        At.Before.File != Then.Before.File || At.LinesBegin == At.LinesEnd ||
        At.LinesEnd != Then.LinesBegin)
      return {};
    const llvm::StringRef Name = Cancel.Api->Name;
    llvm::StringRef Call = At.StatementText;
    if (!Call.consume_front(Name) || !Call.consume_back(");"))
      return {};
    std::string Asked = Ex.Name.str() + Call.str();
    // The Ex form of a wait has a reserved argument more.
    if (Ex.Object == ApiObject::Wait)
      Asked += Routine.PrefersNullptr ? ", nullptr" : ", NULL";
    Edit Condition;
    Condition.Where = At.Before;
    Condition.Length = At.After.Offset - At.Before.Offset;
    Condition.Text = "if (" + Asked + "))";
    Edit Deeper;
    Deeper.Where = Then.Before;
    Deeper.Text = At.Indentation.find('\t') == std::string::npos ? "  " : "\t";
    return {Condition, Deeper};
  }
};

} // namespace

std::vector<Finding> findAccelerations(const Evidence &E) {
  return findInRoutines<AccelerationFinder>(
      E, [](const ApiFunction &Api) { return Api.isSet(); });
}

} // namespace threadpool::rules
