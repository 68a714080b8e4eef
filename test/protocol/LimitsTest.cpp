//===- LimitsTest.cpp - Giving up is never safe ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NamedPrograms.h"
#include "Notation.h"
#include "protocol/Repair.h"
#include "gtest/gtest.h"

using namespace threadpool::protocol;

static Program safeProgram() {
  return notation::program(ObjectKind::Wait, "U T R", "F W C W X D");
}

static void expectTooLarge(const Program &P, const Limits &L = {}) {
  const Verdict V = explore(P, L);
  EXPECT_EQ(V.Incomplete, GaveUp::Size);
  EXPECT_EQ(V.States, 0u);
  EXPECT_FALSE(V.isSafe());
  EXPECT_FALSE(isSafe(P, L));
  EXPECT_TRUE(findRepair(P, L).Edits.empty());
}

TEST(LimitsTest, AnyNumberOfStatesTooFewIsNotSafe) {
  const std::size_t Needed = explore(safeProgram()).States;
  ASSERT_GT(Needed, 1u);
  for (std::size_t Max = 0; Max != Needed; ++Max) {
    Limits L;
    L.MaxStates = Max;
    const Verdict V = explore(safeProgram(), L);
    EXPECT_EQ(V.Incomplete, GaveUp::States) << Max;
    EXPECT_EQ(V.States, Max);
    EXPECT_FALSE(V.isSafe());
    EXPECT_FALSE(isSafe(safeProgram(), L));
  }
  Limits Enough;
  Enough.MaxStates = Needed;
  EXPECT_TRUE(explore(safeProgram(), Enough).isSafe());
  EXPECT_TRUE(isSafe(safeProgram(), Enough));
}

TEST(LimitsTest, FailuresFoundBeforeGivingUpCount) {
  const Program P = notation::program(ObjectKind::Wait, "U R", "C W X D");
  Limits L;
  L.MaxStates = explore(P).States - 1;
  const Verdict V = explore(P, L);
  EXPECT_EQ(V.Incomplete, GaveUp::States);
  EXPECT_TRUE(V.Failures.contains(Failure::LateCallback));
  EXPECT_TRUE(V.Shortest);
}

TEST(LimitsTest, EndlessDrainNeedsAllStates) {
  const Program P = notation::program(ObjectKind::Work, "V R", "W");
  for (std::size_t Max = 0; Max != explore(P).States; ++Max) {
    Limits L;
    L.MaxStates = Max;
    EXPECT_TRUE(explore(P, L).Failures.empty()) << Max;
  }
}

TEST(LimitsTest, Concurrency) {
  Limits L;
  for (unsigned Threads : {0u, MaxConcurrency + 1}) {
    L.Concurrency = Threads;
    expectTooLarge(safeProgram(), L);
  }
  for (unsigned Threads = 1; Threads <= MaxConcurrency; ++Threads) {
    L.Concurrency = Threads;
    EXPECT_TRUE(isSafe(safeProgram(), L)) << Threads;
  }
}

TEST(LimitsTest, Nodes) {
  Program P = safeProgram();
  P.Owner = notation::graph(std::string(MaxNodes - 1, 'C'));
  EXPECT_TRUE(isSafe(P));
  P.Owner = notation::graph(std::string(MaxNodes, 'C'));
  expectTooLarge(P);
}

TEST(LimitsTest, Flags) {
  Program P = safeProgram();
  P.Flags.resize(MaxFlags);
  EXPECT_TRUE(isSafe(P));
  P.Flags.resize(MaxFlags + 1);
  expectTooLarge(P);
  P.Flags.clear();
  expectTooLarge(P);
}

TEST(LimitsTest, FlagValues) {
  Program P = safeProgram();
  P.Owner.Nodes[0].Value = MaxFlagValue;
  P.Callback.Nodes[1].Value = MaxFlagValue;
  EXPECT_TRUE(isSafe(P));
  P.Owner.Nodes[0].Value = MaxFlagValue + 1;
  expectTooLarge(P);
  P = safeProgram();
  P.Flags[0].Initial = MaxFlagValue + 1;
  expectTooLarge(P);
}

TEST(LimitsTest, IndicesOfNodes) {
  struct {
    Op Kind;
    unsigned Limit;
  } Cases[] = {{Op::Use, MaxResources},
               {Op::Free, MaxResources},
               {Op::Lock, MaxLocks},
               {Op::Unlock, MaxLocks},
               {Op::Input, MaxInputs}};
  for (const auto &Case : Cases) {
    Program P = safeProgram();
    P.NumInputs = MaxInputs;
    Node &N = P.Owner.Nodes[5];
    N.Kind = Case.Kind;
    N.Else = N.Next;
    N.Index = static_cast<std::uint8_t>(Case.Limit - 1);
    EXPECT_TRUE(isSafe(P)) << static_cast<int>(Case.Kind);
    N.Index = static_cast<std::uint8_t>(Case.Limit);
    expectTooLarge(P);
  }
}

TEST(LimitsTest, Inputs) {
  Program P = safeProgram();
  P.NumInputs = MaxInputs;
  EXPECT_TRUE(isSafe(P));
  P.NumInputs = MaxInputs + 1;
  expectTooLarge(P);
}

TEST(LimitsTest, DanglingEdges) {
  Program P = safeProgram();
  P.Owner.Nodes[0].Next = static_cast<NodeId>(P.Owner.Nodes.size());
  expectTooLarge(P);
  P = safeProgram();
  P.Callback.Nodes[1].Else = NoNode;
  expectTooLarge(P);
  P = safeProgram();
  P.Callback.Entry = NoNode;
  expectTooLarge(P);
  P = safeProgram();
  P.Owner.Nodes.clear();
  expectTooLarge(P);
}

TEST(LimitsTest, ExtremesOfTheState) {
  // The largest node, flag, lock and resource numbers at once.
  Program P;
  P.Flags.resize(MaxFlags);
  P.Armed = 1;
  std::string Owner(MaxNodes - 8, 'C');
  P.Owner = notation::graph(Owner + "F7 L7 l7 W C W D9");
  Node &Free = P.Owner.Nodes[P.Owner.Nodes.size() - 2];
  Free.Index = MaxResources - 1;
  P.Callback = notation::graph("U9 L7 T7 R l7");
  P.Callback.Nodes[0].Index = MaxResources - 1;
  ASSERT_EQ(P.Owner.Nodes.size(), MaxNodes);
  EXPECT_TRUE(isSafe(P));
  Free.Kind = Op::Skip;
  P.Owner.Nodes[1].Kind = Op::Free;
  P.Owner.Nodes[1].Index = MaxResources - 1;
  EXPECT_EQ(explore(P).Failures.gravest(), Failure::LateCallback);
}

TEST(LimitsTest, LargePrograms) {
  Limits L;
  L.Concurrency = 3;
  L.MaxStates = 300'000;
  const Verdict V = explore(largestProgram().program(), L);
  EXPECT_EQ(V.Incomplete, GaveUp::States);
  EXPECT_EQ(V.States, 300'000u);
}
