//===- ObjectIndexTest.cpp - Who handles which object ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/ObjectIndex.h"
#include "Programs.h"
#include "link/Subjects.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::link;
using namespace threadpool::test;

namespace {

/// Two waits, each with its own routines, and one routine that waits for the
/// callbacks of the second.
UnitBuilder twoWaits() {
  UnitBuilder U;
  for (const char *Name : {"a", "b"}) {
    const Path Wait = member(Name);
    const std::string Suffix = Name;
    U.function("Start" + Suffix, 1,
               {assign(Wait, createWait("On" + Suffix, val(Context))),
                setWait(val(Wait), event())});
    U.function("On" + Suffix, 4, {Use});
    U.function("Stop" + Suffix, 1,
               {cancelWait(val(Wait)), closeWait(val(Wait))});
  }
  U.function("Barrier", 1, {drainWait(val(member("b")))});
  return U;
}

TEST(ObjectIndex, EachObjectHasItsOwnRoutines) {
  const UnitBuilder U = twoWaits();
  const CallGraph Calls(U.Facts);
  const Inventory Known = takeInventory(U.Facts, Calls);
  const ObjectIndex Index(Known);
  Doubts Why;
  const std::vector<Subject> Objects = findSubjects(U.Facts, Known, Why);
  ASSERT_EQ(Objects.size(), 2u);
  const RootIndex All(Calls.rootsOf(nullptr));
  auto FunctionOf = [&](const std::string &Name) -> const facts::Function & {
    return U.Facts.Functions.at(functionUsr(Name));
  };
  for (const Subject &S : Objects) {
    const bool IsFirst = S.Made->Callback == functionUsr("Ona");
    const std::string Own = IsFirst ? "a" : "b", Other = IsFirst ? "b" : "a";
    const ObjectStops Stops = Index.stopsOf(S);
    EXPECT_TRUE(Stops.mayClose(FunctionOf("Stop" + Own)));
    EXPECT_FALSE(Stops.mayClose(FunctionOf("Stop" + Other)));
    EXPECT_EQ(Stops.isBarrier(FunctionOf("Barrier")), !IsFirst);
    EXPECT_EQ(Stops.isStoppedElsewhere(U.Facts, FunctionOf("Stop" + Own)),
              !IsFirst);
    const CallGraph::Routines Closing = Stops.closing(All);
    ASSERT_EQ(Closing.size(), 1u);
    EXPECT_EQ(Closing.front(), &FunctionOf("Stop" + Own));
    EXPECT_EQ(Stops.draining(All).size(), IsFirst ? 0u : 1u);
    const std::vector<const Arming *> Armed = Index.armingsOf(S);
    ASSERT_EQ(Armed.size(), 1u);
    EXPECT_TRUE(isArmedBy(S, *Armed.front()));
  }
}

TEST(ObjectIndex, WhatIsTooLargeMayCloseAnything) {
  const UnitBuilder U = twoWaits();
  const CallGraph Calls(U.Facts);
  Inventory Known = takeInventory(U.Facts, Calls);
  Known.TooLarge.insert(functionUsr("Barrier"));
  const ObjectIndex Index(Known);
  Doubts Why;
  for (const Subject &S : findSubjects(U.Facts, Known, Why)) {
    const ObjectStops Stops = Index.stopsOf(S);
    const facts::Function &Large = U.Facts.Functions.at(functionUsr("Barrier"));
    EXPECT_TRUE(Stops.mayClose(Large));
    EXPECT_FALSE(Stops.isBarrier(Large));
    EXPECT_EQ(Stops.closing(RootIndex(Calls.rootsOf(nullptr))).size(), 2u);
  }
}

} // namespace
