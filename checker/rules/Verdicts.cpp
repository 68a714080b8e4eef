//===- Verdicts.cpp - What is known of each object ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Verdicts.h"

#include "link/Storage.h"
#include "rules/StopVerdicts.h"
#include "rules/Story.h"
#include "rules/Wording.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace threadpool::rules {

using facts::ApiObject;
using link::Creation;
using link::DoubtKind;
using protocol::Op;

namespace {

using Place = std::pair<std::uint32_t, std::uint32_t>;

Place placeOf(const facts::Location &Where) {
  return {Where.File, Where.Offset};
}

bool isListed(ApiObject Kind) {
  return facts::isCallbackObject(Kind) || Kind == ApiObject::Registration ||
         Kind == ApiObject::TimerQueueTimer;
}

std::string textOf(const link::Doubt &D) {
  const std::string Routine =
      D.Routine ? quotedFunction(D.Routine->Name) : "a routine";
  switch (D.Why) {
  case DoubtKind::CallbackUnknown:
  case DoubtKind::CallbackUnseen:
    return "which function the callback is, or what that does, is in none of "
           "the units that were read";
  case DoubtKind::CallbackBroken:
    return "the callback could not be read as a whole: an error took something "
           "from it";
  case DoubtKind::HomeUnnamed:
    return "it is kept where nothing names it for certain, as by a computed "
           "index";
  case DoubtKind::KeptTwice:
    return "it is kept in several places";
  case DoubtKind::SharedHome:
    return (D.Routine ? Routine + " keeps" : std::string("something keeps")) +
           " in the same place what may be another object, with another "
           "callback";
  case DoubtKind::OwnerTooLarge:
    return Routine + ", which stops it, is too large to be followed";
  case DoubtKind::CallbackTooLarge:
    return Routine + ", its callback, is too large to be followed";
  case DoubtKind::TooManyConditions:
    return Routine + " has too many variables and conditions that decide";
  case DoubtKind::SeveralObjects:
    return Routine + " has several objects of this kind, which are not told "
                     "apart";
  case DoubtKind::StoppedElsewhere:
    return Routine + " only closes it, and another routine waits for its "
                     "callbacks: they may be meant to be called one behind the "
                     "other";
  case DoubtKind::StartUnknown:
    return "nothing that was read arms it, or what it is like before " +
           Routine + " stops it is not known";
  case DoubtKind::ClosesItself:
    return "the callback may close it itself";
  case DoubtKind::CutShort:
    return "in " + Routine +
           ", something that may do anything comes before "
           "the close";
  }
  return "";
}

/// What a stop does, where it is told in a table.
std::string deedOf(Op Kind) {
  switch (Kind) {
  case Op::Cancel:
    return "cancelled";
  case Op::Drain:
    return "drained";
  case Op::Close:
    return "closed";
  case Op::GroupClose:
    return "closed with its group";
  default:
    return "";
  }
}

class ObjectJudge {
public:
  ObjectJudge(const Evidence &E, const link::Doubts &Why,
              const std::vector<Finding> &Findings)
      : E(E), Why(Why), Findings(Findings) {
    for (const link::Case &C : E.Cases)
      for (const std::string &Id : C.Object.Ids)
        CasesOf[Id].push_back(&C);
  }

