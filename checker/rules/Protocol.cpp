//===- Protocol.cpp - The rules that the protocol engine decides ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/Repair.h"
#include "rules/Advice.h"
#include "rules/Fixes.h"
#include "rules/IoBufferLifetime.h"
#include "rules/RepairedSteps.h"
#include "rules/Rules.h"
#include "rules/Story.h"
#include "rules/Wording.h"

#include <algorithm>
#include <optional>

namespace threadpool::rules {

using protocol::Diagnosis;
using protocol::NodeId;
using protocol::NoNode;
using protocol::Op;
using protocol::Program;
using protocol::Repair;
using protocol::Verdict;

namespace {

std::optional<Rule> ruleOf(Diagnosis D) {
  switch (D) {
  case Diagnosis::UnguardedRearm:
    return Rule::UnguardedRearm;
  case Diagnosis::MissingSecondWait:
    return Rule::MissingSecondWait;
  case Diagnosis::CloseBeforeWait:
    return Rule::CloseBeforeWait;
  case Diagnosis::MissingCancel:
    return Rule::MissingCancel;
  case Diagnosis::StopFlagOrder:
    return Rule::StopFlagOrder;
  case Diagnosis::UseAfterClose:
    return Rule::UseAfterClose;
  case Diagnosis::LockHeldWait:
    return Rule::LockHeldWait;
  case Diagnosis::FreeBeforeDrain:
    return Rule::FreeBeforeDrain;
  case Diagnosis::PendingIo:
    return Rule::IoBufferLifetime;
  }
  return std::nullopt;
}

/// Programs of real code have a few thousand states. One that has more than
/// this is not worth the time of who waits for the others.
constexpr protocol::Limits SearchLimits = {1'000'000, 2};

/// More variants than this are not searched for one that can be repaired.
constexpr std::size_t MaxTold = 4;

/// Variants of a case differ in what they start from, not in their graphs.
Program asVariant(Program P, const Program &Variant) {
  P.Inputs = Variant.Inputs;
  P.Armed = Variant.Armed;
  P.Queued = Variant.Queued;
  for (std::size_t I = 0; I < Variant.Flags.size(); ++I)
    P.Flags[I].Initial = Variant.Flags[I].Initial;
  return P;
}

/// How the conditions turn out that the callback cannot decide.
std::uint32_t callbackInputs(const Program &P) {
  std::uint32_t Asked = 0;
  for (const protocol::Node &N : P.Callback.Nodes)
    if (N.Kind == Op::Input)
      Asked |= 1u << N.Index;
  return P.Inputs & Asked;
}

/// \p P as far as its callback is known.
Program withoutUnknown(Program P) {
  for (protocol::Node &N : P.Callback.Nodes)
    if (N.Kind == Op::Unknown)
      N.Kind = Op::End;
  return P;
}

bool endsRoutine(const facts::Node &N) {
  return N.Kind == facts::NodeKind::Return || N.Kind == facts::NodeKind::Join;
}

bool isCall(Op Kind) {
  return Kind == Op::Drain || Kind == Op::Close || Kind == Op::GroupClose;
}

NodeId lastOf(const protocol::Graph &G, std::initializer_list<Op> Kinds) {
  NodeId Result = NoNode;
  for (NodeId Id = 0; Id < G.Nodes.size(); ++Id)
    if (std::find(Kinds.begin(), Kinds.end(), G.Nodes[Id].Kind) != Kinds.end())
      Result = Id;
  return Result;
}

class Judge {
public:
  Judge(const link::Case &C, const WaitPlaces &Places) : C(C), Places(Places) {}

