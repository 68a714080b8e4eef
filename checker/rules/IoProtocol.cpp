//===- IoProtocol.cpp - threadpool-io-protocol ----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows each announcement (StartThreadpoolIo) along the paths of a routine to
// its operation, and what the routine asks about the outcome: an operation that
// failed at once has no completion, and the announcement has to be taken back
// (CancelThreadpoolIo); any other has one. A condition that is not understood
// may be about the outcome: where a call that matters may still come behind it,
// the path is given up.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/IoProtocolFixes.h"
#include "rules/IoTeller.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
using facts::OverlappedFunction;
using facts::Path;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// Whether \p V is named after one activation of a call, which another one may
/// yield as well, or not at all.
bool isFromCall(const Value &V) {
  if (V.is(ValueKind::Fresh) || V.is(ValueKind::OwnObject))
    return false;
  const llvm::StringRef Symbol = V.Where.Symbol;
  const llvm::StringRef Number = Symbol.substr(Symbol.rfind('#') + 1);
  return !V.is(ValueKind::At) ||
         (V.Where.Root == Path::RootKind::Local && !Number.empty() &&
          llvm::all_of(Number, llvm::isDigit));
}

bool mayBeSame(const Value &A, const Value &B) {
  return A == B || isFromCall(A) || isFromCall(B);
}

/// A routine that takes more steps to follow, with all that its paths have to
/// keep apart, is not judged.
constexpr std::size_t MaxSteps = 20'000;

class IoProtocolFinder : public IoTeller {
public:
  IoProtocolFinder(const Evidence &E, const IoFiles &Files,
                   const facts::Function &Routine)
      : IoTeller(E, Routine, Files) {}

