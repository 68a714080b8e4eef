//===- LegacyApi.cpp - threadpool-legacy-api ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"
#include "rules/Wording.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;

namespace {

/// What takes the place of an old function.
struct Successor {
  llvm::StringLiteral Old;
  /// Follows "use".
  llvm::StringLiteral New;
  /// What is not the same afterwards.
  llvm::StringLiteral Change;
};

constexpr Successor Successors[] = {
    {"RegisterWaitForSingleObject",
     "CreateThreadpoolWait and SetThreadpoolWait",
     "a registered wait waits again by itself; a wait object calls back once "
     "for each SetThreadpoolWait, takes its timeout as a FILETIME, tells the "
     "callback the wait's result in another parameter, and cannot transfer the "
     "caller's impersonation"},
    {"UnregisterWait",
     "SetThreadpoolWait without a handle, WaitForThreadpoolWaitCallbacks and "
     "CloseThreadpoolWait",
     "UnregisterWait never waits for callbacks; here the second step does, "
     "except that in the object's own callback it must be left out"},
    {"UnregisterWaitEx",
     "SetThreadpoolWait without a handle, WaitForThreadpoolWaitCallbacks and "
     "CloseThreadpoolWait",
     "there is no completion event: the second step waits, and is left out "
     "where nothing is to be waited for, as in the object's own callback"},
    {"CreateTimerQueue", "CreateThreadpoolCleanupGroup, or no queue at all",
     "timer objects belong to no queue; those that are to end together are "
     "created with an environment that names a cleanup group"},
    {"DeleteTimerQueue",
     "CloseThreadpoolCleanupGroupMembers and CloseThreadpoolCleanupGroup",
     "DeleteTimerQueue never waits for callbacks; the group waits for all of "
     "them"},
    {"DeleteTimerQueueEx",
     "CloseThreadpoolCleanupGroupMembers and CloseThreadpoolCleanupGroup",
     "there is no completion event: the group waits for all callbacks"},
    {"CreateTimerQueueTimer", "CreateThreadpoolTimer and SetThreadpoolTimer",
     "the due time is a FILETIME, negative if it is relative, in units of 100 "
     "nanoseconds; the callback has other parameters; and the caller's "
     "impersonation cannot be transferred"},
    {"ChangeTimerQueueTimer", "SetThreadpoolTimer",
     "the due time is a FILETIME, negative if it is relative, in units of 100 "
     "nanoseconds; SetThreadpoolTimer cannot fail, and also sets a timer again "
     "that was to fire once and has"},
    {"DeleteTimerQueueTimer",
     "SetThreadpoolTimer without a due time, WaitForThreadpoolTimerCallbacks "
     "and CloseThreadpoolTimer",
     "there is no completion event: the second step waits, and is left out "
     "where nothing is to be waited for, as in the object's own callback; none "
     "of them has to be tried again"},
    {"QueueUserWorkItem",
     "TrySubmitThreadpoolCallback, or CreateThreadpoolWork and "
     "SubmitThreadpoolWork",
     "the callback returns nothing and has another first parameter; a work "
     "object can be waited for, and its submission cannot fail; the caller's "
     "impersonation cannot be transferred, and what blocks for long says so "
     "with CallbackMayRunLong"},
    {"BindIoCompletionCallback", "CreateThreadpoolIo",
     "StartThreadpoolIo comes before each operation, CancelThreadpoolIo behind "
     "one that fails at once; the callback has other parameters, and the I/O "
     "object can be waited for and is closed"},
};

const Successor *successorOf(llvm::StringRef Name) {
  const auto *It =
      std::find_if(std::begin(Successors), std::end(Successors),
                   [&](const Successor &S) { return S.Old == Name; });
  return It == std::end(Successors) ? nullptr : It;
}

} // namespace

std::vector<Finding> findLegacyCalls(const Evidence &E) {
  std::vector<Finding> Result;
  for (const auto &[Usr, F] : E.Unit.Functions)
    for (const facts::Node &N : F.Nodes) {
      // Whoever calls a described function cannot choose what that calls.
      if (N.Kind != facts::NodeKind::ApiCall || !N.Via.empty())
        continue;
      const Successor *S = successorOf(N.Callee);
      if (!S)
        continue;
      Finding &Told = Result.emplace_back();
      Told.Rules = {Rule::LegacyApi};
      Told.Where = N.Where;
      Told.Length = N.Length;
      Told.Message =
          S->Old.str() + " is of the old pool API; use " + S->New.str();
      Note &Change = Told.Notes.emplace_back();
      Change.Where = N.Where;
      Change.Text = "what changes: " + S->Change.str();
    }
  return Result;
}

} // namespace threadpool::rules
