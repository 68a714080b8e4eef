//===- CancelIo.cpp - threadpool-cancel-io --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls that cancel by thread, or everything on a file, where operations of the
// pool are meant: the pool's threads start and complete the operations of
// everybody. Who ends all I/O for good, or keeps others out, may do so.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/IoFiles.h"
#include "rules/RoutineFinder.h"
#include "rules/Wording.h"

#include <algorithm>
#include <map>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

class CancelFinder : public RoutineFinder {
public:
  CancelFinder(const Evidence &E, const IoFiles &Files,
               const facts::Function &Routine)
      : RoutineFinder(E, Routine), Files(Files) {}

  void find(std::vector<Finding> &Out) {
    for (const Event &Ev : G.events()) {
      if (Ev.Kind != EventKind::Call || Ev.Args.empty())
        continue;
      const Node &N = nodeOf(Ev);
      if (isCallOf(N, "CancelIo"))
        judgeOwnThreads(Ev);
      else if (isCallOf(N, "CancelIoEx") && Ev.Args.size() > 1 &&
               Ev.Args[1].isNull())
        judgeAll(Ev);
    }
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  /// What happens on the ways to a cancel and behind it.
  struct Surroundings {
    /// The last operation on the file that the routine itself starts before.
    const Event *Own = nullptr;
    bool IsReached = false;
    /// A lock may be held meanwhile.
    bool IsLocked = false;
    /// Behind it, the file is closed before anything waits, or something waits
    /// first.
    bool IsClosedFirst = false, IsAwaitedFirst = false;
    /// Something else may have started an operation, on the same thread.
    bool MayHaveStarted = false;
    /// All I/O is to end.
    bool IsEnd = false;
  };

  struct Progress {
    const Event *Own = nullptr;
    unsigned Locks = 0;
    bool MayHaveStarted = false, Ends = false, IsBehind = false;
    bool MayBeFirst = false;

    bool operator<(const Progress &O) const {
      auto All = [](const Progress &P) {
        return std::tie(P.Own, P.Locks, P.MayHaveStarted, P.Ends, P.IsBehind,
                        P.MayBeFirst);
      };
      return All(*this) < All(O);
    }
  };

  Surroundings lookAround(const Event &Cancel) const {
    Surroundings S;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (&Ev == &Cancel)
            arrive(S, P);
          else
            pass(S, P, Ev, Cancel.Args[0]);
          return true;
        },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
    return S;
  }

  static void arrive(Surroundings &S, Progress &P) {
    S.IsReached = true;
    S.IsLocked |= P.Locks > 0;
    S.MayHaveStarted |= P.MayHaveStarted;
    S.IsEnd |= P.Ends;
    if (P.Own)
      S.Own = P.Own;
    P.IsBehind = P.MayBeFirst = true;
  }

  void pass(Surroundings &S, Progress &P, const Event &Ev,
            const Value &File) const {
    countLocks(P.Locks, Ev);
    const bool Closes = closes(Ev, File), Waits = waits(Ev);
    S.IsClosedFirst |= P.MayBeFirst && Closes;
    S.IsAwaitedFirst |= P.MayBeFirst && Waits;
    P.MayBeFirst &= !Closes && !Waits;
    if (endsForGood(Ev, File)) {
      P.Ends = true;
      S.IsEnd |= P.IsBehind;
    }
    if (Ev.Kind != EventKind::Call)
      return;
    const Node &N = nodeOf(Ev);
    if (const facts::OverlappedFunction *Row = facts::lookupOverlapped(N)) {
      if (Ev.Args[Row->File] == File)
        P.Own = &Ev;
    } else if (!N.CalleeIsSystem && !link::onlyReports(N)) {
      P.MayHaveStarted |= getsHoldOf(Ev, File);
    }
  }

  void countLocks(unsigned &Locks, const Event &Ev) const {
    constexpr unsigned Most = 3;
    const NodeKind Kind = nodeOf(Ev).Kind;
    const bool IsTouch = Ev.Kind == EventKind::Touch;
    if ((IsTouch && (Kind == NodeKind::Lock || Kind == NodeKind::TryLock)) ||
        Ev.isApi(ApiRole::Acquire) || Ev.isApi(ApiRole::AcquireShared) ||
        Ev.isApi(ApiRole::TryAcquire) || Ev.isApi(ApiRole::TryAcquireShared))
      Locks = std::min(Locks + 1, Most);
    else if (Locks > 0 &&
             ((IsTouch && Kind == NodeKind::Unlock) ||
              Ev.isApi(ApiRole::Release) || Ev.isApi(ApiRole::ReleaseShared)))
      --Locks;
  }

