//===- EarlyArm.cpp - threadpool-early-arm --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A routine arms or submits, and only then gives something its first value that
// the callback reads right away. Whatever may make the callback wait for that,
// or let it find out, ends the search: on either side.
//
//===----------------------------------------------------------------------===//

#include "rules/ArmTiming.h"
#include "rules/ArmedCallback.h"
#include "rules/ContextUse.h"
#include "rules/EventReach.h"
#include "rules/FirstRead.h"
#include "rules/KnownValues.h"
#include "rules/Mentions.h"
#include "rules/Outcomes.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <map>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::NodeKind;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// Whether callbacks may come behind a call of it.
bool arms(const ApiFunction &Api) {
  return Api.Role == ApiRole::Submit || Api.isSet() ||
         (Api.Role == ApiRole::Create && isArmedByCreation(Api));
}

class EarlyArmFinder : public RoutineFinder {
public:
  // Where they may fail, variables of the routine itself are told of.
  EarlyArmFinder(const Evidence &E, const facts::Function &Routine)
      : RoutineFinder(E, Routine, link::Creations::MayFail) {}

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    forEachPlace(arms, [&](const Event &Ev) {
      if (letsCallbacksComeAtOnce(G, Ev))
        if (std::optional<ArmedCallback> T = armedBy(E, Routine, G, Ev))
          follow(Ev, *T, Found);
    });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    bool IsArmed = false;
    /// What has had a value before, or was asked for it.
    KnownValues Known;
    Outcomes Since;