  std::optional<Finding> judge() {
    std::vector<std::pair<const Program *, Verdict>> Judged;
    for (const Program &Variant : C.Variants) {
      Verdict Now = protocol::explore(Variant, SearchLimits);
      if (Now.Failures.empty())
        return std::nullopt;
      // A repair of a program that is not fully known is not proven.
      if (Now.Incomplete == protocol::GaveUp::No &&
          (!Now.MetUnknown || isKnownSoFar(Variant, Now)))
        Judged.emplace_back(&Variant, std::move(Now));
    }
    auto IsPartial = [](const auto &Entry) { return Entry.second.MetUnknown; };
    if (!std::all_of(Judged.begin(), Judged.end(), IsPartial))
      Judged.erase(std::remove_if(Judged.begin(), Judged.end(), IsPartial),
                   Judged.end());
    // All of them fail, but where an owner does not end its I/O there may be no
    // repair. What the callback does is the same in all that are tried.
    Verdict V;
    Repair R;
    std::size_t Tried = 0;
    for (auto &[Variant, Now] : Judged) {
      if (!R.Edits.empty() || Tried == MaxTold ||
          callbackInputs(*Variant) != callbackInputs(*Judged.front().first))
        continue;
      ++Tried;
      Told = Variant;
      V = std::move(Now);
      R = protocol::findRepair(V.MetUnknown ? withoutUnknown(*Told) : *Told,
                               SearchLimits);
    }
    if (R.Edits.empty())
      return std::nullopt;
    const std::vector<protocol::Edit> Edits = byImportance(R.Edits);
    Finding F;
    for (const protocol::Edit &E : Edits)
      if (auto Id = ruleOf(E);
          Id && std::find(F.Rules.begin(), F.Rules.end(), *Id) == F.Rules.end())
        F.Rules.push_back(*Id);
    if (F.Rules.empty() || !ruleOf(Edits.front()) ||
        (C.IsBarrier && !areWrongByThemselves(F.Rules)))
      return std::nullopt;
    S = describe(C);
    place(F, Edits.front());
    F.Message = message(Edits.front(), V);
    F.Notes = tellStory(C, *Told, *V.Shortest, S);
    advise(F, R);
    F.Repaired = tellRepaired(C, *Told, R, S);
    if (!V.MetUnknown && isProven(R))
      F.Fix = editsOf(C, *Told, R, Places);
    return F;
  }

private:
  static bool isSamePlace(const facts::Location &A, const facts::Location &B) {
    return A.File == B.File && A.Offset == B.Offset;
  }

  /// Whether the failures of \p V are there whatever the callback does further
  /// on. Code that is not known can neither close the object, which would be a
  /// wait for itself, nor be what frees the context.
  bool isKnownSoFar(const Program &Variant, const Verdict &V) const {
    if (protocol::explore(withoutUnknown(Variant), SearchLimits).MetUnknown)
      return false;
    if (C.KnowsCallback)
      return true;
    const protocol::Graph &Owner = Variant.Owner;
    for (NodeId Id = 0; Id < Owner.Nodes.size(); ++Id) {
      const protocol::Node &N = Owner.Nodes[Id];
      // Who called the owner may free the context then, or may not.
      if (N.Kind == Op::Free && C.Resources[N.Index].empty() &&
          endsRoutine(C.Owner.nodeOf(Id)) && !C.Owner.Function->IsDestructor &&
          V.Failures.contains(protocol::Failure::LateCallback))
        return false;
    }
    return C.AlwaysWaits;
  }

  /// Whether a wait for callbacks is wrong whatever is done to the object
  /// before and behind it.
  static bool areWrongByThemselves(const std::vector<Rule> &Rules) {
    return std::all_of(Rules.begin(), Rules.end(), [](Rule R) {
      return R == Rule::LockHeldWait || R == Rule::FreeBeforeDrain;
    });
  }

  std::optional<Rule> ruleOf(const protocol::Edit &E) const {
    // A drain that drops nothing may wait for what is under way, too.
    if (E.Names == Diagnosis::PendingIo && !dropsCallbacks())
      return std::nullopt;
    if (E.Kind == protocol::EditKind::MoveFree &&
        isDestroyedMember(C, *Told, E.Subject))
      return Rule::MemberDestructionOrder;
    return rules::ruleOf(E.Names);
  }

  bool isProven(const Repair &R) const {
    return std::all_of(
        C.Variants.begin(), C.Variants.end(), [&](const Program &Variant) {
          return protocol::isSafe(asVariant(R.Repaired, Variant), SearchLimits);
        });
  }

