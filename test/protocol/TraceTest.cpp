//===- TraceTest.cpp - The runs that the explorer tells -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Notation.h"
#include "protocol/Explorer.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace threadpool::protocol;

/// "owner 0", "callback 1: 2", "fire", "start 1", "enter 1", "leave 1".
static std::string text(const Step &S) {
  const std::string Node = std::to_string(S.Node);
  const std::string Number = std::to_string(S.CallbackNumber);
  const std::string Who =
      S.Who == Actor::Callback ? "callback " + Number + ": " : "";
  switch (S.What) {
  case Action::Fire:
    return "fire";
  case Action::Start:
    return "start " + Number;
  case Action::EnterDrain:
    return Who + "enter " + Node;
  case Action::LeaveDrain:
    return Who + "leave " + Node;
  case Action::Execute:
    break;
  }
  return (Who.empty() ? "owner " : Who) + Node;
}

static std::vector<std::string> texts(const Verdict &V) {
  std::vector<std::string> Result;
  for (const Step &S : V.Shortest->Steps)
    Result.push_back(text(S));
  return Result;
}

static std::size_t find(const std::vector<std::string> &Steps,
                        const std::string &Text) {
  return static_cast<std::size_t>(std::find(Steps.begin(), Steps.end(), Text) -
                                  Steps.begin());
}

using Lines = std::vector<std::string>;

TEST(TraceTest, ThreeStepStop) {
  // The callback is at its re-arm while the owner cancels; the re-arm takes
  // effect, the drain waits for this callback only, and the next signal queues
  // another one, which runs when everything is gone.
  const Lines Steps =
      texts(explore(notation::program(ObjectKind::Wait, "U R", "C W X D")));
  // Nothing shorter will do; the order of independent steps is free.
  ASSERT_EQ(Steps.size(), 13u);
  const Lines InOrder = {"fire",          "start 1",       "owner 0",
                         "callback 1: 1", "callback 1: 2", "leave 1",
                         "start 2",       "owner 3",       "callback 2: 0"};
  for (std::size_t I = 1; I != InOrder.size(); ++I)
    EXPECT_LT(find(Steps, InOrder[I - 1]), find(Steps, InOrder[I]))
        << InOrder[I - 1] << ", " << InOrder[I];
  // Fired again after the drain, before the close disarms.
  const auto Fire = std::find(Steps.rbegin(), Steps.rend(), "fire");
  const auto SecondFire = static_cast<std::size_t>(Steps.rend() - Fire) - 1;
  EXPECT_LT(find(Steps, "leave 1"), SecondFire);
  EXPECT_LT(SecondFire, find(Steps, "owner 2"));
}

TEST(TraceTest, QueuedCallbackRunsAfterTheClose) {
  EXPECT_EQ(texts(explore(notation::program(ObjectKind::Wait, "U", "C X D"))),
            (Lines{"fire", "start 1", "owner 0", "owner 1", "owner 2",
                   "callback 1: 0"}));
}

TEST(TraceTest, DeadlockEndsWithTheStepThatClosesTheCircle) {
  const Verdict V =
      explore(notation::program(ObjectKind::Wait, "L T R l", "L F C W l X D"));
  ASSERT_EQ(V.Shortest->Kind, Failure::Deadlock);
  EXPECT_EQ(texts(V), (Lines{"fire", "start 1", "owner 0", "owner 1", "owner 2",
                             "enter 3"}));
}

TEST(TraceTest, EndlessDrainEndsWithItsBeginning) {
  EXPECT_EQ(texts(explore(notation::program(ObjectKind::Work, "R", "W X D"))),
            (Lines{"start 1", "enter 0"}));
}

TEST(TraceTest, CallbacksAreNumberedAsTheyStart) {
  // Two callbacks that take two locks in different orders.
  Program P = notation::program(ObjectKind::Wait, "V L L1 l1 l", "");
  Graph &G = P.Callback;
  G.Nodes[0].Next = 1;
  G.Nodes[0].Else = static_cast<NodeId>(G.Nodes.size());
  for (Node N : notation::graph("L1 L").Nodes) {
    N.Next = static_cast<NodeId>(G.Nodes.size() + 1);
    G.Nodes.push_back(N);
  }
  P.Queued = 2;
  const Verdict V = explore(P);
  ASSERT_TRUE(V.Shortest);
  ASSERT_EQ(V.Shortest->Kind, Failure::Deadlock);
  unsigned Started = 0;
  for (const Step &S : V.Shortest->Steps) {
    if (S.What == Action::Start) {
      EXPECT_EQ(S.CallbackNumber, ++Started);
    }
    EXPECT_LE(S.CallbackNumber, Started);
    EXPECT_EQ(S.CallbackNumber == 0,
              S.Who == Actor::Owner || S.What == Action::Fire);
  }
  EXPECT_EQ(Started, 2u);
}

TEST(TraceTest, PassedNodesAreListed) {
  Program P = notation::program(ObjectKind::Wait, "U", "V C X D");
  P.Owner.Nodes[0].Kind = Op::Skip;
  P.Callback.Nodes.insert(P.Callback.Nodes.begin(), Node());
  for (std::size_t I = 0; I != P.Callback.Nodes.size(); ++I)
    P.Callback.Nodes[I].Next = static_cast<NodeId>(I + 1);
  // Skipped by the Skip in front: the owner's cancel.
  EXPECT_EQ(texts(explore(P)),
            (Lines{"owner 0", "fire", "start 1", "callback 1: 0", "owner 2",
                   "owner 3", "callback 1: 1"}));
}

TEST(TraceTest, InputsDecideWhichNodesArePassed) {
  Program P = notation::program(ObjectKind::Wait, "U", "V C W X D");
  P.NumInputs = 1;
  Node &Input = P.Owner.Nodes[0];
  Input.Kind = Op::Input;
  Input.Next = 3;
  Input.Else = 1;
  EXPECT_TRUE(isSafe(P));
  P.Inputs = 1;
  const Verdict V = explore(P);
  ASSERT_TRUE(V.Shortest);
  EXPECT_EQ(text(V.Shortest->Steps.front()), "owner 0");
}
