//===- IoBufferLifetime.cpp - threadpool-io-buffer-lifetime ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows each operation along the paths of a routine to the end of the memory
// that it uses: where the routine frees it, or, of a variable, returns. What
// the routine asks about the outcome, and whatever may wait for the operation
// or end it, is kept in mind; a condition that is not understood may be about
// the outcome.
//
//===----------------------------------------------------------------------===//

#include "rules/IoBufferLifetime.h"

#include "link/SystemCalls.h"
#include "rules/EntryPoint.h"
#include "rules/IoBufferTeller.h"
#include "rules/IoFiles.h"
#include "rules/IoInquiry.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
using facts::OverlappedFunction;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// Whether \p P is a variable of the routine, or a part of one.
bool isVariable(const Path &P) {
  return P.Root == Path::RootKind::Local &&
         llvm::none_of(P.Steps, link::isDereference);
}

/// Whether \p P names one piece of memory, however often a loop comes by.
bool isOne(const Path &P) {
  return P.isValid() && P.Symbol != link::FarAway &&
         llvm::none_of(P.Steps, [](const Path::Step &S) {
           return S.Kind == Path::Step::StepKind::Element &&
                  !llvm::all_of(S.Name,
                                [](char C) { return llvm::isDigit(C); });
         });
}

struct Progress {
  /// Announcements without their operation.
  std::vector<const Event *> Announced;
  std::vector<PendingOperation> Operations;
  IoInquiry Asked;

  bool operator<(const Progress &O) const {
    return std::tie(Announced, Operations, Asked) <
           std::tie(O.Announced, O.Operations, O.Asked);
  }
};

/// A routine that takes more steps to follow is not judged.
constexpr std::size_t MaxSteps = 20'000;

class IoBufferFinder : public IoBufferTeller {
public:
  using IoBufferTeller::IoBufferTeller;

