//===- OwnerCaseTest.cpp - Owners of all shapes, to verdicts --------------===//
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