  std::vector<ObjectVerdict> judge() {
    std::map<Place, std::vector<std::string>> ByPlace;
    for (const auto &[Id, C] : E.Objects.Creations)
      if (isListed(C.Api->Object))
        ByPlace[placeOf(C.Where)].push_back(Id);
    std::vector<ObjectVerdict> Result;
    for (const auto &[Where, Ids] : ByPlace)
      Result.push_back(describe(Ids));
    for (const Finding &F : Findings)
      addFinding(F, Result);
    std::size_t I = 0;
    for (const auto &[Where, Ids] : ByPlace)
      conclude(Ids, Result[I++]);
    return Result;
  }

private:
  /// All but what came of it.
  ObjectVerdict describe(const std::vector<std::string> &Ids) {
    const Creation &Made = E.Objects.Creations.at(Ids.front());
    ObjectVerdict Result;
    Result.Where = Made.Where;
    Result.Noun = nounOf(Made.Api->Object);
    Result.Name = nameOfHome(Made);
    auto Callback = E.Unit.Functions.find(Made.Callback);
    if (Callback != E.Unit.Functions.end()) {
      Result.Callback = Callback->second.Name;
      Result.CallbackAt = Callback->second.Where;
    }
    std::set<const link::Case *> Cases;
    for (const std::string &Id : Ids) {
      addArmings(Id, Result);
      if (auto Known = CasesOf.find(Id); Known != CasesOf.end())
        Cases.insert(Known->second.begin(), Known->second.end());
    }
    for (const link::Case &C : E.Cases)
      if (Cases.count(&C) && !C.Owner.Function->IsLibrarys)
        addStop(C, Result);
    return Result;
  }

  /// Adds \p R to \p To, once.
  static void add(std::vector<Remark> &To, Remark R) {
    if (std::none_of(To.begin(), To.end(), [&](const Remark &Other) {
          return placeOf(Other.Where) == placeOf(R.Where) &&
                 Other.Text == R.Text;
        }))
      To.push_back(std::move(R));
  }

  void addArmings(const std::string &Id, ObjectVerdict &To) const {
    const Creation &C = E.Objects.Creations.at(Id);
    for (const link::Arming &A : E.Objects.Armings)
      if (A.Api->Object == C.Api->Object &&
          (A.Object.is(link::Value::ValueKind::Fresh)
               ? A.Object.Name == Id
               : C.StoredAt && !link::handleName(A.Object).empty() &&
                     link::handleName(A.Object) == link::keyOf(*C.StoredAt)))
        add(To.Armed, {A.Where, "armed"});
  }

  /// A stop that is a part of another, or one of its closes, is not one by
  /// itself; neither is one that leaves the object open.
  void addStop(const link::Case &C, ObjectVerdict &To) const {
    const auto &Nodes = C.Variants.front().Owner.Nodes;
    for (protocol::NodeId Id = 0; Id < Nodes.size(); ++Id)
      if (std::string Deed = deedOf(Nodes[Id].Kind); !Deed.empty())
        add(To.Stopped, {C.Owner.ownNodeOf(Id).Where, std::move(Deed)});
    if (!C.IsPart && !C.IsOneClose && !C.IsBarrier)
      To.Stops.push_back(judgeStop(C));
  }

  /// Whether \p F is about a call of \p Object.
  static bool isAbout(const Finding &F, const ObjectVerdict &Object) {
    auto IsAt = [&](const Remark &R) {
      return placeOf(R.Where) == placeOf(F.Where);
    };
    return isMadeIn(F, Object) ||
           std::any_of(Object.Armed.begin(), Object.Armed.end(), IsAt) ||
           std::any_of(Object.Stopped.begin(), Object.Stopped.end(), IsAt);
  }

  /// Whether \p F tells of the call that makes \p Object.
  static bool isMadeIn(const Finding &F, const ObjectVerdict &Object) {
    auto IsThere = [&](const facts::Location &Where) {
      return placeOf(Where) == placeOf(Object.Where);
    };
    return IsThere(F.Where) ||
           std::any_of(F.Notes.begin(), F.Notes.end(),
                       [&](const Note &N) { return IsThere(N.Where); });
  }

  static bool isSafe(const ObjectVerdict &Object) {
    return !Object.Stops.empty() &&
           std::all_of(Object.Stops.begin(), Object.Stops.end(),
                       [](const StopVerdict &S) {
                         return S.Result == Judgement::Safe;
                       });
  }