    bool operator<(const Progress &O) const {
      return std::tie(IsArmed, Known, Since) <
             std::tie(O.IsArmed, O.Known, O.Since);
    }
  };

  void follow(const Event &Arm, const ArmedCallback &T,
              std::map<const facts::Node *, Finding> &Found) const {
    const KnownValues Nothing(G, T.Memory);
    Progress Start{true, Nothing, {}};
    Start.Known.learnAllBefore(Arm);
    searchEvents(
        G, Progress{false, Nothing, {}},
        [&](Progress &P, const Event &Ev) {
          if (isSamePlace(Ev, Arm)) {
            P = Start;
            P.Since.note(Ev);
            return true;
          }
          if (!P.IsArmed)
            return true;
          if (Ev.Kind == EventKind::Store || Ev.Kind == EventKind::Keep)
            if (std::optional<Finding> F = judge(P, Ev, Arm, T)) {
              Found.try_emplace(&nodeOf(Arm), std::move(*F));
              return false;
            }
          P.Known.learn(Ev);
          P.Since.note(Ev);
          return goesOn(Ev, Arm);
        },
        [&](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          if (!P.IsArmed)
            return true;
          if (Cond.Sources.size() == 1 && Cond.Constant &&
              Cond.Sources[0] == Arm.Result)
            return *Cond.Constant == 0 && TakesNext != Cond.IsNextEqual;
          return P.Since.take(Cond);
        });
  }

  /// Whether the routine surely does not wait for a callback in \p Ev, nor lets
  /// one come later.
  bool goesOn(const Event &Ev, const Event &Arm) const {
    return !mayWait(Ev, nodeOf(Ev)) && !Ev.isApi(ApiRole::Close) &&
           !Ev.isApi(ApiRole::Unregister) &&
           !(Ev.Kind == EventKind::Api && Ev.Api->isSet() &&
             Ev.Api->Object == Arm.Api->Object);
  }

  std::optional<Finding> judge(const Progress &P, const Event &Write,
                               const Event &Arm, const ArmedCallback &T) const {
    const Path &Storage = Write.Storage;
    const bool IsPart =
        T.Memory.isValid() && link::startsWith(Storage, T.Memory);
    const bool IsNew = IsPart && T.IsNew;
    const Value &Written = Write.Args[0];
    if ((!IsPart && Storage.Root != Path::RootKind::Global) ||
        Written.isNull() || (Written.is(ValueKind::Constant) && !IsNew) ||
        isScalar(Write) || P.Known.has(Storage) ||
        !onlyWrites(nodeOf(Write), Storage) || startsWithValue(Storage) ||
        (!IsNew && !isWrittenIn(Storage, {&G}, /*ZeroCounts=*/false)))
      return std::nullopt;
    const Path What = T.asSeenInside(Storage);
    const link::EventGraph &Body =
        E.Graphs.of(*T.Called, link::Creations::Succeed);
    auto IsSettled = [&](const Path &Tested) {
      return isSettled(T.asSeenOutside(Tested), Arm, T, Body);
    };
    // Nobody keeps a flag in memory that the callback frees.
    const bool MayBeFlag =
        !IsNew || writesConstant(nodeOf(Write)) ||
        !frees(Body, T.asSeenInside(T.Memory), What, IsSettled);
    if (MayBeFlag && mayTest(Body, What))
      return std::nullopt;
    const facts::Node *Read = firstRead(Body, What, IsSettled);
    if (!Read)
      return std::nullopt;
    return tell(Arm, Write, T, *Read);
  }

  /// Whether what is at \p Storage, in the context, is what it was before
  /// \p Arm until the callback itself changes it, of which \p Body is.
  bool isSettled(const Path &Storage, const Event &Arm, const ArmedCallback &T,
                 const link::EventGraph &Body) const {
    if (!T.IsNew || !Storage.isValid() ||
        !link::startsWith(Storage, T.Memory) ||
        !isWrittenIn(Storage, {&G, &Body}, /*ZeroCounts=*/true))
      return false;
    auto IsInReach = [&](const Path &P) {
      return P.isValid() &&
             (link::startsWith(P, Storage) || link::startsWith(Storage, P));
    };
    const std::set<const Event *> Behind = eventsBehind(G, Arm);
    return std::none_of(Behind.begin(), Behind.end(), [&](const Event *Ev) {
      return IsInReach(Ev->Storage) || IsInReach(Ev->This.pointee()) ||
             std::any_of(Ev->Args.begin(), Ev->Args.end(), [&](const Value &V) {
               return IsInReach(V.pointee());
             });
    });
  }

  /// Whether that is what the text says, whoever calls it.
  static bool writesConstant(const facts::Node &Write) {
    return Write.Kind == NodeKind::Assign &&
           Write.Args[0].Kind == facts::Operand::OperandKind::Constant;
  }

  /// Whether it is a variable with one value, of which constants are not told.
  static bool isScalar(const Event &Write) {
    return Write.Kind == EventKind::Keep && Write.Storage.Steps.empty();
  }

  /// Whether the declaration of what is at \p Storage gives it a value.
  bool startsWithValue(const Path &Storage) const {
    const std::string &Usr =
        Storage.Steps.empty() ? Storage.Symbol : Storage.Steps.back().Name;
    auto It = E.Unit.InitialValues.find(Usr);
    return It != E.Unit.InitialValues.end() && It->second != 0;
  }

  /// Whether nobody else in the program than those in \p Known gives it a
  /// value, or none but zero.
  bool isWrittenIn(const Path &Storage,
                   std::initializer_list<const link::EventGraph *> Known,
                   bool ZeroCounts) const {
    const link::Key K = link::keyOf(Storage);
    auto IsKnown = [&](const facts::Function &Writer) {
      return std::any_of(
          Known.begin(), Known.end(), [&](const link::EventGraph *In) {
            return std::any_of(
                In->frames().begin(), In->frames().end(),
                [&](const link::Frame &F) { return F.Callee == &Writer; });
          });
    };
    auto Leaves = [&](const facts::Node &N) {
      return N.Kind != NodeKind::Assign || link::keyOf(N.Target) != K ||
             (!ZeroCounts && writesConstant(N) && N.Args[0].Number == 0);
    };
    return isOfThisUnit(E.Unit, Storage) && !E.Objects.Exposed.count(K) &&
           std::all_of(E.Unit.Functions.begin(), E.Unit.Functions.end(),
                       [&](const auto &Entry) {
                         const facts::Function &F = Entry.second;
                         return IsKnown(F) ||
                                std::all_of(F.Nodes.begin(), F.Nodes.end(),
                                            Leaves);
                       });
  }

  Finding tell(const Event &Arm, const Event &Write, const ArmedCallback &T,
               const facts::Node &Read) const {
    const bool IsSet = !Arm.isApi(ApiRole::Submit);
    const std::string Armed =
        IsSet ? "arms the " + nounOf(Arm.Api->Object) : "submits the callback";
    const std::string What =
        quoted(link::readableName(link::keyOf(Write.Storage)));
    const std::string Name = quotedFunction(T.Called->Name);
    Finding F = findingAt(Rule::EarlyArm, Arm,
                          functionOf(Arm) + " " + Armed + " before " + What +
                              ", which " + Name + " reads, is written");
    F.Notes.push_back(
        step(1, Actor::Owner, nodeOf(Arm).Where, actor(Arm) + " " + Armed));
    F.Notes.push_back(step(2, Actor::Pool, T.Called->Where,
                           causeOf(T.Creator->Object) +
                               "; the pool starts callback 1, " + Name));
    F.Notes.push_back(step(3, Actor::Callback, Read.Where,
                           "callback 1 (" + Name + ") reads " + What));
    F.Notes.push_back(step(4, Actor::Owner, nodeOf(Write).Where,
                           actor(Write) + " writes " + What + ", too late"));
    return F;
  }
};

} // namespace

std::vector<Finding> findEarlyArms(const Evidence &E) {
  return findInRoutines<EarlyArmFinder>(E, arms);
}

} // namespace threadpool::rules
