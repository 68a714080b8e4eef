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

const Statement Use = touch(shared("data"));
const Body ThreeSteps = {cancel(), drain(), close()};
const Body FiveSteps = {setFlag(), drain(), cancel(), drain(), close()};
const Body GuardedRearm = {Use, returnIfStopped(), rearm()};
const Body UnguardedRearm = {Use, rearm()};

std::string verdict(const Body &OnSignal, const Body &Stop) {
  return verdictOf(waitProgram(OnSignal, Stop));
}

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

//===----------------------------------------------------------------------===//
// What is not known well enough
//===----------------------------------------------------------------------===//

TEST(Case, AnOpaqueCallWithTheObjectInReach) {
  EXPECT_EQ(verdict({Use}, {call("Unseen", {val(Context)}), close()}),
            "no case");
  EXPECT_EQ(verdict({Use}, {call("Unseen", {wait()}), close()}), "no case");
  EXPECT_EQ(verdict({Use}, {call("Unseen", {val(member("name"))}), close()}),
            "late callback");
  EXPECT_EQ(verdict({Use}, {call("Unseen", {}, val(Context)), close()}),
            "no case");
}

TEST(Case, AnOpaqueCallThatMaySetTheFlag) {
  const Body OnSignal = {Use, ifSet(arrow(shared("state"), "stop"), {ret()}),
                         rearm()};
  EXPECT_EQ(verdict(OnSignal, {call("RequestStop", {}, val(member("state"))),
                               drain(), cancel(), drain(), close()}),
            "no case");
  EXPECT_EQ(verdict(OnSignal, {call("Unseen", {}, val(member("log"))), drain(),
                               cancel(), drain(), close()}),
            "late callback");
}

TEST(Case, AnOpaqueCallThatMaySetAnExternalFlag) {
  const Path Stop = global("stop");
  UnitBuilder U =
      waitProgram({Use, ifSet(Stop, {ret()}), rearm()},
                  {call("Unseen"), drain(), cancel(), drain(), close()});
  U.function("Reset", 0, {assign(Stop, num(0))});
  EXPECT_EQ(verdictOf(U), "late callback");
  U.external(Stop);
  EXPECT_EQ(verdictOf(U), "no case");
}

TEST(Case, AFlagThatOnlyOtherUnitsWrite) {
  const Path Stop = global("stop");
  UnitBuilder U = waitProgram({Use, ifSet(Stop, {ret()}), rearm()},
                              {drain(), cancel(), drain(), close()});
  EXPECT_EQ(verdictOf(U), "late callback");
  U.external(Stop);
  EXPECT_EQ(verdictOf(U), "safe");
}

TEST(Case, ACounterThatOnlyTheCallbackWritesIsNoGuard) {
  const Path Hits = shared("hits");
  const Body OnSignal = {Use, assign(Hits, unknown({Hits})),
                         ifUnknown({Hits}, {ret()}), rearm()};
  UnitBuilder U = waitProgram(OnSignal, FiveSteps);
  EXPECT_EQ(verdictOf(U), "late callback");
  U.function("Limit", 1, {assign(member("hits"), num(100))});
  EXPECT_EQ(verdictOf(U), "safe");
}

TEST(Case, AnExternalGlobalIsInReachOfEveryOpaqueCall) {
  const Path Wait = global("wait");
  UnitBuilder U;
  U.function("Start", 1,
             {assign(Wait, createWait("OnSignal", val(Context))),
              setWait(val(Wait), val(global("event")))});
  U.function("OnSignal", 4, {Use});
  U.function("Stop", 0, {call("Unseen"), closeWait(val(Wait))});
  EXPECT_EQ(verdictOf(U), "late callback");
  U.external(Wait);
  EXPECT_EQ(verdictOf(U), "no case");
}

TEST(Case, UnsupportedCode) {
  EXPECT_EQ(verdict({Use}, {unsupported(), close()}), "no case");
  EXPECT_EQ(verdict({unsupported(), Use}, {close()}), "unknown");
}

TEST(Case, TwoInstances) {
  const Operand Other = val(arrow(param(1), "wait"));
  EXPECT_EQ(verdict({Use}, {cancel(), drain(), closeWait(Other)}), "no case");
}

TEST(Case, OneHomeWithTwoCallbacks) {
  UnitBuilder U = waitProgram(UnguardedRearm, ThreeSteps);
  ASSERT_EQ(verdictOf(U), "late callback");
  U.function("OnOther", 4, {Use});
  U.function("StartOther", 1,
             {assign(member("wait"), createWait("OnOther", val(Context)))});
  // Each is stopped as if it were there, and only one of them re-arms.
  EXPECT_EQ(verdictOf(U), "several cases");
}

TEST(Case, AHomeThatIsFilledFromElsewhere) {
  UnitBuilder U = waitProgram(UnguardedRearm, ThreeSteps);
  U.function("Attach", 2, {assign(member("wait"), val(param(1)))});
  EXPECT_EQ(verdictOf(U), "no case");
}

