//===- EventGraphsTest.cpp - What routines do, looked at once -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EventGraphs.h"
#include "Programs.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::test;
using link::Creations;

namespace {

TEST(EventGraphs, OneRoutineIsOneGraph) {
  const UnitBuilder U = waitProgram({Use}, ThreeSteps);
  const link::Inventory Known;
  rules::EventGraphs Graphs(U.Facts, Known);
  const facts::Function &Stop = U.Facts.Functions.at(functionUsr("Stop"));
  const link::EventGraph &G = Graphs.of(Stop, Creations::Succeed);
  EXPECT_TRUE(G.isComplete());
  EXPECT_EQ(&G, &Graphs.of(Stop, Creations::Succeed));
  EXPECT_NE(&G, &Graphs.of(Stop, Creations::MayFail));
}

TEST(EventGraphs, WhatWasTooLargeIsNotWalkedAgain) {
  const UnitBuilder U = waitProgram({Use}, ThreeSteps);
  link::Inventory Known;
  Known.TooLarge.insert(functionUsr("Stop"));
  rules::EventGraphs Graphs(U.Facts, Known);
  const facts::Function &Stop = U.Facts.Functions.at(functionUsr("Stop"));
  EXPECT_FALSE(Graphs.of(Stop, Creations::Succeed).isComplete());
  EXPECT_TRUE(Graphs.of(Stop, Creations::Succeed).nodes().empty());
}

} // namespace
