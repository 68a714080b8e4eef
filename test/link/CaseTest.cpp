//===- CaseTest.cpp - From facts to verdicts ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Programs.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::test;

namespace {

//===----------------------------------------------------------------------===//
// The table of docs/semantics.md
//===----------------------------------------------------------------------===//

TEST(Case, ThreeStepsAreSafeWithoutARearm) {
  EXPECT_EQ(verdict({Use}, ThreeSteps), "safe");
}

TEST(Case, ThreeStepsAreNotSafeWithARearm) {
  EXPECT_EQ(verdict(UnguardedRearm, ThreeSteps), "late callback");
}

TEST(Case, FiveStepsAreSafeWithAGuard) {
  EXPECT_EQ(verdict(GuardedRearm, FiveSteps), "safe");
  EXPECT_EQ(verdict(GuardedRearm,
                    {setFlag(), cancel(), drain(), cancel(), drain(), close()}),
            "safe");
}

TEST(Case, FiveStepsAreNotSafeWithoutAGuard) {
  EXPECT_EQ(verdict(UnguardedRearm, FiveSteps), "late callback");
}

TEST(Case, OneDrainIsTooFewWithAGuard) {
  EXPECT_EQ(verdict(GuardedRearm, {setFlag(), cancel(), drain(), close()}),
            "late callback");
}

TEST(Case, FlagAndRearmUnderOneLock) {
  const Body OnSignal = {Use, lock(shared("cs")),
                         ifSet(shared("stop"), {unlock(shared("cs")), ret()}),
                         rearm(), unlock(shared("cs"))};
  EXPECT_EQ(
      verdict(OnSignal, {lock(member("cs")), setFlag(), unlock(member("cs")),
                         cancel(), drain(), close()}),
      "safe");
  EXPECT_EQ(verdict(OnSignal, {setFlag(), cancel(), drain(), close()}),
            "late callback");
  EXPECT_EQ(verdict(OnSignal, {lock(member("cs")), setFlag(), cancel(), drain(),
                               unlock(member("cs")), close()}),
            "deadlock");
}

TEST(Case, LocksAreRecursive) {
  const Body OnSignal = {lock(shared("cs")), lock(shared("cs")), Use,
                         unlock(shared("cs")), unlock(shared("cs"))};
  EXPECT_EQ(verdict(OnSignal, ThreeSteps), "safe");
  EXPECT_EQ(verdict(OnSignal, {lock(member("cs")), lock(member("cs")),
                               unlock(member("cs")), cancel(), drain(),
                               unlock(member("cs")), close()}),
            "deadlock");
}

TEST(Case, TheWaitedHandleIsClosedWhileArmed) {
  const Statement CloseEvent = api("CloseHandle", {event()});
  EXPECT_EQ(verdict({Use}, {CloseEvent, cancel(), drain(), close()}),
            "handle gone");
  EXPECT_EQ(verdict({Use}, {cancel(), drain(), CloseEvent, close()}), "safe");
}

TEST(Case, UseAfterClose) {
  EXPECT_EQ(verdict({Use}, {cancel(), drain(), close(), cancel()}),
            "use after close");
}

TEST(Case, Dissociate) {
  EXPECT_EQ(
      verdict(
          {api("DisassociateCurrentThreadFromCallback", {val(param(0))}), Use},
          ThreeSteps),
      "late callback");
}

TEST(Case, TheSourceIsTurnedOff) {
  EXPECT_EQ(verdict(UnguardedRearm, {systemCall("UnregisterDeviceNotification",
                                                {val(member("notification"))}),
                                     drain(), close()}),
            "safe");
}

//===----------------------------------------------------------------------===//
// Other kinds of object
//===----------------------------------------------------------------------===//

UnitBuilder timerProgram(Operand Period, const Body &OnTimer,
                         const Body &Stop) {
  UnitBuilder U;
  U.function("Start", 1,
             {assign(member("timer"), createTimer("OnTimer", val(Context))),
              setTimer(val(member("timer")), addr(member("due")), Period)});
  U.function("OnTimer", 3, OnTimer);
  U.function("Stop", 1, Stop);
  return U;
}

const Operand Timer = val(member("timer"));

TEST(Case, PeriodicTimersNeedOneDrain) {
  EXPECT_EQ(verdictOf(timerProgram(
                num(100), {Use},
                {cancelTimer(Timer), drainTimer(Timer), closeTimer(Timer)})),
            "safe");
  EXPECT_EQ(verdictOf(timerProgram(num(100), {Use},
                                   {drainTimer(Timer), closeTimer(Timer)})),
            "late callback");
}

TEST(Case, ThePeriodTellsTheKindOfTimer) {
  const Body Stop = {cancelTimer(Timer), drainTimer(Timer), closeTimer(Timer)};
  EXPECT_EQ(casesOf(timerProgram(num(100), {Use}, Stop))
                .front()
                .Variants.front()
                .Kind,
            protocol::ObjectKind::PeriodicTimer);
  EXPECT_EQ(
      casesOf(timerProgram(num(0), {Use}, Stop)).front().Variants.front().Kind,
      protocol::ObjectKind::OneShotTimer);
}

TEST(Case, OneShotTimersThatAreSetAgain) {
  const Body Stop = {cancelTimer(Timer), drainTimer(Timer), closeTimer(Timer)};
  EXPECT_EQ(
      verdictOf(timerProgram(
          num(0), {Use, setTimer(val(OwnObject), addr(shared("due")))}, Stop)),
      "late callback");
  // Nobody knows whether this one is periodic.
  EXPECT_EQ(
      verdictOf(timerProgram(num(0),
                             {Use, setTimer(val(OwnObject), addr(shared("due")),
                                            val(shared("period")))},
                             Stop)),
      "no case");
}

UnitBuilder workProgram(const Body &OnWork, const Body &Stop) {
  UnitBuilder U;
  U.function("Start", 1,
             {assign(member("work"), createWork("OnWork", val(Context))),
              submit(val(member("work")))});
  U.function("OnWork", 3, OnWork);
  U.function("Stop", 1, Stop);
  return U;
}

TEST(Case, Work) {
  const Operand Work = val(member("work"));
  EXPECT_EQ(verdictOf(workProgram({Use}, {drainWork(Work), closeWork(Work)})),
            "safe");
  EXPECT_EQ(verdictOf(workProgram({Use}, {closeWork(Work)})), "late callback");
  EXPECT_EQ(verdictOf(workProgram({Use, submit(val(OwnObject))},
                                  {drainWork(Work), closeWork(Work)})),
            "endless drain");
  EXPECT_EQ(
      verdictOf(workProgram({Use, returnIfStopped(), submit(val(OwnObject))},
                            {setFlag(), drainWork(Work), closeWork(Work)})),
      "safe");
}

TEST(Case, NativeNames) {
  UnitBuilder U;
  U.function("Start", 1,
             {api("TpAllocWait",
                  {addr(member("wait")), fn("OnSignal"), val(Context), num(0)}),
              api("TpSetWait", {wait(), event(), num(0)})});
  U.function("OnSignal", 4, UnguardedRearm);
  U.function("Stop", 1,
             {api("TpSetWait", {wait(), num(0), num(0)}),
              api("TpWaitForWait", {wait(), num(1)}),
              api("TpReleaseWait", {wait()})});
  EXPECT_EQ(verdictOf(U), "late callback");
}

//===----------------------------------------------------------------------===//
// Cleanup groups
//===----------------------------------------------------------------------===//

UnitBuilder groupProgram(const Body &OnSignal, const Body &Stop) {
  const Path Environment = local("env");
  UnitBuilder U;
  U.function("Start", 1,
             {assign(member("group"), api("CreateThreadpoolCleanupGroup", {})),
              api("InitializeThreadpoolEnvironment", {addr(Environment)}),
              api("SetThreadpoolCallbackCleanupGroup",
                  {addr(Environment), val(member("group")), num(0)}),
              assign(member("wait"),
                     createWait("OnSignal", val(Context), addr(Environment))),
              setWait(wait(), event())});
  U.function("OnSignal", 4, OnSignal);
  U.function("Stop", 1, Stop);
  return U;
}

const Statement CloseMembers = api("CloseThreadpoolCleanupGroupMembers",
                                   {val(member("group")), num(1), num(0)});

TEST(Case, GroupCloseIsACompleteStop) {
  EXPECT_EQ(verdictOf(groupProgram({Use}, {CloseMembers})), "safe");
  EXPECT_EQ(verdictOf(groupProgram({Use}, {cancel(), CloseMembers})), "safe");
}

TEST(Case, GroupCloseIsNoGuard) {
  EXPECT_EQ(verdictOf(groupProgram(UnguardedRearm, {CloseMembers})),
            "use after close");
}

TEST(Case, MembersAreNotClosedSinglyAfterTheirGroup) {
  EXPECT_EQ(verdictOf(groupProgram({Use}, {CloseMembers, close()})),
            "use after close");
}

TEST(Case, AGroupOfAnotherObjectIsNotItsStop) {
  UnitBuilder U = waitProgram({Use}, {CloseMembers});
  EXPECT_EQ(verdictOf(U), "no case");
}

TEST(Case, AnEnvironmentThatIsNotSeen) {
  UnitBuilder U = groupProgram({Use}, {CloseMembers, close()});
  U.function("Start", 2,
             {assign(member("wait"),
                     createWait("OnSignal", val(Context), val(param(1)))),
              setWait(wait(), event())});
  EXPECT_EQ(verdictOf(U), "no case");
}

TEST(Case, AGroupThatIsStoredLater) {
  const Path Environment = local("env"), Group = local("group");
  UnitBuilder U = groupProgram(UnguardedRearm, {CloseMembers});
  U.function("Start", 1,
             {assign(Group, api("CreateThreadpoolCleanupGroup", {})),
              api("InitializeThreadpoolEnvironment", {addr(Environment)}),
              api("SetThreadpoolCallbackCleanupGroup",
                  {addr(Environment), val(Group), num(0)}),
              assign(member("wait"),
                     createWait("OnSignal", val(Context), addr(Environment))),
              assign(member("group"), val(Group)), setWait(wait(), event())});
  EXPECT_EQ(verdictOf(U), "use after close");
}

//===----------------------------------------------------------------------===//
// Guards and what is none
//===----------------------------------------------------------------------===//

TEST(Case, TheWaitResultIsNoGuard) {
  EXPECT_EQ(
      verdict({Use, ifNotEqual(param(3), 0, {ret()}), rearm()}, FiveSteps),
      "late callback");
  EXPECT_EQ(verdict({Use, ifUnknown({param(3)}, {ret()}), rearm()}, FiveSteps),
            "late callback");
}

TEST(Case, TheContextIsNoGuard) {
  EXPECT_EQ(
      verdict({ifClear(CallbackContext, {ret()}), Use, rearm()}, FiveSteps),
      "late callback");
}

TEST(Case, AnUnknownConditionMayBeAGuard) {
  EXPECT_EQ(
      verdict({Use, ifTrue(call("IsStopping", {val(CallbackContext)}), {ret()}),
               rearm()},
              FiveSteps),
      "safe");
  EXPECT_EQ(
      verdict({Use, ifUnknown({shared("bits")}, {ret()}), rearm()}, FiveSteps),
      "safe");
}

TEST(Case, ACopyOfTheFlagThatIsReadBeforeTheTest) {
  const Body Reads = {Use, assign(local("s"), val(shared("stop"))),
                      ifSet(local("s"), {ret()}), rearm()};
  EXPECT_EQ(verdict(Reads, FiveSteps), "safe");
  // Reading under the lock, arming outside of it.
  const Body OnSignal = {Use,
                         lock(shared("cs")),
                         assign(local("s"), val(shared("stop"))),
                         unlock(shared("cs")),
                         ifSet(local("s"), {ret()}),
                         rearm()};
  EXPECT_EQ(
      verdict(OnSignal, {lock(member("cs")), setFlag(), unlock(member("cs")),
                         cancel(), drain(), close()}),
      "late callback");
}

TEST(Case, AnotherValueOfACopyIsTheGuard) {
  EXPECT_EQ(verdict({Use, ifEqual(shared("stop"), 7, {touch(shared("x"))}),
                     assign(local("s"), val(shared("stop"))),
                     ifEqual(local("s"), 1, {ret()}), rearm()},
                    FiveSteps),
            "safe");
}

TEST(Case, WhatIsComputedFromACopyMayBeAGuard) {
  EXPECT_EQ(verdict({Use, ifEqual(shared("stop"), 7, {touch(shared("x"))}),
                     assign(local("s"), val(shared("stop"))),
                     ifUnknown({local("s")}, {ret()}), rearm()},
                    FiveSteps),
            "safe");
}

TEST(Case, PolarityComesFromTheTest) {
  const Body OnSignal = {Use, ifClear(shared("running"), {ret()}), rearm()};
  EXPECT_EQ(verdict(OnSignal, {assign(member("running"), num(0)), drain(),
                               cancel(), drain(), close()}),
            "safe");
  EXPECT_EQ(verdict(OnSignal, {assign(member("running"), num(1)), drain(),
                               cancel(), drain(), close()}),
            "late callback");
}

TEST(Case, AStateWithSeveralValues) {
  const Body OnSignal = {Use, ifEqual(shared("state"), 2, {ret()}),
                         ifEqual(shared("state"), 3, {ret()}), rearm()};
  EXPECT_EQ(verdict(OnSignal, {assign(member("state"), num(3)), drain(),
                               cancel(), drain(), close()}),
            "safe");
  EXPECT_EQ(verdict(OnSignal, {assign(member("state"), num(4)), drain(),
                               cancel(), drain(), close()}),
            "late callback");
}

TEST(Case, ANulledPointerIsAGuard) {
  const Body OnSignal = {Use, ifClear(shared("wait"), {ret()}),
                         setWait(val(shared("wait")), val(shared("event")))};
  const Path Mine = local("mine");
  EXPECT_EQ(
      verdict(OnSignal, {assign(Mine, wait()), assign(member("wait"), num(0)),
                         drainWait(val(Mine)), cancelWait(val(Mine)),
                         drainWait(val(Mine)), closeWait(val(Mine))}),
      "safe");
  EXPECT_EQ(verdict(OnSignal, {cancel(), drain(), close(),
                               assign(member("wait"), num(0))}),
            "late callback");
}

TEST(Case, EarlyReturnBeforeTheStop) {
  EXPECT_EQ(verdict({Use}, {ifClear(Context, {ret()}),
                            ifClear(member("wait"), {ret()}), cancel(), drain(),
                            close()}),
            "safe");
  EXPECT_EQ(verdict({Use}, {ifClear(Context, {ret()}),
                            ifClear(member("wait"), {ret()}), close()}),
            "late callback");
}

TEST(Case, AConditionThatMaySkipTheDrain) {
  // With some outcome it is safe, and nothing tells that it can be another.
  EXPECT_EQ(verdict({Use}, {cancel(), ifUnknown({}, {drain()}), close()}),
            "safe");
  EXPECT_EQ(
      verdict({Use}, {cancel(), ifSet(member("flush"), {drain()}), close()}),
      "safe");
}

} // namespace
