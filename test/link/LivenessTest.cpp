//===- LivenessTest.cpp - Which variables are still read ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Liveness.h"
#include "FactsBuilder.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::link;
using namespace threadpool::test;

namespace {

Liveness livenessOf(const Body &Statements) {
  UnitBuilder U;
  const facts::Function &F = U.function("F", 2, Statements);
  return Liveness(U.Facts, F);
}

TEST(Liveness, EndsWithTheLastRead) {
  const Liveness L = livenessOf({assign(local("x"), num(1)), touch(global("g")),
                                 assign(global("g"), val(local("x"))), ret()});
  EXPECT_FALSE(L.isLive(0, ":x"));
  EXPECT_TRUE(L.isLive(1, ":x"));
  EXPECT_TRUE(L.isLive(2, ":x"));
  EXPECT_FALSE(L.isLive(3, ":x"));
}

TEST(Liveness, ResultsEndToo) {
  const Liveness L =
      livenessOf({ifTrue(call("Check"), {touch(global("g"))}), ret()});
  EXPECT_TRUE(L.isLive(1, "#0"));
  EXPECT_FALSE(L.isLive(2, "#0"));
}

TEST(Liveness, LoopsReadAgain) {
  const Liveness L =
      livenessOf({whileNotEqual(param(0), 0, {touch(global("g"))}), ret()});
  EXPECT_TRUE(L.isLive(1, ":%param 0"));
  EXPECT_FALSE(L.isLive(2, ":%param 0"));
}

TEST(Liveness, PartsKeepTheWholeAlive) {
  const Liveness L =
      livenessOf({assign(dot(local("x"), "a"), num(1)),
                  assign(dot(local("x"), "b"), num(2)),
                  assign(global("g"), val(dot(local("x"), "a"))), ret()});
  EXPECT_TRUE(L.isLive(1, ":x"));
  EXPECT_TRUE(L.isLive(2, ":x"));
}

TEST(Liveness, AnAddressKeepsItsVariableAlive) {
  const Liveness L = livenessOf(
      {assign(local("p"), addr(local("x"))), touch(global("g")), ret()});
  EXPECT_TRUE(L.isLive(2, ":x"));
  EXPECT_FALSE(L.isLive(2, ":p"));
}

TEST(Liveness, AnAddressGivenToTheSystemIsReadThere) {
  const Liveness L = livenessOf(
      {touch(global("g")), systemCall("Read", {addr(local("x"))}),
       touch(global("g")), assign(global("g"), val(local("x"))), ret()});
  EXPECT_TRUE(L.isLive(0, ":x"));
  EXPECT_TRUE(L.isLive(1, ":x"));
  EXPECT_TRUE(L.isLive(3, ":x"));
  EXPECT_FALSE(L.isLive(4, ":x"));
}

TEST(Liveness, AnAddressGivenToTheProgramKeepsItsVariableAlive) {
  const Liveness L =
      livenessOf({call("Keep", {addr(local("x"))}), touch(global("g")), ret()});
  EXPECT_TRUE(L.isLive(2, ":x"));
}

TEST(Liveness, AStoreToAPartReadsNothing) {
  const Liveness L = livenessOf(
      {touch(global("g")), assign(dot(local("x"), "a"), num(1)), ret()});
  EXPECT_FALSE(L.isLive(0, ":x"));
  EXPECT_FALSE(L.isLive(1, ":x"));
}

TEST(Liveness, AStoreThroughAPointerReadsThat) {
  const Liveness L =
      livenessOf({touch(global("g")), assign(arrow(local("p"), "a"), num(1)),
                  assign(dot(self(), "a"), num(1)), ret()});
  EXPECT_TRUE(L.isLive(1, ":p"));
  EXPECT_TRUE(L.isLive(2, ":this"));
}

TEST(Liveness, AnAddressBehindAPointerKeepsNothingAlive) {
  const Liveness L = livenessOf({assign(local("p"), addr(arrow(param(0), "x"))),
                                 touch(global("g")), ret()});
  EXPECT_TRUE(L.isLive(0, ":%param 0"));
  EXPECT_FALSE(L.isLive(2, ":%param 0"));
}

TEST(Liveness, AResultIsReadByWhoeverReadsTheCall) {
  UnitBuilder U;
  const facts::Function &F =
      U.function("F", 1,
                 {touch(global("g")), ifUnknown({}, {ret(val(local("x")))}),
                  ret(val(arrow(param(0), "a")))});
  EXPECT_TRUE(Liveness(U.Facts, F).isLive(0, ":x"));
  const Liveness Unread(U.Facts, F, /*IsResultRead=*/false);
  EXPECT_FALSE(Unread.isLive(0, ":x"));
  EXPECT_TRUE(Unread.isLive(0, ":%param 0"));
}

TEST(Liveness, WhatIsComputedFromIsRead) {
  const Liveness L =
      livenessOf({touch(global("g")), ifUnknown({local("x")}, {ret()}), ret()});
  EXPECT_TRUE(L.isLive(0, ":x"));
}

} // namespace