TEST(Case, AnObjectThatIsKeptTwice) {
  UnitBuilder U = waitProgram({Use}, {closeWait(val(member("wait")))});
  ASSERT_EQ(verdictOf(U), "late callback");
  U.function("Share", 1, {assign(global("shared"), wait())});
  EXPECT_EQ(verdictOf(U), "no case");
}

TEST(Case, AnObjectThatIsNeverArmed) {
  UnitBuilder U = waitProgram({Use}, {close()});
  U.function("Start", 1,
             {assign(member("wait"), createWait("OnSignal", val(Context)))});
  EXPECT_EQ(verdictOf(U), "no case");
}

TEST(Case, TheCallbackEndsItsOwnContext) {
  EXPECT_EQ(verdict({Use, destroy(val(CallbackContext))}, {close()}), "safe");
  EXPECT_EQ(verdict({Use, api("free", {val(CallbackContext)})}, {close()}),
            "safe");
}

TEST(Case, TheCallbackHoldsAReference) {
  const Path References = shared("references");
  const Body Release = {
      Use, ifTrue(api("InterlockedDecrement", {addr(References)}), {ret()}),
      destroy(val(CallbackContext))};
  EXPECT_EQ(verdict(Release, {close()}), "safe");
  EXPECT_EQ(
      verdict({Use, call("Ctx::Release", {}, val(CallbackContext))}, {close()}),
      "safe");
}

TEST(Case, TheCallbackClosesItsOwnObject) {
  EXPECT_EQ(verdict({Use, closeWait(val(OwnObject))}, {close()}), "no case");
}

TEST(Case, AContextThatLivesForever) {
  UnitBuilder U;
  const Path Wait = global("wait");
  U.function("Start", 0,
             {assign(Wait, createWait("OnSignal", addr(global("context")))),
              setWait(val(Wait), val(global("event")))});
  U.function("OnSignal", 4, {Use});
  U.function("Stop", 0, {closeWait(val(Wait))});
  EXPECT_EQ(verdictOf(U), "safe");
}

TEST(Case, TheOwnerWaitsForTheCallbackItself) {
  const Statement Signal = api("SetEvent", {val(shared("done"))});
  const Statement Wait =
      api("WaitForSingleObject", {val(member("done")), num(-1)});
  const Statement WaitForOther =
      api("WaitForSingleObject", {val(member("thread")), num(-1)});
  EXPECT_EQ(verdict({Use, Signal}, {Wait, close()}), "no case");
  // What comes behind such a wait does not count.
  EXPECT_EQ(verdict({Use, Signal}, {close(), Wait}), "safe");
  // The same event may have another name.
  EXPECT_EQ(verdict({Use, Signal}, {WaitForOther, close()}), "no case");
  EXPECT_EQ(verdict({Use}, {WaitForOther, close()}), "late callback");
  EXPECT_EQ(verdict({Use, systemCall("ReleaseSemaphore", {})}, {Wait, close()}),
            "no case");
}

TEST(Case, AnOpaqueCallBehindTheCloseMayWaitForTheCallback) {
  EXPECT_EQ(verdict({Use}, {close(), call("WaitUntilIdle", {val(Context)})}),
            "safe");
}

TEST(Case, MembersAreDestroyedBehindTheClose) {
  // The destructor of a base gets the whole object.
  EXPECT_EQ(verdict({Use}, {close(), call("Base::~Base", {}, val(Context))}),
            "late callback");
}

TEST(Case, AHandleThatMayBeNull) {
  EXPECT_EQ(verdict({Use}, {setWait(wait(), unknown()), drain(), close()}),
            "no case");
}

TEST(Case, ARecursiveOwnerEnds) {
  EXPECT_EQ(verdict({Use}, {ifSet(member("next"),
                                  {call("Stop", {val(member("next"))})}),
                            cancel(), drain(), close()}),
            "safe");
}

//===----------------------------------------------------------------------===//
// Owners
//===----------------------------------------------------------------------===//

TEST(Case, AnOwnerThatMakesTheObjectItself) {
  const auto Main = [](const Body &Stop) {
    const Path Object = local("ctx");
    UnitBuilder U;
    Body Statements = {
        assign(dot(Object, "wait"), createWait("OnSignal", addr(Object))),
        setWait(val(dot(Object, "wait")), val(dot(Object, "event"))),
        systemCall("Sleep", {num(1000)})};
    Statements.insert(Statements.end(), Stop.begin(), Stop.end());
    U.function("main", 0, Statements);
    U.function("OnSignal", 4, {Use});
    return verdictOf(U);
  };
  const Operand Wait = val(dot(local("ctx"), "wait"));
  EXPECT_EQ(Main({cancelWait(Wait), drainWait(Wait), closeWait(Wait)}), "safe");
  EXPECT_EQ(Main({closeWait(Wait)}), "late callback");
}

TEST(Case, AnObjectThatOnlyALocalHolds) {
  const Path Wait = local("wait");
  UnitBuilder U;
  U.function("main", 1,
             {assign(Wait, createWait("OnSignal", val(Context))),
              setWait(val(Wait), val(local("event"))), closeWait(val(Wait))});
  U.function("OnSignal", 4, {Use});
  EXPECT_EQ(verdictOf(U), "late callback");
}

