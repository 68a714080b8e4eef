//===- CancelledMemory.cpp - threadpool-io-buffer-lifetime ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who cancels an operation only asks for its end. A wait that drops callbacks
// does not wait for that either: the operation uses its memory until it
// completes.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/IoFiles.h"
#include "rules/IoInquiry.h"
#include "rules/RoutineFinder.h"

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

class CancelledMemoryFinder : public RoutineFinder {
public:
  CancelledMemoryFinder(const Evidence &E, const IoFiles &Files,
                        const facts::Function &Routine)
      : RoutineFinder(E, Routine), Files(Files) {}

  void find(std::vector<Finding> &Out) {
    searchEvents(
        G, Progress(),
        [this](Progress &P, const Event &Ev) { return follow(P, Ev); },
        [this](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          return mayHaveFound(P, Cond, TakesNext);
        },
        [this](const Progress &P, bool Returns) {
          if (Returns && P.Drained && Routine.IsDestructor &&
              overlappedOf(P).Root == Path::RootKind::This)
            report(P, nullptr);
        });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    /// Something was cancelled, and nothing has waited since.
    const Event *Cancel = nullptr;
    const Event *Drained = nullptr;
    IoInquiry Asked;

    bool operator<(const Progress &O) const {
      return std::tie(Cancel, Drained, Asked) <
             std::tie(O.Cancel, O.Drained, O.Asked);
    }
  };

  static Path overlappedOf(const Progress &P) {
    return P.Cancel->Args[1].pointee();
  }

  bool follow(Progress &P, const Event &Ev) {
    if (P.Drained && frees(Ev, overlappedOf(P)))
      report(P, &Ev);
    switch (Ev.Kind) {
    case EventKind::Call:
      return followCall(P, Ev);
    case EventKind::Api:
      if (!P.Cancel)
        return true;
      if (Ev.dropsQueued() && Ev.Api->Object == ApiObject::Io)
        P.Drained = &Ev;
      else if (mayWait(*Ev.Api) && !(P.Drained && isClose(*Ev.Api)))
        P = Progress();
      return true;
    case EventKind::Touch:
      // Others may hold the lock until they are done.
      if (nodeOf(Ev).Kind == NodeKind::Lock ||
          nodeOf(Ev).Kind == NodeKind::TryLock)
        P = Progress();
      return true;
    case EventKind::Delete:
    case EventKind::Store:
    case EventKind::Keep:
    case EventKind::Leave:
      return true;
    }
    return true;
  }

  bool followCall(Progress &P, const Event &Ev) const {
    const facts::Node &N = nodeOf(Ev);
    if (isCallOf(N, "CancelIoEx") && Ev.Args.size() > 1 &&
        Ev.Args[1].is(ValueKind::AddressOf) && Files.isOfPool(Ev.Args[0])) {
      P = Progress();
      P.Cancel = &Ev;
      P.Asked.begin(&Ev);
    } else if (asksLastError(N.CalleeName)) {
      P.Asked.askError(Ev);
    } else if (!N.CalleeIsSystem || mayTakeTime(N.CalleeName) ||
               mayEnd(link::effectOf(N))) {
      P = Progress();
    }
    return !N.IsGuess;
  }

  static bool mayEnd(link::SystemEffect Effect) {
    return Effect == link::SystemEffect::EndsIo ||
           Effect == link::SystemEffect::Blocks ||
           Effect == link::SystemEffect::Joins ||
           Effect == link::SystemEffect::AwaitsStore;
  }

  static bool isClose(const facts::ApiFunction &Api) {
    return Api.Role == ApiRole::Free && Api.Object == ApiObject::Handle;
  }

  static bool mayWait(const facts::ApiFunction &Api) {
    switch (Api.Role) {
    case ApiRole::Drain:
    case ApiRole::GroupMembersClose:
    case ApiRole::Block:
    case ApiRole::Acquire:
    case ApiRole::AcquireShared:
    case ApiRole::TryAcquire:
    case ApiRole::TryAcquireShared:
      return true;
    default:
      return isClose(Api);
    }
  }

  static bool frees(const Event &Ev, const Path &Overlapped) {
    Path Freed;
    if (Ev.Kind == EventKind::Delete)
      Freed = Ev.Args[0].pointee();
    else if (Ev.isApi(ApiRole::Free) && Ev.Api->Object == ApiObject::Memory)
      Freed = Ev.argument(Ev.Api->Args.Object).pointee();
    return Freed.isValid() && link::isPartOf(Overlapped, Freed);
  }

  /// Not where there was nothing to cancel.
  bool mayHaveFound(const Progress &P, const UndecidedCondition &Cond,
                    bool TakesNext) const {
    const std::optional<NumberTest> Test = testOf(G, Cond, TakesNext);
    if (!P.Cancel || !Test || !P.Asked.tells(*P.Cancel, Cond.Sources[0]))
      return true;
    return IoInquiry::isResultOf(*P.Cancel, Cond.Sources[0])
               ? !(Test->Holds && Test->Constant == 0)
               : !Test->Holds;
  }

  /// \p Free is null where the routine is the destructor.
  void report(const Progress &P, const Event *Free) {
    if (Found.count(&nodeOf(*P.Drained)))
      return;
    Finding F = findingAt(
        Rule::IoBufferLifetime, *P.Drained,
        functionOf(*P.Drained) +
            " waits for callbacks, but not for the operation that it has "
            "cancelled: that writes to its OVERLAPPED when it completes");
    F.Notes.push_back(step(1, Actor::Owner, nodeOf(*P.Cancel).Where,
                           actor(*P.Cancel) +
                               " cancels the operation, and goes on before "
                               "that has completed"));
    F.Notes.push_back(step(2, Actor::Owner, nodeOf(*P.Drained).Where,
                           actor(*P.Drained) +
                               " waits for callbacks: none is queued or "
                               "running, so it goes on at once"));
    F.Notes.push_back(step(
        3, Actor::Owner, Free ? nodeOf(*Free).Where : Routine.Where,
        quotedFunction(Routine.Name) + " frees the OVERLAPPED; the operation "
                                       "completes, and writes to it"));
    advise(F, *P.Drained,
           "wait for the operation with GetOverlappedResult before this, or "
           "give FALSE: the callback comes then, and is waited for");
    Found.try_emplace(&nodeOf(*P.Drained), std::move(F));
  }

  const IoFiles &Files;
  std::map<const facts::Node *, Finding> Found;
};

} // namespace

std::vector<Finding> findFreedCancelledIo(const Evidence &E) {
  return findAroundCalls<CancelledMemoryFinder>(E, {"CancelIoEx"});
}

} // namespace threadpool::rules
