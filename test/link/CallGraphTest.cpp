//===- CallGraphTest.cpp - From where a unit is walked --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/CallGraph.h"
#include "FactsBuilder.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::link;
using namespace threadpool::test;

namespace {

const Statement Close = closeWait(val(global("wait")));

bool isClose(const facts::ApiFunction &Api) {
  return Api.Role == facts::ApiRole::Close;
}

/// The names of the visited functions, in order.
std::string visited(const UnitBuilder &U, const CallGraph::Predicate &Matters,
                    const std::set<std::string> &TooLarge = {}) {
  std::string Names;
  CallGraph(U.Facts).visitRoots(Matters, [&](const facts::Function &F) {
    Names += F.Name + " ";
    return TooLarge.count(F.Name) == 0;
  });
  return Names;
}

TEST(CallGraph, RootsAreWhatNobodyCalls) {
  UnitBuilder U;
  U.function("A", 0, {call("Middle")});
  U.function("B", 0, {call("Middle")});
  U.function("Middle", 0, {call("Inner")});
  U.function("Inner", 0, {Close});
  U.function("Other", 0, {});
  EXPECT_EQ(visited(U, isClose), "A B ");
  EXPECT_EQ(visited(U, nullptr), "A B Other ");
}

TEST(CallGraph, CalleesOfWhatIsTooLargeAreVisitedInstead) {
  UnitBuilder U;
  U.function("A", 0, {call("Middle")});
  U.function("B", 0, {call("Middle")});
  U.function("Middle", 0, {call("Inner"), call("Unrelated")});
  U.function("Inner", 0, {Close});
  U.function("Unrelated", 0, {});
  EXPECT_EQ(visited(U, isClose, {"A"}), "A B Middle ");
  EXPECT_EQ(visited(U, isClose, {"A", "B"}), "A B Middle ");
  EXPECT_EQ(visited(U, isClose, {"A", "Middle"}), "A B Middle Inner ");
}

TEST(CallGraph, RecursionHidesNoRoot) {
  UnitBuilder U;
  U.function("Self", 0, {Close, call("Self")});
  EXPECT_EQ(visited(U, isClose), "Self ");
}

TEST(CallGraph, CirclesHaveARoot) {
  UnitBuilder U;
  U.function("Even", 0, {call("Odd")});
  U.function("Odd", 0, {call("Even"), Close});
  EXPECT_EQ(visited(U, isClose), "Even ");
  U.function("Outside", 0, {call("Odd")});
  EXPECT_EQ(visited(U, isClose), "Outside ");
}

TEST(CallGraph, VisibleFunctionsThatAreCalled) {
  UnitBuilder U;
  U.function("A", 0, {call("Visible"), call("Hidden")});
  U.function("Visible", 0, {Close});
  U.function("Hidden", 0, {Close}).IsStatic = true;
  U.function("Unrelated", 0, {});
  std::string Names;
  for (const facts::Function *F : CallGraph(U.Facts).visibleOf(isClose))
    Names += F->Name + " ";
  EXPECT_EQ(Names, "Visible ");
}

TEST(CallGraph, BrokenFunctionsAreNotVisited) {
  UnitBuilder U;
  U.function("Broken", 0, {Close}).IsBroken = true;
  EXPECT_EQ(visited(U, isClose), "");
}

} // namespace