  /// Whether \p Call, a function that is not seen, gets something from which
  /// it can get at \p File.
  static bool getsHoldOf(const Event &Call, const Value &File) {
    auto LeadsThere = [&File](const Value &V) {
      const facts::Path Memory = V.pointee();
      return V == File ||
             (Memory.isValid() && link::startsWith(File.Where, Memory));
    };
    return LeadsThere(Call.This) ||
           std::any_of(Call.Args.begin(), Call.Args.end(), LeadsThere);
  }

  static bool isFile(const Value &Handle, const Value &File) {
    return !Handle.is(ValueKind::At) || Handle == File ||
           link::keyOf(Handle.Where) == link::keyOf(File.Where);
  }

  bool closes(const Event &Ev, const Value &File) const {
    if (Ev.isApi(ApiRole::Free))
      return Ev.Api->Object == ApiObject::Handle &&
             isFile(Ev.argument(Ev.Api->Args.Object), File);
    return Ev.Kind == EventKind::Call && !Ev.Args.empty() &&
           nodeOf(Ev).CalleeIsSystem && isCallOf(nodeOf(Ev), "closesocket") &&
           isFile(Ev.Args[0], File);
  }

  bool waits(const Event &Ev) const {
    if (Ev.Kind == EventKind::Call) {
      const link::SystemEffect Effect = link::effectOf(nodeOf(Ev));
      return !nodeOf(Ev).CalleeIsSystem ||
             Effect == link::SystemEffect::Blocks ||
             Effect == link::SystemEffect::AwaitsStore ||
             Effect == link::SystemEffect::EndsIo;
    }
    return Ev.isApi(ApiRole::Drain) || Ev.isApi(ApiRole::GroupMembersClose) ||
           Ev.isApi(ApiRole::Block);
  }

  /// Whether by \p Ev the routine says that it wants all I/O on \p File to
  /// end.
  bool endsForGood(const Event &Ev, const Value &File) const {
    switch (Ev.Kind) {
    case EventKind::Api:
      return closes(Ev, File) || isFreed(Ev, File) ||
             Ev.isApi(ApiRole::Drain) || Ev.isApi(ApiRole::Close) ||
             Ev.isApi(ApiRole::GroupMembersClose) ||
             Ev.isApi(ApiRole::Signal) || setsFlag(Ev);
    case EventKind::Delete:
      return isFreed(Ev, File);
    case EventKind::Store:
      return Ev.Args[0].is(ValueKind::Constant) && Files.isAsked(Ev.Storage) &&
             !isOfOperation(Ev.Storage, File);
    case EventKind::Call:
      return soundsLikeEnd(nodeOf(Ev));
    case EventKind::Touch:
    case EventKind::Keep:
    case EventKind::Leave:
      return false;
    }
    return false;
  }

  /// Whether \p Storage is in what is kept about one operation, beside its
  /// OVERLAPPED, and not about the file.
  bool isOfOperation(const facts::Path &Storage, const Value &File) const {
    return std::any_of(
        G.events().begin(), G.events().end(), [&](const Event &Ev) {
          const facts::OverlappedFunction *Row =
              Ev.Kind == EventKind::Call ? facts::lookupOverlapped(nodeOf(Ev))
                                         : nullptr;
          if (!Row)
            return false;
          const facts::Path Overlapped = Ev.Args[Row->Overlapped].pointee();
          if (!Overlapped.isValid())
            return false;
          const facts::Path Kept = link::containerOf(Overlapped);
          return link::isPartOf(Storage, Kept) &&
                 !link::isPartOf(File.Where, Kept);
        });
  }

  bool setsFlag(const Event &Ev) const {
    return Ev.Api->Object == ApiObject::Variable &&
           !Ev.isApi(ApiRole::AtomicAdd) &&
           !Ev.isApi(ApiRole::AtomicIncrement) &&
           !Ev.isApi(ApiRole::AtomicDecrement);
  }

  /// Whether \p Ev frees what has the file, or something that is not known.
  static bool isFreed(const Event &Ev, const Value &File) {
    if (Ev.Kind == EventKind::Api &&
        (!Ev.isApi(ApiRole::Free) || Ev.Api->Object != ApiObject::Memory))
      return false;
    const facts::Path Memory = Ev.Kind == EventKind::Api
                                   ? Ev.argument(Ev.Api->Args.Object).pointee()
                                   : Ev.Args[0].pointee();
    return !Memory.isValid() || link::isPartOf(File.Where, Memory);
  }

