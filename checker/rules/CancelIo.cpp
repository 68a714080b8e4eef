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

#include "rules/IoFiles.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <map>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool isCallOf(const Node &N, llvm::StringRef Name) {
  llvm::StringRef Usr = N.Callee;
  return N.Kind == NodeKind::Call && Usr.consume_front("c:@F@") && Usr == Name;
}

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
      else if (isCallOf(N, "CancelSynchronousIo"))
        judgeThread(Ev);
    }
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  /// CancelIo: what this thread has started, and no other.
  void judgeOwnThreads(const Event &Cancel) {
    const Value &File = Cancel.Args[0];
    if (!Files.isOfPool(File) || startsBefore(Cancel))
      return;
    const std::vector<OperationSite> All = Files.operationsOn(File);
    auto OnPool =
        std::find_if(All.begin(), All.end(), [this](const OperationSite &Site) {
          return Files.isOnPool(*Site.Function);
        });
    if (OnPool == All.end())
      return;
    Finding F = findingAt(
        Rule::CancelIo, Cancel,
        functionOf(Cancel) + " cancels the I/O that its own thread has started "
                             "on the file: what the pool's threads have "
                             "started goes on");
    note(F, *OnPool->Call, "this is started on a thread of the pool");
    advise(F, Cancel, "call CancelIoEx with the OVERLAPPED of the operation");
    report(Cancel, std::move(F));
  }

  /// CancelIoEx without an OVERLAPPED: the operations of everybody.
  void judgeAll(const Event &Cancel) {
    const Value &File = Cancel.Args[0];
    const std::vector<OperationSite> All = Files.operationsOn(File);
    if (!Files.isOfPool(File) || All.size() < 2 || endsForGood())
      return;
    const Event *Own = startsBefore(Cancel);
    if (!Own && !Files.isOnPool(Routine))
      return;
    // One that surely others start, if there is one.
    const OperationSite *Other = nullptr;
    for (const OperationSite &Site : All)
      if (!Own || Site.Call != &nodeOf(*Own))
        if (!Other || Files.isOnPool(*Site.Function))
          Other = &Site;
    Finding F = findingAt(Rule::CancelIo, Cancel,
                          functionOf(Cancel) +
                              " cancels every operation on the file, also "
                              "those that other threads have started");
    if (Own)
      note(F, nodeOf(*Own), "this operation of its own may be meant");
    if (Other)
      note(F, *Other->Call, "this one is cancelled, too");
    advise(F, Cancel, "give the OVERLAPPED of the operation that is meant");
    if (Own && Own->Place.Frame == Cancel.Place.Frame)
      F.Fix = giveOverlapped(Cancel, *Own);
    report(Cancel, std::move(F));
  }

  /// CancelSynchronousIo on a thread that the pool has lent to a callback.
  void judgeThread(const Event &Cancel) {
    const Value &Thread = Cancel.Args[0];
    const link::Key K =
        Thread.is(ValueKind::At) ? link::keyOf(Thread.Where) : link::Key();
    const Node *Taken =
        K.empty() || link::isLocalKey(K) ? nullptr : takesOwn(K);
    if (!Taken || locks())
      return;
    Finding F = findingAt(Rule::CancelIo, Cancel,
                          functionOf(Cancel) +
                              " cancels what a thread of the pool is waiting "
                              "for: that may be another callback's operation "
                              "by now");
    note(F, *Taken, "a callback leaves the handle of its thread here");
    advise(F, Cancel,
           "start the operation with an OVERLAPPED, and call "
           "CancelIoEx with that");
    report(Cancel, std::move(F));
  }

  /// The last operation on the file of \p Cancel that the routine itself starts
  /// on a path to \p Cancel.
  const Event *startsBefore(const Event &Cancel) const {
    const Event *Result = nullptr;
    struct Progress {
      const Event *Last = nullptr;
      bool operator<(const Progress &O) const {
        return std::less<>()(Last, O.Last);
      }
    };
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (Ev.Kind != EventKind::Call)
            return true;
          if (&Ev == &Cancel && P.Last)
            Result = P.Last;
          if (const facts::OverlappedFunction *Row =
                  facts::lookupOverlapped(nodeOf(Ev));
              Row && Ev.Args[Row->File] == Cancel.Args[0])
            P.Last = &Ev;
          return true;
        },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
    return Result;
  }

  /// Whether the routine says that it wants all I/O to end, or may keep others
  /// from starting any.
  bool endsForGood() const {
    return locks() ||
           std::any_of(
               G.events().begin(), G.events().end(), [](const Event &Ev) {
                 if (Ev.Kind == EventKind::Delete)
                   return true;
                 if (Ev.Kind == EventKind::Store)
                   return Ev.Args[0].is(ValueKind::Constant);
                 if (Ev.Kind != EventKind::Api)
                   return false;
                 return Ev.isApi(ApiRole::Drain) || Ev.isApi(ApiRole::Close) ||
                        Ev.isApi(ApiRole::GroupMembersClose) ||
                        Ev.isApi(ApiRole::Free) || Ev.isApi(ApiRole::Signal) ||
                        Ev.Api->Object == ApiObject::Variable;
               });
  }

  bool locks() const {
    return std::any_of(
        G.frames().begin(), G.frames().end(), [](const link::Frame &In) {
          return std::any_of(
              In.Callee->Nodes.begin(), In.Callee->Nodes.end(),
              [](const Node &N) {
                if (N.Kind == NodeKind::Lock || N.Kind == NodeKind::TryLock)
                  return true;
                const facts::ApiFunction *Api = N.Kind == NodeKind::ApiCall
                                                    ? facts::lookupApi(N.Callee)
                                                    : nullptr;
                return Api && (Api->Role == ApiRole::Acquire ||
                               Api->Role == ApiRole::AcquireShared ||
                               Api->Role == ApiRole::TryAcquire);
              });
        });
  }

  /// Where a callback stores a handle of its own thread at \p K.
  const Node *takesOwn(const link::Key &K) const {
    for (const auto &[Usr, F] : E.Unit.Functions) {
      if (!Files.isOnPool(F))
        continue;
      for (const Node &N : F.Nodes) {
        if (isCallOf(N, "DuplicateHandle") && N.Args.size() > 3 &&
            link::keyOf(N.Args[3].Where) == K && isOwnThread(F, N.Args[1]))
          return &N;
        if (N.Kind == NodeKind::Assign && link::keyOf(N.Target) == K)
          if (const Node *Call = callOf(F, N.Args[0]);
              Call && isCallOf(*Call, "OpenThread") && Call->Args.size() > 2 &&
              isOwnThread(F, Call->Args[2]))
            return &N;
      }
    }
    return nullptr;
  }

  static const Node *callOf(const facts::Function &F, const Operand &O) {
    if (O.Where.Root != facts::Path::RootKind::Result || !O.Where.Steps.empty())
      return nullptr;
    return &F.Nodes[std::stoul(O.Where.Symbol)];
  }

  static bool isOwnThread(const facts::Function &F, const Operand &O) {
    const Node *Call = callOf(F, O);
    return Call && (isCallOf(*Call, "GetCurrentThread") ||
                    isCallOf(*Call, "GetCurrentThreadId"));
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

  static void note(Finding &F, const Node &At, const char *Text) {
    Note N;
    N.Where = At.Where;
    N.Text = Text;
    F.Notes.push_back(std::move(N));
  }

  void report(const Event &At, Finding F) {
    Found.try_emplace(&nodeOf(At), std::move(F));
  }

  const IoFiles &Files;
  std::map<const Node *, Finding> Found;
};

} // namespace

std::vector<Finding> findBroadCancels(const Evidence &E) {
  std::vector<Finding> Result;
  std::set<std::string> Cancelling;
  for (const auto &[Usr, F] : E.Unit.Functions)
    if (std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const Node &N) {
          return isCallOf(N, "CancelIo") || isCallOf(N, "CancelIoEx") ||
                 isCallOf(N, "CancelSynchronousIo");
        }))
      Cancelling.insert(Usr);
  if (Cancelling.empty())
    return Result;
  const IoFiles Files(E);
  const std::set<std::string> Concerned = E.Calls.withCallers(Cancelling);
  E.Calls.visitRoots(nullptr, [&](const facts::Function &Routine) {
    if (!Concerned.count(Routine.Usr))
      return true;
    CancelFinder Finder(E, Files, Routine);
    if (Finder.isFollowed())
      Finder.find(Result);
    return Finder.isFollowed();
  });
  return Result;
}

} // namespace threadpool::rules