  /// A close that waits for nothing is what a reader sees first, whatever else
  /// is missing.
  static std::vector<protocol::Edit>
  byImportance(const std::vector<protocol::Edit> &Edits) {
    std::vector<protocol::Edit> Result, Others;
    for (const protocol::Edit &E : Edits) {
      const bool IsFirst = E.Names == Diagnosis::UnguardedRearm ||
                           E.Names == Diagnosis::CloseBeforeWait;
      (IsFirst ? Result : Others).push_back(E);
    }
    Result.insert(Result.end(), Others.begin(), Others.end());
    return Result;
  }

  /// The call to change.
  void place(Finding &F, const protocol::Edit &E) const {
    const bool InCallback = E.Kind == protocol::EditKind::AddGuard;
    const link::Routine &R = InCallback ? C.Callback : C.Owner;
    const protocol::Graph &Owner = Told->Owner;
    NodeId Id = E.Subject;
    if (Id == NoNode && E.Names == Diagnosis::MissingSecondWait)
      Id = lastOf(Owner, {Op::Drain, Op::GroupClose});
    else if (Id == NoNode && E.Before != NoNode &&
             isCall(Owner.Nodes[E.Before].Kind))
      Id = E.Before;
    if (Id == NoNode)
      Id = lastOf(Owner, {Op::Close, Op::GroupClose});
    F.Where = R.ownNodeOf(Id).Where;
    F.Length = R.ownNodeOf(Id).Length;
    if (!F.Where.isValid())
      F.Where = R.Function->Where;
  }

  std::string message(const protocol::Edit &E, const Verdict &V) const {
    switch (E.Names) {
    case Diagnosis::UnguardedRearm:
      if (V.Failures.gravest() == protocol::Failure::EndlessDrain)
        return S.Callback + " submits its " + S.Noun +
               " again and reads nothing that " + S.Owner +
               " writes before it stops: the wait for callbacks may never end";
      return S.Callback +
             (Told->Kind == protocol::ObjectKind::Io
                  ? " starts its next operation"
                  : " arms its " + S.Noun + " again") +
             " and reads nothing that " + S.Owner +
             " writes before it stops: a callback can come after " + S.Owner +
             " has closed " + S.Name;
    case Diagnosis::MissingSecondWait:
      return S.Owner + " waits for the callbacks of " + S.Name +
             " too few times: " + S.Callback +
             " can arm it again between the flag and the cancel, and one "
             "callback slips through";
    case Diagnosis::CloseBeforeWait:
      return S.Owner + " closes " + S.Name + " while " + S.Callback +
             " may be queued or running";
    case Diagnosis::MissingCancel:
      return S.Owner + " waits for the callbacks of " + S.Name +
             " while it is still armed: " + S.Callback +
             " can be called after the wait";
    case Diagnosis::StopFlagOrder:
      return S.Owner + " does not set the flag that stops " + S.Callback +
             " before it stops " + S.Name;
    case Diagnosis::UseAfterClose:
      return S.Name + " is used after it was closed";
    case Diagnosis::LockHeldWait:
      return S.Owner + " waits for the callbacks of " + S.Name +
             " under a lock that " + S.Callback + " takes";
    case Diagnosis::FreeBeforeDrain:
      if (isDestroyedMember(C, *Told, E.Subject))
        return nameOfFreed(E.Subject) + " is destroyed before " + S.Owner +
               " has waited for the callbacks of " + S.Name + ": " +
               S.Callback + " may still use it";
      if (Told->Owner.Nodes[E.Subject].Kind == Op::CloseHandle)
        return S.Owner + " closes the handle that " + S.Name +
               " waits for before it has waited for the callbacks";
      return S.Owner + " " + verbOf(C.Owner.nodeOf(E.Subject)) + " " +
             nameOfFreed(E.Subject) +
             " before it has waited for the callbacks of " + S.Name + ": " +
             S.Callback + " may still use it";
    case Diagnosis::PendingIo:
      return S.Owner + " waits for the callbacks of " + S.Name +
             ", but not for the operation that is under way: its memory is "
             "still in use, and " +
             S.Callback + " comes when it completes";
    }
    return "";
  }

  /// Whether the owner drains, and each time drops the callbacks that are
  /// queued.
  bool dropsCallbacks() const {
    bool Drains = false;
    for (const protocol::Node &N : Told->Owner.Nodes)
      if (N.Kind == Op::Drain) {
        Drains = true;
        if (N.Value == 0)
          return false;
      }
    return Drains;
  }