  static bool soundsLikeEnd(const Node &N) {
    const llvm::StringRef Name = N.CalleeName;
    const llvm::StringRef Base = Name.substr(Name.rfind(':') + 1);
    for (llvm::StringRef Word :
         {"close", "stop", "abort", "disconnect", "shut", "terminat", "destroy",
          "teardown", "dispose", "kill"})
      if (Base.contains_insensitive(Word))
        return true;
    return false;
  }

  /// CancelIo: what this thread has started, and no other.
  void judgeOwnThreads(const Event &Cancel) {
    const Value &File = Cancel.Args[0];
    if (!Files.isOfPool(File))
      return;
    const Surroundings S = lookAround(Cancel);
    if (!S.IsReached || S.Own || S.MayHaveStarted ||
        (S.IsClosedFirst && !S.IsAwaitedFirst))
      return;
    const std::vector<OperationSite> All = Files.operationsOn(File);
    auto OnPool =
        std::find_if(All.begin(), All.end(), [this](const OperationSite &Site) {
          return Files.isOnPool(*Site.Function);
        });
    const bool IsOnPool = OnPool != All.end();
    Finding F =
        findingAt(Rule::CancelIo, Cancel,
                  functionOf(Cancel) +
                      " cancels the I/O that its own thread has started "
                      "on the file: what " +
                      (IsOnPool ? "the pool's" : "other") +
                      " threads have started goes on");
    if (IsOnPool)
      explain(F, OnPool->Call->Where,
              "this is started on a thread of the pool");
    else if (!All.empty())
      explain(F, All.front().Call->Where,
              "this is started on whatever thread it is called");
    advise(F, Cancel, "call CancelIoEx with the OVERLAPPED of the operation");
    report(Cancel, std::move(F));
  }

  /// CancelIoEx without an OVERLAPPED: the operations of everybody.
  void judgeAll(const Event &Cancel) {
    const Value &File = Cancel.Args[0];
    const std::vector<OperationSite> All = Files.operationsOn(File);
    if (!Files.isOfPool(File) || All.size() < 2)
      return;
    const Surroundings S = lookAround(Cancel);
    if (!S.IsReached || S.IsLocked || S.IsEnd ||
        (!S.Own && !Files.isOnPool(Routine)))
      return;
    // One that surely others start, if there is one.
    const OperationSite *Other = nullptr;
    for (const OperationSite &Site : All)
      if (!S.Own || Site.Call != &nodeOf(*S.Own))
        if (!Other || Files.isOnPool(*Site.Function))
          Other = &Site;
    Finding F = findingAt(Rule::CancelIo, Cancel,
                          functionOf(Cancel) +
                              " cancels every operation on the file, also "
                              "those that other threads have started");
    if (S.Own)
      explain(F, nodeOf(*S.Own).Where,
              "this operation of its own may be meant");
    if (Other)
      explain(F, Other->Call->Where, "this one is cancelled, too");
    advise(F, Cancel, "give the OVERLAPPED of the operation that is meant");
    if (S.Own && S.Own->Place.Frame == Cancel.Place.Frame)
      F.Fix = giveOverlapped(Cancel, *S.Own);
    report(Cancel, std::move(F));
  }

  /// The call with the OVERLAPPED of \p Own in the place of NULL.
  std::vector<Edit> giveOverlapped(const Event &Cancel,
                                   const Event &Own) const {
    const Node &N = nodeOf(Cancel), &Started = nodeOf(Own);
    const facts::OverlappedFunction &Row = *facts::lookupOverlapped(Started);
    const std::string &File = N.Args[0].Text;
    const std::string &Overlapped = Started.Args[Row.Overlapped].Text;
    if (N.Length == 0 || File.empty() || Overlapped.empty() ||
        Started.Args[Row.Overlapped].Where.Root == facts::Path::RootKind::Local)
      return {};
    return {
        {N.Where, N.Length, "CancelIoEx(" + File + ", " + Overlapped + ")"}};
  }

  void report(const Event &At, Finding F) {
    Found.try_emplace(&nodeOf(At), std::move(F));
  }

  const IoFiles &Files;
  std::map<const Node *, Finding> Found;
};

} // namespace

std::vector<Finding> findBroadCancels(const Evidence &E) {
  return findAroundCalls<CancelFinder>(E, {"CancelIo", "CancelIoEx"});
}

} // namespace threadpool::rules
