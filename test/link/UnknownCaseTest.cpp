//===- UnknownCaseTest.cpp - What is not known well enough to judge -------===//
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

} // namespace
