//===- TerminateThread.cpp - threadpool-terminate-thread ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/CallNames.h"
#include "rules/CallbackReach.h"
#include "rules/ThreadCalls.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace threadpool::rules {

using facts::BodyPlace;
using facts::InsertionPoint;
using facts::Node;
using facts::Operand;
using facts::ThreadEffect;

namespace {

/// Whether nothing is lost where \p O is left out.
bool doesNothing(const Operand &O) {
  return O.Kind == Operand::OperandKind::Constant ||
         (!O.Text.empty() &&
          std::all_of(O.Text.begin(), O.Text.end(),
                      [](char C) { return llvm::isAlnum(C) || C == '_'; }));
}

/// Lets the callback return where it ends its thread as the last thing that it
/// does. Behind the pool nobody asks for a thread's exit code.
std::vector<Edit> returnInstead(const facts::Function &Callback,
                                const Node &Call) {
  const InsertionPoint &At = Call.Insertion;
  if (!isCallOf(Call, "ExitThread") || Call.Args.size() != 1 ||
      !At.Before.isValid() || At.Before.Offset != Call.Where.Offset ||
      Call.Length == 0 || At.StatementText.size() != Call.Length + 1)
    return {};
  const Operand &Code = Call.Args[0];
  if (At.InBody == BodyPlace::Last && Callback.ReturnsValue) {
    if (Code.Text.empty())
      return {};
    return {{Call.Where, Call.Length, "return " + Code.Text}};
  }
  if (At.InBody == BodyPlace::Inside || !doesNothing(Code))
    return {};
  if (At.InBody == BodyPlace::Last)
    return {{Call.Where, Call.Length, "return"}};
  if (At.LinesBegin == At.LinesEnd)
    return {};
  Edit Removal;
  Removal.Where = At.Before;
  Removal.Where.Offset = At.LinesBegin;
  Removal.Where.Column = 1;
  Removal.Length = At.LinesEnd - At.LinesBegin;
  return {Removal};
}

} // namespace

std::vector<Finding> findEndedThreads(const Evidence &E) {
  const CallbackReach Reach(E);
  CallbackReach::Subject S;
  S.Named = Rule::TerminateThread;
  S.Matters = [](const Node &N) {
    const facts::ThreadFunction *Row = facts::lookupThread(N);
    return Row && Row->Effect == ThreadEffect::Ends;
  };
  S.Complain =
      [](const CallInCallback &C) -> std::optional<CallbackReach::Complaint> {
    if (!threadCall(C))
      return std::nullopt;
    return CallbackReach::Complaint{
        "ends a thread of the pool",
        isCallOf(C.node(), "FreeLibraryAndExitThread")
            ? "return from the callback; FreeLibraryWhenCallbackReturns gives "
              "the module back behind it"
            : "return from the callback: the thread is the pool's, which "
              "needs it for others"};
  };
  S.Fix = [&Reach](const CallInCallback &C) {
    return C.isInCallback() && !Reach.isUsedElsewhere(*C.By.Callback)
               ? returnInstead(*C.By.Callback, C.node())
               : std::vector<Edit>();
  };
  return Reach.find(S);
}

} // namespace threadpool::rules