  /// One call may arm or stop several objects: a story is that of those which
  /// are not safe, if there are any. Advice says nothing against an object.
  static void addFinding(const Finding &F, std::vector<ObjectVerdict> &To) {
    if (infoOf(F.Rules.front()).Severity == Level::Advice)
      return;
    std::vector<ObjectVerdict *> About;
    for (ObjectVerdict &Object : To)
      if (isAbout(F, Object))
        About.push_back(&Object);
    const bool IsStory =
        std::any_of(F.Notes.begin(), F.Notes.end(),
                    [](const Note &N) { return N.Number != 0; });
    const bool AllAreSafe =
        std::all_of(About.begin(), About.end(),
                    [](const ObjectVerdict *O) { return isSafe(*O); });
    for (ObjectVerdict *Object : About)
      if (!IsStory || AllAreSafe || !isSafe(*Object) || isMadeIn(F, *Object))
        Object->Findings.push_back({F.Where, std::string("threadpool-") +
                                                 infoOf(F.Rules.front()).Name});
  }

  void conclude(const std::vector<std::string> &Ids, ObjectVerdict &To) const {
    const Creation &Made = E.Objects.Creations.at(Ids.front());
    for (const StopVerdict &S : To.Stops)
      To.NumStates += S.NumStates;
    if (!To.Findings.empty()) {
      To.Result = Judgement::Found;
      return;
    }
    auto Doubted = [&](Remark Reason) {
      if (To.Reason.Text.empty())
        To.Reason = std::move(Reason);
    };
    if (!facts::isCallbackObject(Made.Api->Object))
      Doubted({Made.Where, "of the old API only single routines are looked at, "
                           "not interleavings"});
    for (const StopVerdict &S : To.Stops)
      if (S.Result != Judgement::Safe)
        Doubted(S.Reason);
    for (const std::string &Id : Ids)
      for (const link::Doubt &D : Why.about(Id))
        Doubted({D.Routine ? D.Routine->Where : Made.Where, textOf(D)});
    if (To.Stops.empty())
      Doubted(whyNotClosed(Made));
    if (To.Reason.Text.empty())
      To.Result = Judgement::Safe;
  }

  /// Of an object that no routine closes for certain: what stands where it is
  /// closed by its name.
  Remark whyNotClosed(const Creation &Made) const {
    if (Made.StoredAt)
      for (const auto &[Usr, F] : E.Unit.Functions)
        for (const facts::Node &N : F.Nodes)
          if (closes(N, Made))
            return whyNotSure(F, N);
    return {Made.Where, "no routine that was read closes it"};
  }

  static bool closes(const facts::Node &N, const Creation &Made) {
    const facts::ApiFunction *Api = N.Kind == facts::NodeKind::ApiCall
                                        ? facts::lookupApi(N.Callee)
                                        : nullptr;
    return Api && Api->Role == facts::ApiRole::Close &&
           Api->Object == Made.Api->Object && !N.Args.empty() &&
           N.Args[0].Kind == facts::Operand::OperandKind::Value &&
           link::keyOf(N.Args[0].Where) == link::keyOf(*Made.StoredAt);
  }

  /// What \p F calls before \p Close and nothing is known of.
  Remark whyNotSure(const facts::Function &F, const facts::Node &Close) const {
    for (const facts::Node &N : F.Nodes) {
      auto Callee = E.Unit.Functions.find(N.Callee);
      const bool IsSeen =
          Callee != E.Unit.Functions.end() && Callee->second.hasBody();
      if (N.Kind == facts::NodeKind::Call && !IsSeen && !N.Args.empty() &&
          N.Where.Offset < Close.Where.Offset)
        return {N.Where, "nothing is seen of what is called here: it may do "
                         "anything before " +
                             quotedFunction(F.Name) + " closes it"};
    }
    return {Close.Where, "whether " + quotedFunction(F.Name) +
                             " closes this object is not known"};
  }

  const Evidence &E;
  const link::Doubts &Why;
  const std::vector<Finding> &Findings;
  std::map<std::string, std::vector<const link::Case *>> CasesOf;
};

} // namespace

std::vector<ObjectVerdict> judgeObjects(const Evidence &E,
                                        const link::Doubts &Why,
                                        const std::vector<Finding> &Findings) {
  return ObjectJudge(E, Why, Findings).judge();
}

} // namespace threadpool::rules