  /// What the owner's node \p Id frees.
  std::string nameOfFreed(NodeId Id) const {
    const std::string &Name = C.Resources[Told->Owner.Nodes[Id].Index];
    return Name.empty() ? "the callback's context"
                        : quoted(link::readableName(Name));
  }

  void advise(Finding &F, const Repair &R) const {
    for (const protocol::Edit &E : R.Edits) {
      const bool InCallback = E.Kind == protocol::EditKind::AddGuard;
      const link::Routine &Where = InCallback ? C.Callback : C.Owner;
      const bool Inserts = E.Kind == protocol::EditKind::AddDrain ||
                           E.Kind == protocol::EditKind::AddCancel ||
                           E.Kind == protocol::EditKind::EndIo ||
                           E.Kind == protocol::EditKind::SetFlagEarlier;
      const NodeId Id = Inserts ? E.Before : E.Subject;
      if (Id == NoNode || Id >= Where.Sites.size())
        continue;
      Note N;
      N.Where = Where.ownNodeOf(Id).Where;
      if (!N.Where.isValid())
        N.Where = Where.Function->Where;
      N.Text = "to repair: " + adviceOf(E, C, *Told, S);
      const bool IsTold =
          std::any_of(F.Notes.begin(), F.Notes.end(), [&N](const Note &Other) {
            return Other.Text == N.Text && isSamePlace(Other.Where, N.Where);
          });
      if (!IsTold)
        F.Notes.push_back(std::move(N));
    }
  }

  const link::Case &C;
  /// The variant that the finding tells.
  const Program *Told = nullptr;
  const WaitPlaces &Places;
  Subject S;
};

/// Whether \p Whole stops the object of \p Part by calling the owner of \p Part
/// among other things.
bool contains(const link::Case &Whole, const link::Case &Part) {
  return Whole.Object.Home == Part.Object.Home &&
         Whole.Callback.Function == Part.Callback.Function &&
         std::any_of(Whole.Owner.Frames.begin() + 1, Whole.Owner.Frames.end(),
                     [&](const link::Frame &F) {
                       return F.Callee == Part.Owner.Function;
                     });
}

bool isSameStop(const link::Case &A, const link::Case &B) {
  return A.Object.Home == B.Object.Home &&
         A.Callback.Function == B.Callback.Function &&
         A.Owner.Function == B.Owner.Function;
}

} // namespace

std::vector<Finding> findProtocolViolations(const Evidence &E) {
  const WaitPlaces Places(E);
  std::vector<std::optional<Finding>> Found;
  for (const link::Case &C : E.Cases)
    if (std::optional<Finding> F = Judge(C, Places).judge();
        F && F->Rules.front() == Rule::IoBufferLifetime && mayEndIoBefore(E, C))
      Found.push_back(std::nullopt);
    else
      Found.push_back(std::move(F));
  // A routine that fails as a whole does so in each place in which it closes
  // the object.
  for (std::size_t I = 0; I < Found.size(); ++I)
    for (std::size_t J = 0; E.Cases[I].IsOneClose && J < Found.size(); ++J)
      if (Found[J] && !E.Cases[J].IsOneClose &&
          isSameStop(E.Cases[I], E.Cases[J]))
        Found[I].reset();
  // A whole tells its parts' story with its own, or makes them right. Only one
  // that makes the object too says nothing by its silence: there the part
  // cleans up what was never in use.
  auto SpeaksFor = [&](std::size_t Whole, std::size_t Part) {
    return (Found[Whole] || !E.Cases[Whole].MakesObject) &&
           contains(E.Cases[Whole], E.Cases[Part]);
  };
  std::vector<Finding> Result;
  for (std::size_t I = 0; I < Found.size(); ++I) {
    bool IsTold = false;
    for (std::size_t J = 0; E.Cases[I].IsPart && J < Found.size(); ++J)
      IsTold |= SpeaksFor(J, I);
    if (Found[I] && !IsTold)
      Result.push_back(*Found[I]);
  }
  return Result;
}

} // namespace threadpool::rules
