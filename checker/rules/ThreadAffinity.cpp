//===- ThreadAffinity.cpp - threadpool-thread-affinity --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What comes back to the thread that asked for it does not come back to the
// callback: the pool gives its threads other work, and ends them as it likes.
//
//===----------------------------------------------------------------------===//

#include "facts/OverlappedApi.h"
#include "rules/CallbackReach.h"
#include "rules/ThreadCalls.h"

namespace threadpool::rules {

using facts::ThreadEffect;

namespace {

/// The completion routine of an operation that may have one, or none.
const facts::OverlappedFunction *takesRoutine(const facts::Node &N) {
  const facts::OverlappedFunction *Row =
      N.Kind == facts::NodeKind::Call ? facts::lookupOverlapped(N) : nullptr;
  return Row && Row->Routine ? Row : nullptr;
}

bool mayMatter(const facts::Node &N) {
  if (const facts::ThreadFunction *Row = facts::lookupThread(N))
    return Row->Effect != ThreadEffect::Ends &&
           Row->Effect != ThreadEffect::MakesApartment;
  return takesRoutine(N) != nullptr;
}

/// What \p C does to the thread; nothing if that is not known for sure.
std::optional<ThreadEffect> effectOf(const CallInCallback &C) {
  if (const facts::ThreadFunction *Row = threadCall(C))
    return Row->Effect;
  const facts::OverlappedFunction *Row = takesRoutine(C.node());
  if (Row && !C.IsBehindGap && *Row->Routine < C.Call.Args.size() &&
      C.Call.Args[*Row->Routine].isNotNull())
    return ThreadEffect::CompletesByApc;
  return std::nullopt;
}

CallbackReach::Complaint complaintOf(ThreadEffect Effect) {
  switch (Effect) {
  case ThreadEffect::QueuesApc:
    return {"queues an APC to a thread of the pool, which may end before it "
            "runs, or run it in somebody else's wait",
            "submit what is to be done later to the pool"};
  case ThreadEffect::WaitsAlertably:
    return {"waits alertably on a thread of the pool, where APCs of others may "
            "run and its own need not",
            "wait without being alertable; let the pool wait for the handle, "
            "where something is to be done then"};
  case ThreadEffect::CompletesByApc:
    return {"asks for an APC on a thread of the pool, which may end, or not "
            "wait alertably, before it is due",
            "give no completion routine; let an object of the pool call back: "
            "an I/O object, a wait or a timer"};
  default:
    return {"asks to be notified for as long as a thread of the pool lives, "
            "which nobody knows",
            "add REG_NOTIFY_THREAD_AGNOSTIC: then it does not depend on the "
            "thread"};
  }
}

} // namespace

std::vector<Finding> findThreadAffinity(const Evidence &E) {
  CallbackReach::Subject S;
  S.Named = Rule::ThreadAffinity;
  S.Matters = mayMatter;
  S.Complain =
      [&E](const CallInCallback &C) -> std::optional<CallbackReach::Complaint> {
    const std::optional<ThreadEffect> Effect = effectOf(C);
    if (!Effect || C.By.mayKeepThread(E.Objects))
      return std::nullopt;
    return complaintOf(*Effect);
  };
  return CallbackReach(E).find(S);
}

} // namespace threadpool::rules