TEST(Case, AContextOnTheStackIsSharedWithTheCallback) {
  // The loop ends when the callback says so.
  const Path Object = local("ctx");
  UnitBuilder U;
  U.function(
      "main", 0,
      {assign(dot(Object, "done"), num(0)),
       assign(dot(Object, "wait"), createWait("OnSignal", addr(Object))),
       setWait(val(dot(Object, "wait")), val(dot(Object, "event"))),
       ifSet(dot(Object, "done"), {closeWait(val(dot(Object, "wait")))})});
  U.function("OnSignal", 4, {assign(shared("done"), num(1)), Use});
  EXPECT_EQ(verdictOf(U), "late callback");
}

TEST(Case, HelpersAreEntered) {
  UnitBuilder U =
      waitProgram({Use, call("Again", {val(OwnObject), val(CallbackContext)})},
                  {call("Cancel", {wait()}), close()});
  const Path First = param(0), Second = param(1);
  U.function("Again", 2,
             {ifSet(arrow(Second, "stop"), {ret()}),
              setWait(val(First), val(arrow(Second, "event")))});
  U.function("Cancel", 1, {cancelWait(val(First)), drainWait(val(First))});
  EXPECT_EQ(verdictOf(U), "late callback");
  U.function(
      "Stop", 1,
      {setFlag(), call("Cancel", {wait()}), call("Cancel", {wait()}), close()});
  EXPECT_EQ(verdictOf(U), "safe");
}

TEST(Case, TheObjectIsReplaced) {
  // What is closed is the old object, and the new one stays.
  EXPECT_EQ(verdict({Use}, {cancel(), drain(),
                            assign(member("wait"),
                                   createWait("OnSignal", val(Context))),
                            setWait(wait(), event()), close()}),
            "no case");
  const Path Old = local("old");
  EXPECT_EQ(
      verdict({Use},
              {assign(Old, wait()), cancelWait(val(Old)), drainWait(val(Old)),
               assign(member("wait"), createWait("OnSignal", val(Context))),
               setWait(wait(), event()), closeWait(val(Old))}),
      "no case");
  EXPECT_EQ(verdict({Use}, {assign(Old, wait()),
                            assign(member("wait"),
                                   createWait("OnSignal", val(Context))),
                            setWait(wait(), event()), cancelWait(val(Old)),
                            drainWait(val(Old)), closeWait(val(Old))}),
            "no case");
}

TEST(Case, LocksOfDifferentObjectsAreDifferent) {
  // A parent stops its child under its own lock, which is a member of the same
  // name.
  const Path Child = param(1);
  const Operand Wait = val(arrow(Child, "wait"));
  EXPECT_EQ(verdict({lock(shared("cs")), Use, unlock(shared("cs"))},
                    {lock(member("cs")), cancelWait(Wait), drainWait(Wait),
                     unlock(member("cs")), closeWait(Wait)}),
            "no case");
}

TEST(Case, LoopsThatDoNotMatter) {
  EXPECT_EQ(verdict({Use, whileUnknown({shared("items")}, {Use})},
                    {whileUnknown({member("items")},
                                  {call("Unseen", {val(member("item"))})}),
                     close()}),
            "no case");
  EXPECT_EQ(verdict({whileUnknown({param(0)}, {Use})},
                    {whileUnknown({local("i")}, {}), close()}),
            "late callback");
}

TEST(Case, ALoopThatDecidesWhereToGoOn) {
  // Whoever asks to stop may be the owner.
  const Body OnSignal = {
      whileUnknown({shared("items")},
                   {Use, ifTrue(call("IsStopping"), {ret()})}),
      rearm()};
  EXPECT_EQ(verdict(OnSignal, FiveSteps), "unknown");
  const Body Plain = {whileUnknown({shared("items")}, {Use}), rearm()};
  EXPECT_EQ(verdict(Plain, FiveSteps), "late callback");
}

TEST(Case, ManyResultsThatAreTested) {
  Body Stop;
  for (unsigned I = 0; I < 40; ++I)
    Stop.push_back(ifTrue(systemCall("Check"), {systemCall("Log")}));
  Stop.insert(Stop.end(), ThreeSteps.begin(), ThreeSteps.end());
  EXPECT_EQ(verdict(UnguardedRearm, Stop), "late callback");
}

TEST(Case, ACounterOfTheCallbacksOwn) {
  // However it is compared, no owner decides it.
  const Body Counts = {Use, assign(shared("hits"), unknown({shared("hits")})),
                       ifNotEqual(shared("hits"), 100, {rearm()})};
  EXPECT_EQ(verdict(Counts, FiveSteps), "late callback");
}

TEST(Case, AListThatIsWalked) {
  const Path Item = local("item");
  EXPECT_EQ(
      verdict({Use, assign(Item, val(shared("list"))),
               whileNotEqual(Item, 0,
                             {touch(arrow(Item, "data")),
                              assign(Item, val(arrow(Item, "next")))})},
              {assign(Item, val(member("list"))),
               whileNotEqual(Item, 0, {assign(Item, val(arrow(Item, "next")))}),
               close()}),
      "late callback");
}

} // namespace