  void find(std::vector<Finding> &Out) {
    lookAhead();
    std::size_t NumSteps = 0;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          return ++NumSteps < MaxSteps && follow(P, Ev);
        },
        [&](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          return ++NumSteps < MaxSteps && decide(P, Cond, TakesNext);
        },
        [this](const Progress &P, bool Returns) {
          if (!Returns)
            return;
          for (const Announcement &A : P.Announced)
            settle(A, nullptr);
        });
    if (NumSteps >= MaxSteps)
      return;
    for (auto &[Operation, Failures] : NotTakenBack)
      offerCancel(*Operation, Failures);
    for (auto &[Node, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  static bool isIo(const Event &Ev, ApiRole Role) {
    return Ev.isApi(Role) && Ev.Api->Object == ApiObject::Io;
  }

  static Value objectOf(const Event &Ev) {
    return Ev.argument(Ev.Api->Args.Object);
  }

  void lookAhead() {
    auto IsStart = [](const Event &Ev) { return isIo(Ev, ApiRole::StartIo); };
    auto IsCancel = [](const Event &Ev) { return isIo(Ev, ApiRole::CancelIo); };
    auto IsOperation = [this](const Event &Ev) {
      return operationOf(Ev) != nullptr;
    };
    HasCancel = std::any_of(G.events().begin(), G.events().end(), IsCancel);
    CancelOnSide = sidesOf(G, nodesAheadOf(G, IsCancel, IsStart));
    StartOnSide = sidesOf(G, nodesAheadOf(G, IsStart, IsOperation));
  }

  bool follow(Progress &P, const Event &Ev) {
    switch (Ev.Kind) {
    case EventKind::Api:
      return followApi(P, Ev);
    case EventKind::Call:
      return followCall(P, Ev);
    case EventKind::Store:
      for (Announcement &A : P.Announced)
        A.IsHandedOn |= A.Operation && P.Asked.tells(*A.Operation, Ev.Args[0]);
      return true;
    case EventKind::Delete:
    case EventKind::Touch:
    case EventKind::Keep:
    case EventKind::Leave:
      return true;
    }
    return true;
  }

  bool followApi(Progress &P, const Event &Ev) {
    if (Ev.isApi(ApiRole::Free))
      for (Announcement &A : P.Announced)
        A.IsEnded |= Ev.Api->Object == ApiObject::Handle;
    if (Ev.Api->Object != ApiObject::Io)
      return true;
    switch (Ev.Api->Role) {
    case ApiRole::Create:
      P.Bound.insert(&Ev);
      return true;
    case ApiRole::StartIo:
      return announce(P, Ev);
    case ApiRole::CancelIo:
      return takeBack(P, Ev);
    default:
      return true;
    }
  }

  bool announce(Progress &P, const Event &Start) {
    constexpr std::size_t Most = 3;
    auto IsOver = [&](const Announcement &A) {
      if (A.isUnused() || !(objectOf(*A.Start) == objectOf(Start)))
        return false;
      settle(A, &Start);
      return true;
    };
    P.Announced.erase(
        std::remove_if(P.Announced.begin(), P.Announced.end(), IsOver),
        P.Announced.end());
    Announcement A;
    A.Start = &Start;
    P.Announced.push_back(A);
    return P.Announced.size() <= Most;
  }

  bool takeBack(Progress &P, const Event &Cancel) {
    for (auto A = P.Announced.rbegin(); A != P.Announced.rend(); ++A) {
      if (!mayBeSame(objectOf(*A->Start), objectOf(Cancel)))
        continue;
      // Which of several it belongs to is not known.
      if (!(objectOf(*A->Start) == objectOf(Cancel)) &&
          (P.Announced.size() != 1 || !A->Outcome.hasFailed()))
        return false;
      if (A->TakenBack) {
        report(Cancel, tellTwice(*A, Cancel));
        return false;
      }
      if (A->Operation && !A->IsEnded)
        judgeCancel(*A, Cancel);
      A->TakenBack = &Cancel;
      return true;
    }
    return true;
  }

  void judgeCancel(const Announcement &A, const Event &Cancel) {
    if (A.Outcome.mayBePending())
      report(Cancel, tellTooMany(A, Cancel, "may be pending",
                                 "goes on: its completion follows"));
    else if (A.Outcome.mayBeDone() && hasCompletionWhenDone(*A.Operation))
      report(Cancel,
             tellTooMany(A, Cancel, "may have been done at once",
                         "is done at once: that has a completion, too"));
  }

  /// Whether it is certain that nobody keeps the completions of what is done at
  /// once from the pool.
  bool hasCompletionWhenDone(const Event &Operation) const {
    const BoundFile *Bound = Files.find(fileOf(Operation));
    return !Files.mayHaveModes() && Bound && Bound->IsOpenedHere &&
           !Files.isHandedOut(*Bound);
  }

  bool followCall(Progress &P, const Event &Ev) {
    const facts::Node &N = nodeOf(Ev);
    if (const OverlappedFunction *Row = operationOf(Ev))
      return operate(P, Ev, *Row);
    if (N.IsGuess)
      return false;
    if (asksLastError(N.CalleeName)) {
      P.Asked.askError(Ev);
      return true;
    }
    if (N.CalleeIsSystem) {
      const link::SystemEffect Effect = link::effectOf(N);
      for (Announcement &A : P.Announced)
        A.IsEnded |= Effect == link::SystemEffect::EndsIo ||
                     Effect == link::SystemEffect::Blocks ||
                     Effect == link::SystemEffect::AwaitsStore;
      return true;
    }
    for (Announcement &A : P.Announced) {
      if (A.TakenBack)
        continue;
      if (reaches(Ev, objectOf(*A.Start)))
        return false;
      // It may look at the outcome for the routine, and not return.
      if (A.Operation && !A.Outcome.hasFailed() &&
          std::any_of(Ev.Args.begin(), Ev.Args.end(), [&](const Value &V) {
            return P.Asked.tells(*A.Operation, V);
          }))
        return false;
    }
    P.Opaque.insert(&Ev);
    return true;
  }

  bool operate(Progress &P, const Event &Ev, const OverlappedFunction &Row) {
    P.Asked.begin(nullptr);
    auto IsNull = [&Ev](unsigned Which) {
      return Which < Ev.Args.size() && Ev.Args[Which].isNull();
    };
    // Synchronous, or with a completion routine in the pool's place.
    if (IsNull(Row.Overlapped))
      return true;
    if (Row.Routine && !IsNull(*Row.Routine))
      return std::none_of(P.Announced.begin(), P.Announced.end(),
                          [](const Announcement &A) { return A.isUnused(); });
    // Which of several it belongs to is not known.
    std::vector<Announcement *> Unused, Failed;
    for (Announcement &A : P.Announced) {
      if (A.isUnused())
        Unused.push_back(&A);
      else if (A.Operation && !A.TakenBack && A.Outcome.hasFailed())
        Failed.push_back(&A);
    }
    const std::vector<Announcement *> &Open = Unused.empty() ? Failed : Unused;
    if (Open.size() > 1)
      return false;
    Announcement *Own = Open.empty() ? nullptr : Open.front();
    if (!Own) {
      if (isBoundWithoutStart(P, Ev, Row))
        report(Ev, tellUnannounced(Ev));
      return false;
    }
    Own->Operation = &Ev;
    Own->Outcome = IoOutcome(Row.Told);
    Own->Failed = Side();
    Own->IsEnded = Own->IsHandedOn = false;
    P.Asked.begin(&Ev);
    return true;
  }

  /// Whether it is certain that the pool completes \p Operation, and that
  /// nobody has announced it.
  bool isBoundWithoutStart(const Progress &P, const Event &Operation,
                           const OverlappedFunction &Row) const {
    const Value &File = Operation.Args[Row.File];
    const Value &Overlapped = Operation.Args[Row.Overlapped];
    if (P.MayHaveStarted || !File.is(ValueKind::At) ||
        !Overlapped.is(ValueKind::AddressOf) || Files.mayHideCompletions() ||
        std::any_of(P.Opaque.begin(), P.Opaque.end(),
                    [&](const Event *Ev) { return reaches(*Ev, File); }))
      return false;
    Value Object;
    const BoundFile *Known = Files.find(File);
    const bool IsBoundHere =
        std::any_of(P.Bound.begin(), P.Bound.end(), [&](const Event *Ev) {
          return Ev->argument(Ev->Api->Args.Handle) == File;
        });
    if (!IsBoundHere) {
      if (!Known || !Known->IsOpenedHere ||
          (Known->Root == &Routine && P.Bound.empty()))
        return false;
      if (Known->Object)
        Object = Value::at(*Known->Object);
    }
    return !Files.isLeftToCallers(ApiRole::StartIo, Object);
  }

  /// Whether the unknown function that \p Call calls can get at \p What.
  static bool reaches(const Event &Call, const Value &What) {
    if (!What.is(ValueKind::At))
      return !What.is(ValueKind::Fresh) ||
             std::find(Call.Args.begin(), Call.Args.end(), What) !=
                 Call.Args.end();
    if (What.Where.Root == Path::RootKind::Global)
      return true;
    auto LeadsThere = [&What](const Value &V) {
      if (V == What)
        return true;
      const Path Memory = V.pointee();
      return Memory.isValid() && link::startsWith(What.Where, Memory);
    };
    return LeadsThere(Call.This) ||
           std::any_of(Call.Args.begin(), Call.Args.end(), LeadsThere);
  }

  bool decide(Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
    const std::size_t Index = &Cond - G.conditions().data();
    const std::optional<NumberTest> Test = testOf(G, Cond, TakesNext);
    if (Test)
      for (Announcement &A : P.Announced) {
        if (!A.Operation || A.TakenBack ||
            !P.Asked.tells(*A.Operation, Cond.Sources[0]))
          continue;
        IoInquiry::note(A.Outcome, *A.Operation, Cond.Sources[0], *Test);
        if (A.Outcome.isImpossible())
          return false;
        noteSide(A, Cond, TakesNext);
        return true;
      }
    OtherSides.insert(sideOf(Cond, TakesNext));
    if (StartOnSide[Index][0] || StartOnSide[Index][1] ||
        isWithoutObject(Cond, Test))
      P.MayHaveStarted = true;
    // A failure that is known stays known: only who comes to a take-back on one
    // side, and not on the other, may have asked for it in another way.
    const bool OnElse = CancelOnSide[Index][0], OnNext = CancelOnSide[Index][1];
    return llvm::none_of(P.Announced, [&](const Announcement &A) {
      return A.Operation && !A.TakenBack &&
             (A.Outcome.hasFailed() ? OnElse != OnNext : OnElse || OnNext);
    });
  }

  /// Keeps in mind which sides of tests are for a failure alone.
  void noteSide(Announcement &A, const UndecidedCondition &Cond,
                bool TakesNext) {
    const Side Here = sideOf(Cond, TakesNext);
    if (A.Outcome.hasFailed() && !A.Failed.Test &&
        Cond.Place.Frame == A.Start->Place.Frame &&
        Cond.Place.Frame == A.Operation->Place.Frame)
      A.Failed = Here;
    else
      OtherSides.insert(Here);
  }

  Side sideOf(const UndecidedCondition &Cond, bool TakesNext) const {
    const facts::Node &N = G.nodeOf(Cond.Place);
    return {&Cond, &N, TakesNext ? N.Next : N.Else, TakesNext};
  }

  /// Whether the pool may not be in use at all.
  static bool isWithoutObject(const UndecidedCondition &Cond,
                              const std::optional<NumberTest> &Test) {
    return Test && !Test->IsOrder && Test->Holds && Test->Constant == 0 &&
           Cond.Sources[0].is(ValueKind::At);
  }

  /// The path has come to the end, or to the start of the next operation.
  void settle(const Announcement &A, const Event *Next) {
    if (!A.Operation || A.TakenBack || !A.Outcome.mayHaveFailed())
      return;
    const bool IsAsked = A.Outcome.hasFailed();
    if (!IsAsked &&
        (A.IsHandedOn || isReturned(*A.Operation) || (Next && HasCancel)))
      return;
    const Value Object = objectOf(*A.Start);
    if (endsProgram() || (isParameter(Object) && returnsSomething()) ||
        Files.isLeftToCallers(ApiRole::CancelIo, Object))
      return;
    report(*A.Operation, tellMissing(A, Next));
    NotTakenBack[&nodeOf(*A.Operation)].push_back(A);
  }

  /// Where one test, and nothing else, leads to the failures.
  void offerCancel(const facts::Node &Operation,
                   const std::vector<Announcement> &Failures) {
    const Announcement &A = Failures.front();
    const Side &Failed = A.Failed;
    if (!Failed.Test || OtherSides.count(Failed) != 0 ||
        CancelOnSide[Failed.Cond - G.conditions().data()][Failed.IsNext] ||
        std::any_of(Failures.begin(), Failures.end(),
                    [&Failed](const Announcement &Other) {
                      return Other.Failed < Failed || Failed < Other.Failed;
                    }))
      return;
    FailureBranch Branch;
    Branch.Function = G.frames()[Failed.Cond->Place.Frame].Callee;
    Branch.Test = Failed.Cond->Place.Node;
    Branch.Failed = Failed.Next;
    Found.at(&Operation).Fix = callOnFailure(
        apiName(*A.Start, ApiRole::CancelIo), nodeOf(*A.Start), Branch);
  }

  void report(const Event &At, Finding F) {
    Found.try_emplace(&nodeOf(At), std::move(F));
  }

  std::map<const facts::Node *, Finding> Found;
  std::map<const facts::Node *, std::vector<Announcement>> NotTakenBack;
  /// Sides that are not, or not on all paths, those of a failure.
  std::set<Side> OtherSides;
  /// By condition: whether a take-back may come on its sides, whether an
  /// announcement may come behind it.
  std::vector<std::array<bool, 2>> CancelOnSide, StartOnSide;
  bool HasCancel = false;
};

} // namespace

std::vector<Finding> findIoProtocolViolations(const Evidence &E) {
  std::vector<Finding> Result;
  const IoFiles Files(E);
  if (!Files.isUsed())
    return Result;
  std::set<std::string> Concerned =
      E.Calls.reaching([](const facts::ApiFunction &Api) {
        return Api.Object == ApiObject::Io &&
               (Api.Role == ApiRole::StartIo || Api.Role == ApiRole::CancelIo);
      });
  Concerned.merge(E.Calls.withCallers(Files.operators()));
  auto Judge = [&](const facts::Function &Routine) {
    IoProtocolFinder Finder(E, Files, Routine);
    if (Finder.isFollowed())
      Finder.find(Result);
    return Finder.isFollowed();
  };
  E.Calls.visitRoots(nullptr, [&](const facts::Function &Routine) {
    return !Concerned.count(Routine.Usr) || Judge(Routine);
  });
  // What callers do around it may hide what such a function does alone.
  if (Files.areAnnouncedByOperators())
    for (const std::string &Usr : Files.operators())
      if (const facts::Function &F = E.Unit.Functions.at(Usr);
          F.hasBody() && !F.IsBroken)
        Judge(F);
  return Result;
}

} // namespace threadpool::rules