  void find(std::vector<Finding> &Out) {
    auto IsStart = [](const Event &Ev) { return isIo(Ev, ApiRole::StartIo); };
    auto IsOperation = [this](const Event &Ev) { return rowOf(Ev); };
    CancelOnSide = sidesOf(
        G, nodesAheadOf(
               G, [](const Event &Ev) { return isIo(Ev, ApiRole::CancelIo); },
               IsStart));
    FreeOnSide = sidesOf(
        G, nodesAheadOf(
               G, [this](const Event &Ev) { return freedBy(Ev).isValid(); },
               IsOperation));
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
          for (const PendingOperation &O : P.Operations)
            if (Returns && O.mayBePending() && !isMain(Routine))
              judgeVariables(O);
        });
    if (NumSteps >= MaxSteps)
      return;
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

  /// The memory that \p Ev gives back; invalid if it does something else.
  Path freedBy(const Event &Ev) const {
    if (Ev.Kind == EventKind::Delete)
      return Ev.Args[0].pointee();
    if (Ev.isApi(ApiRole::Free) && Ev.Api->Object == ApiObject::Memory)
      return objectOf(Ev).pointee();
    if (Ev.Kind == EventKind::Call &&
        E.Objects.Allocators.count(
            link::allocatorOf(nodeOf(Ev), /*Frees=*/true)))
      return Ev.Args[0].pointee();
    return {};
  }

  bool follow(Progress &P, const Event &Ev) {
    forgetRemade(P, Ev);
    if (const Path Freed = freedBy(Ev); isOne(Freed))
      for (const PendingOperation &O : P.Operations)
        judgeFreed(O, Ev, Freed);
    switch (Ev.Kind) {
    case EventKind::Api:
      return followApi(P, Ev);
    case EventKind::Call:
      return followCall(P, Ev);
    case EventKind::Store:
    case EventKind::Delete:
    case EventKind::Touch:
    case EventKind::Keep:
    case EventKind::Leave:
      return true;
    }
    return true;
  }

  /// What \p Ev yields has the name of what it has yielded before.
  void forgetRemade(Progress &P, const Event &Ev) const {
    if (Ev.Kind != EventKind::Api && Ev.Kind != EventKind::Call)
      return;
    llvm::erase_if(P.Operations, [&](const PendingOperation &O) {
      return llvm::any_of(memoryOf(*O.Call), [&](const IoMemory &M) {
        return M.Where.isValid() && M.Where.Root == Ev.Result.Where.Root &&
               M.Where.Symbol == Ev.Result.Where.Symbol;
      });
    });
  }

  static void endAll(Progress &P) {
    for (PendingOperation &O : P.Operations)
      O.MayBeOver = true;
  }

  bool followApi(Progress &P, const Event &Ev) {
    if (Ev.dropsQueued()) {
      for (PendingOperation &O : P.Operations)
        if (O.Start && objectOf(Ev) == objectOf(*O.Start))
          O.Drained = &Ev;
    } else if (Ev.isApi(ApiRole::Drain) || Ev.isApi(ApiRole::Block) ||
               Ev.isApi(ApiRole::GroupMembersClose)) {
      endAll(P);
    } else if (Ev.isApi(ApiRole::Free) && Ev.Api->Object == ApiObject::Handle &&
               !isEventOfOverlapped(objectOf(Ev))) {
      endAll(P);
    } else if (isIo(Ev, ApiRole::StartIo)) {
      // Which of several operations is meant by what comes is not known.
      llvm::erase_if(P.Operations, [&](const PendingOperation &O) {
        return !O.Start || objectOf(*O.Start) == objectOf(Ev);
      });
      P.Announced.push_back(&Ev);
      return P.Announced.size() == 1;
    } else if (isIo(Ev, ApiRole::CancelIo)) {
      P.Announced.clear();
      P.Operations.clear();
    }
    return true;
  }

  static bool isEventOfOverlapped(const Value &Handle) {
    return Handle.is(ValueKind::At) && !Handle.Where.Steps.empty() &&
           llvm::StringRef(Handle.Where.Steps.back().Name)
               .ends_with("@FI@hEvent");
  }

  bool followCall(Progress &P, const Event &Ev) {
    const facts::Node &N = nodeOf(Ev);
    if (const OverlappedFunction *Row = rowOf(Ev))
      return operate(P, Ev, *Row);
    if (N.IsGuess)
      return false;
    if (asksLastError(N.CalleeName)) {
      P.Asked.askError(Ev);
      return true;
    }
    // A pointer's deleter is a call of its own.
    if (freedBy(Ev).isValid() || link::endsOnlyOwner(N))
      return true;
    if (N.CalleeIsSystem) {
      const link::SystemEffect Effect = link::effectOf(N);
      if (Effect == link::SystemEffect::EndsIo ||
          Effect == link::SystemEffect::Blocks ||
          Effect == link::SystemEffect::AwaitsStore ||
          mayTakeTime(N.CalleeName))
        endAll(P);
      return true;
    }
    endAll(P);
    return true;
  }

  bool operate(Progress &P, const Event &Ev, const OverlappedFunction &Row) {
    P.Asked.begin(nullptr);
    auto IsNull = [&Ev](unsigned Which) {
      return Which < Ev.Args.size() && Ev.Args[Which].isNull();
    };
    if (IsNull(Row.Overlapped) || (Row.Routine && !IsNull(*Row.Routine)))
      return P.Announced.empty();
    PendingOperation O;
    if (!P.Announced.empty()) {
      O.Start = P.Announced.back();
      P.Announced.pop_back();
    }
    O.Call = &Ev;
    O.Outcome = IoOutcome(Row.Told);
    llvm::erase_if(P.Operations, [&](const PendingOperation &Before) {
      return rowOf(*Before.Call)->Overlapped == Row.Overlapped &&
             Before.Call->Args[Row.Overlapped] == Ev.Args[Row.Overlapped];
    });
    P.Operations.push_back(std::move(O));
    P.Asked.begin(&Ev);
    constexpr std::size_t Most = 3;
    return P.Operations.size() <= Most;
  }

  bool decide(Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
    const std::optional<NumberTest> Test = testOf(G, Cond, TakesNext);
    if (Test && isOfMemoryInUse(P, Cond.Sources[0]) && isNullTest(*Test))
      return !Test->Holds;
    if (Test)
      for (PendingOperation &O : P.Operations)
        if (P.Asked.tells(*O.Call, Cond.Sources[0])) {
          IoInquiry::note(O.Outcome, *O.Call, Cond.Sources[0], *Test);
          return !O.Outcome.isImpossible();
        }
    const std::size_t Index = &Cond - G.conditions().data();
    // A destructor's own question has no place.
    const bool IsWritten = G.nodeOf(Cond.Place).Where.isValid();
    const bool AsksOthers =
        IsWritten && llvm::any_of(Cond.Sources, isReadFromShared);
    for (PendingOperation &O : P.Operations) {
      if (O.Outcome.mayBePending() &&
          (CancelOnSide[Index][0] || CancelOnSide[Index][1]))
        return false;
      // A loop that waits until a callback has written something.
      O.MayBeOver |= AsksOthers;
      O.IsFreedOnCondition |=
          IsWritten && FreeOnSide[Index][0] != FreeOnSide[Index][1];
    }
    return true;
  }

  static bool isNullTest(const NumberTest &Test) {
    return !Test.IsOrder && Test.Constant == 0;
  }

  /// Whether \p Pointer points to what an operation of the path uses.
  bool isOfMemoryInUse(const Progress &P, const Value &Pointer) const {
    const Path Pointee = Pointer.pointee();
    return Pointee.isValid() &&
           llvm::any_of(P.Operations, [&](const PendingOperation &O) {
             return llvm::any_of(memoryOf(*O.Call), [&](const IoMemory &M) {
               return M.Where.isValid() && link::isPartOf(M.Where, Pointee);
             });
           });
  }

  void judgeVariables(const PendingOperation &O) {
    for (const IoMemory &M : memoryOf(*O.Call))
      if (isVariable(M.Where))
        Found.try_emplace(&nodeOf(*O.Call), tellLeft(O, M));
  }

  void judgeFreed(const PendingOperation &O, const Event &Free,
                  const Path &Freed) {
    if (!O.mayBePending() || O.IsFreedOnCondition)
      return;
    for (const IoMemory &M : memoryOf(*O.Call))
      if (isOne(M.Where) && link::isPartOf(M.Where, Freed))
        Found.try_emplace(&nodeOf(*O.Call), tellFreed(O, M, Free));
  }

  std::map<const facts::Node *, Finding> Found;
  /// By condition, whether a take-back, or a free, may come on its sides.
  std::vector<std::array<bool, 2>> CancelOnSide, FreeOnSide;
};

} // namespace

