//===- CancelSynchronousIo.cpp - threadpool-cancel-io ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CancelSynchronousIo on a thread of the pool: by then the pool may have lent
// it to another callback.
//
//===----------------------------------------------------------------------===//

#include "rules/IoFiles.h"
#include "rules/RoutineFinder.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using link::Event;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

class ThreadCancelFinder : public RoutineFinder {
public:
  ThreadCancelFinder(const Evidence &E, const IoFiles &Files,
                     const facts::Function &Routine)
      : RoutineFinder(E, Routine), Files(Files) {}

  void find(std::vector<Finding> &Out) {
    for (const Event &Ev : G.events())
      if (Ev.Kind == EventKind::Call && !Ev.Args.empty() &&
          isCallOf(nodeOf(Ev), "CancelSynchronousIo"))
        judge(Ev);
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  void judge(const Event &Cancel) {
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
    Note Where;
    Where.Where = Taken->Where;
    Where.Text = "a callback leaves the handle of its thread here";
    F.Notes.push_back(std::move(Where));
    advise(F, Cancel,
           "start the operation with an OVERLAPPED, and call "
           "CancelIoEx with that");
    Found.try_emplace(&nodeOf(Cancel), std::move(F));
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

  const IoFiles &Files;
  std::map<const Node *, Finding> Found;
};

} // namespace

std::vector<Finding> findThreadCancels(const Evidence &E) {
  return findAroundCalls<ThreadCancelFinder>(E, {"CancelSynchronousIo"});
}

} // namespace threadpool::rules
