//===- Programs.h - The shape that most tests share -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_LINK_PROGRAMS_H
#define THREADPOOL_TIDY_TEST_LINK_PROGRAMS_H

#include "FactsBuilder.h"
#include "link/Case.h"
#include "protocol/Explorer.h"
#include "rules/Analyze.h"

#include <algorithm>

namespace threadpool::test {

/// What the callback of a program was called with.
inline const Path CallbackContext = param(1);
inline const Path OwnObject = param(2);
/// What Start() and Stop() are called with.
inline const Path Context = param(0);

inline Path member(const std::string &Name) { return arrow(Context, Name); }
inline Path shared(const std::string &Name) {
  return arrow(CallbackContext, Name);
}

/// ctx->wait
inline Operand wait() { return val(member("wait")); }
inline Operand event() { return val(member("event")); }
/// The callback sets its own wait again.
inline Statement rearm() {
  return setWait(val(OwnObject), val(shared("event")));
}
inline Statement cancel() { return cancelWait(wait()); }
inline Statement drain() { return drainWait(wait()); }
inline Statement close() { return closeWait(wait()); }
inline Statement setFlag(const std::string &Name = "stop") {
  return assign(member(Name), num(1));
}
/// if (ctx->stop) return;
inline Statement returnIfStopped() { return ifSet(shared("stop"), {ret()}); }

inline const Statement Use = touch(shared("data"));
inline const Body ThreeSteps = {cancel(), drain(), close()};
inline const Body FiveSteps = {setFlag(), drain(), cancel(), drain(), close()};
inline const Body GuardedRearm = {Use, returnIfStopped(), rearm()};
inline const Body UnguardedRearm = {Use, rearm()};

/// A wait in a structure: Start(ctx) makes and sets it, the pool calls
/// OnSignal(instance, ctx, wait, result), Stop(ctx) ends it.
inline UnitBuilder waitProgram(const Body &OnSignal, const Body &Stop) {
  UnitBuilder U;
  U.function("Start", 1,
             {assign(member("wait"), createWait("OnSignal", val(Context))),
              setWait(wait(), event())});
  U.function("OnSignal", 4, OnSignal);
  U.function("Stop", 1, Stop);
  return U;
}

inline std::vector<link::Case> casesOf(const UnitBuilder &U) {
  const link::CallGraph Calls(U.Facts);
  link::Doubts Why;
  return link::buildCases(U.Facts, Calls, link::takeInventory(U.Facts, Calls),
                          Why);
}

/// "safe", "unknown", or the gravest failure; of several variants the mildest,
/// as findings need a failure in all of them. "no case" without any.
inline std::string verdictOf(const link::Case &C) {
  std::string Result;
  for (const protocol::Program &P : C.Variants) {
    const protocol::Verdict V = protocol::explore(P);
    if (V.Failures.empty())
      return V.isSafe() ? "safe" : "unknown";
    switch (V.Failures.gravest()) {
    case protocol::Failure::LateCallback:
      Result = "late callback";
      break;
    case protocol::Failure::UseAfterClose:
      Result = "use after close";
      break;
    case protocol::Failure::HandleGone:
      Result = "handle gone";
      break;
    case protocol::Failure::Deadlock:
      Result = "deadlock";
      break;
    case protocol::Failure::EndlessDrain:
      Result = "endless drain";
      break;
    }
  }
  return Result;
}

inline std::string verdictOf(const UnitBuilder &U) {
  const std::vector<link::Case> Cases = casesOf(U);
  return Cases.empty()       ? "no case"
         : Cases.size() == 1 ? verdictOf(Cases.front())
                             : "several cases";
}

inline std::string verdict(const Body &OnSignal, const Body &Stop) {
  return verdictOf(waitProgram(OnSignal, Stop));
}

/// The findings of \p U, but for what all these small programs have: they take
/// it for granted that objects can be made, and some are of the old API.
inline std::vector<rules::Finding> findingsOf(const UnitBuilder &U,
                                              const rules::Options &Opts = {}) {
  std::vector<rules::Finding> Result = rules::analyze(U.Facts, Opts);
  Result.erase(
      std::remove_if(Result.begin(), Result.end(),
                     [](const rules::Finding &F) {
                       return F.Rules.front() == rules::Rule::UncheckedCreate ||
                              F.Rules.front() == rules::Rule::LegacyApi;
                     }),
      Result.end());
  return Result;
}

/// The rules of all findings, those of one finding joined by "+", the findings
/// by ", ".
inline std::string rulesOf(const std::vector<rules::Finding> &Findings) {
  std::string Result;
  for (const rules::Finding &F : Findings) {
    Result += Result.empty() ? "" : ", ";
    for (std::size_t I = 0; I < F.Rules.size(); ++I)
      Result +=
          (I == 0 ? "" : "+") + std::string(rules::infoOf(F.Rules[I]).Name);
  }
  return Result;
}

inline std::string rulesOf(const UnitBuilder &U,
                           const rules::Options &Opts = {}) {
  return rulesOf(findingsOf(U, Opts));
}

} // namespace threadpool::test

#endif // THREADPOOL_TIDY_TEST_LINK_PROGRAMS_H