std::vector<Finding> findDyingIoMemory(const Evidence &E) {
  std::vector<Finding> Result;
  const IoFiles Files(E);
  if (!Files.areCompletedByPool())
    return Result;
  const std::set<std::string> Concerned =
      E.Calls.withCallers(Files.operators());
  auto Judge = [&](const facts::Function &Routine) {
    IoBufferFinder Finder(E, Routine);
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

bool mayEndIoBefore(const Evidence &E, const link::Case &C) {
  std::set<link::Key> Files;
  for (const auto &[Usr, F] : E.Unit.Functions)
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == NodeKind::Call)
        if (const auto *Row = facts::lookupOverlapped(N))
          Files.insert(link::keyOf(N.Args[Row->File].Where));
  auto EndsIo = [&Files](const facts::Node &N) {
    if (N.Kind == NodeKind::Call)
      return N.CalleeIsSystem &&
             link::effectOf(N) == link::SystemEffect::EndsIo;
    const facts::ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    return Api && Api->Role == ApiRole::Free &&
           Api->Object == facts::ApiObject::Handle && !N.Args.empty() &&
           Files.count(link::keyOf(N.Args[0].Where)) != 0;
  };
  return llvm::any_of(E.Unit.Functions, [&](const auto &Entry) {
    return llvm::any_of(Entry.second.Nodes, EndsIo) &&
           llvm::none_of(C.Owner.Frames, [&](const link::Frame &In) {
             return In.Callee == &Entry.second;
           });
  });
}

} // namespace threadpool::rules
