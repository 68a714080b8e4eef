//===- SemanticsTest.cpp - Single steps of the model ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Notation.h"
#include "protocol/Explorer.h"
#include "gtest/gtest.h"

using namespace threadpool::protocol;
using notation::program;

static FailureSet failures(const Program &P) { return explore(P).Failures; }

static FailureSet set(std::initializer_list<Failure> Failures) {
  FailureSet S;
  for (Failure F : Failures)
    S.insert(F);
  return S;
}

static FailureSet ofWait(const char *Callback, const char *Owner) {
  return failures(program(ObjectKind::Wait, Callback, Owner));
}

//===----------------------------------------------------------------------===//
// Late callback
//===----------------------------------------------------------------------===//

TEST(LateCallbackTest, IsAUseNotAStart) {
  EXPECT_TRUE(ofWait("T U", "F C X D").contains(Failure::LateCallback));
  EXPECT_EQ(ofWait("", "X D"), FailureSet());
}

TEST(LateCallbackTest, ConcernsTheResourceThatWasFreed) {
  EXPECT_EQ(ofWait("U1", "X D"), FailureSet());
  EXPECT_EQ(ofWait("U1", "X D1"), set({Failure::LateCallback}));
}

TEST(LateCallbackTest, OwnUsesOfTheOwnerAreNotChecked) {
  EXPECT_EQ(ofWait("", "D U"), FailureSet());
}

TEST(LateCallbackTest, CallbacksGoOnWhenTheOwnerHasReturned) {
  Program P = program(ObjectKind::Wait, "U", "D");
  EXPECT_EQ(failures(P), set({Failure::LateCallback}));
}

TEST(LateCallbackTest, FreedByTheCallbackItself) {
  EXPECT_EQ(ofWait("D", ""), FailureSet());
  EXPECT_EQ(ofWait("U D R", ""), set({Failure::LateCallback}));
}

//===----------------------------------------------------------------------===//
// Closing
//===----------------------------------------------------------------------===//

TEST(CloseTest, EveryLaterCallFails) {
  for (const char *Owner : {"X X", "X C", "X W", "X w", "X R"})
    EXPECT_EQ(ofWait("", Owner), set({Failure::UseAfterClose})) << Owner;
}

TEST(CloseTest, DisarmsButRecallsNothing) {
  EXPECT_EQ(ofWait("U", "X W"), set({Failure::UseAfterClose}));
  Program P = program(ObjectKind::Wait, "U", "X D");
  P.Armed = 0;
  EXPECT_TRUE(isSafe(P));
  P.Queued = 1;
  EXPECT_EQ(failures(P), set({Failure::LateCallback}));
}

TEST(CloseTest, InItsOwnCallbackIsFine) {
  EXPECT_EQ(ofWait("X D", ""), FailureSet());
}

TEST(CloseTest, RearmOfAClosedObject) {
  EXPECT_EQ(ofWait("R", "X"), set({Failure::UseAfterClose}));
}

TEST(GroupCloseTest, ClosesWhenItIsEntered) {
  EXPECT_EQ(ofWait("R", "G"), set({Failure::UseAfterClose}));
  for (const char *Owner : {"G X", "G C", "G W", "G R"})
    EXPECT_EQ(ofWait("", Owner), set({Failure::UseAfterClose})) << Owner;
}

TEST(GroupCloseTest, WaitsForAllCallbacks) {
  EXPECT_EQ(ofWait("U", "G D"), FailureSet());
  EXPECT_EQ(ofWait("U", "g D"), FailureSet());
  EXPECT_EQ(ofWait("B U", "G D"), FailureSet());
}

TEST(GroupCloseTest, LeavesAnObjectAloneThatWasClosedBefore) {
  EXPECT_EQ(ofWait("", "X G"), FailureSet());
  EXPECT_EQ(ofWait("U", "C X G D"), set({Failure::LateCallback}));
}

TEST(GroupCloseTest, CanBeRepeated) {
  EXPECT_EQ(ofWait("U", "G G D"), FailureSet());
}

//===----------------------------------------------------------------------===//
// The waited handle
//===----------------------------------------------------------------------===//

TEST(HandleTest, ClosedWhileArmed) {
  EXPECT_EQ(ofWait("", "H"), set({Failure::HandleGone}));
  EXPECT_EQ(ofWait("", "C H"), FailureSet());
  EXPECT_EQ(ofWait("", "X H"), FailureSet());
}

TEST(HandleTest, ArmedAfterwards) {
  EXPECT_EQ(ofWait("", "C H R"), set({Failure::LateCallback}));
  EXPECT_EQ(ofWait("R", "C W H"),
            set({Failure::LateCallback, Failure::HandleGone}));
}

TEST(HandleTest, OfAClosedObject) {
  EXPECT_EQ(ofWait("", "C H X R"), set({Failure::UseAfterClose}));
}

//===----------------------------------------------------------------------===//
// Drains
//===----------------------------------------------------------------------===//

TEST(DrainTest, DoesNotDisarm) {
  EXPECT_EQ(ofWait("U", "W D"), set({Failure::LateCallback}));
}

TEST(DrainTest, DropsOnlyWhatIsQueuedOnEntry) {
  // The callback uses what was freed before the drain, unless it was dropped.
  Program P = program(ObjectKind::Wait, "U", "D W");
  P.Armed = 0;
  P.Queued = 3;
  EXPECT_EQ(failures(P), set({Failure::LateCallback}));
  EXPECT_EQ(ofWait("U", "D W"), set({Failure::LateCallback}));
}

TEST(DrainTest, DoesNotWaitForDissociatedCallbacks) {
  EXPECT_EQ(ofWait("U B", "C W X D"), FailureSet());
  EXPECT_EQ(ofWait("B U", "C W X D"), set({Failure::LateCallback}));
}

TEST(DrainTest, InItsOwnCallback) {
  EXPECT_EQ(ofWait("W", ""), set({Failure::Deadlock}));
  EXPECT_EQ(ofWait("G", ""), set({Failure::Deadlock}));
  EXPECT_EQ(ofWait("B W", ""), FailureSet());
  EXPECT_EQ(ofWait("B G", ""), set({Failure::Deadlock}));
}

TEST(DrainTest, EndlessOnlyIfNothingLeadsOut) {
  auto OfWork = [](const char *Callback, const char *Owner) {
    return failures(program(ObjectKind::Work, Callback, Owner));
  };
  EXPECT_EQ(OfWork("R", "W"), set({Failure::EndlessDrain}));
  EXPECT_EQ(OfWork("R R", "W"), set({Failure::EndlessDrain}));
  EXPECT_EQ(OfWork("R", "w"), set({Failure::EndlessDrain}));
  EXPECT_EQ(OfWork("V R", "W"), FailureSet());
  EXPECT_EQ(OfWork("T R", "F W"), FailureSet());
  EXPECT_EQ(OfWork("T R", "W F"), set({Failure::EndlessDrain}));
  EXPECT_EQ(OfWork("L R l", "L W l"), set({Failure::Deadlock}));
  // Signals and ticks may always fail to come.
  EXPECT_EQ(ofWait("R", "W"), FailureSet());
}

TEST(DrainTest, NothingIsConcludedBehindUnknown) {
  const Verdict V = explore(program(ObjectKind::Work, "V ? R", "W"));
  EXPECT_EQ(V.Failures, FailureSet());
  EXPECT_TRUE(V.MetUnknown);
  EXPECT_FALSE(V.isSafe());
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

TEST(LockTest, TakenTwiceByTheSameActor) {
  EXPECT_EQ(ofWait("L L l", "L L l C W X D"), FailureSet());
}

TEST(LockTest, ReleasedAtTheEnd) {
  EXPECT_EQ(ofWait("L", "C W L X"), FailureSet());
  EXPECT_EQ(ofWait("L U", "L"), FailureSet());
}

TEST(LockTest, UnlockedByOthersOnly) {
  EXPECT_EQ(ofWait("l L", "L C W"), set({Failure::Deadlock}));
}

TEST(LockTest, DeadlockIsSeenAlthoughThePoolCanStillMove) {
  // A periodic timer never rests.
  EXPECT_EQ(failures(program(ObjectKind::PeriodicTimer, "L l", "L W l")),
            set({Failure::Deadlock}));
}

TEST(LockTest, TakenInDifferentOrders) {
  EXPECT_EQ(ofWait("L L1", "L1 L"), set({Failure::Deadlock}));
  EXPECT_EQ(ofWait("L L1", "L L1"), FailureSet());
}

TEST(LockTest, ADrainThatCanEndIsNone) {
  EXPECT_EQ(ofWait("L l", "L l C W X D"), FailureSet());
}

TEST(LockTest, AllThreadsStuck) {
  // Nobody waits for the dissociated callback, but it keeps the only thread
  // from the queued one that the drain waits for.
  Program P = program(ObjectKind::Work, "B L R", "L w");
  P.Queued = 2;
  Limits One;
  One.Concurrency = 1;
  EXPECT_EQ(explore(P, One).Failures, set({Failure::Deadlock}));
}

//===----------------------------------------------------------------------===//
// Kinds of object
//===----------------------------------------------------------------------===//

TEST(KindTest, PeriodicTicksOverlapTheirCallbacks) {
  // One callback frees what another still uses.
  EXPECT_EQ(failures(program(ObjectKind::PeriodicTimer, "U D", "")),
            set({Failure::LateCallback}));
  EXPECT_EQ(failures(program(ObjectKind::OneShotTimer, "U D", "")),
            FailureSet());
}

TEST(KindTest, OneShotMayOverlapItselfAfterARearm) {
  EXPECT_EQ(ofWait("R U D", ""), set({Failure::LateCallback}));
}

TEST(KindTest, IoCountsItsOperations) {
  // Each operation completes once.
  Program P = program(ObjectKind::Io, "U D", "");
  EXPECT_EQ(failures(P), FailureSet());
  for (std::uint8_t Armed : {2, 3}) {
    P.Armed = Armed;
    EXPECT_EQ(failures(P), set({Failure::LateCallback})) << int(Armed);
  }
}

TEST(KindTest, IoCancelTakesOneOperationBack) {
  Program P = program(ObjectKind::Io, "U", "C X D");
  EXPECT_TRUE(isSafe(program(ObjectKind::Io, "U", "C C W X D")));
  P.Armed = 2;
  EXPECT_EQ(failures(P), set({Failure::LateCallback}));
}

TEST(KindTest, IoCompletesAfterTheClose) {
  EXPECT_EQ(failures(program(ObjectKind::Io, "U", "X D")),
            set({Failure::LateCallback}));
  EXPECT_EQ(failures(program(ObjectKind::Io, "U", "G D")),
            set({Failure::LateCallback}));
}

TEST(KindTest, IoStartsAnother) {
  Program P = program(ObjectKind::Io, "U", "R W X D");
  P.Armed = 0;
  EXPECT_EQ(failures(P), set({Failure::LateCallback}));
}

TEST(KindTest, IoThatIsEndedIsQueued) {
  EXPECT_EQ(failures(program(ObjectKind::Io, "U", "E X D")),
            set({Failure::LateCallback}));
  Program P = program(ObjectKind::Io, "U", "E w X D");
  for (std::uint8_t Armed : {1, 2, 3}) {
    P.Armed = Armed;
    EXPECT_TRUE(isSafe(P)) << int(Armed);
  }
  // What starts afterwards is in flight again.
  EXPECT_EQ(failures(program(ObjectKind::Io, "U", "E R w X D")),
            set({Failure::LateCallback}));
}

TEST(KindTest, OnlyIoCanBeEnded) {
  EXPECT_EQ(ofWait("U", "E W X D"), set({Failure::LateCallback}));
  EXPECT_TRUE(isSafe(program(ObjectKind::Work, "U", "E W X D")));
}

TEST(LockTest, WhoOnlyTriesDoesNotWait) {
  EXPECT_EQ(ofWait("U L T R l", "L F C W l X D"), set({Failure::Deadlock}));
  EXPECT_TRUE(isSafe(program(ObjectKind::Wait, "U Y T R l", "L F C W l X D")));
}

TEST(LockTest, TryingExcludesOthers) {
  EXPECT_TRUE(isSafe(program(ObjectKind::Wait, "U Y T R l", "L F l C W X D")));
  EXPECT_EQ(ofWait("U T R", "L F l C W X D"), set({Failure::LateCallback}));
}

TEST(LockTest, TryingTwiceSucceeds) {
  EXPECT_EQ(ofWait("Y Y U l", "D"), set({Failure::LateCallback}));
}

TEST(LockTest, TryingFailsWhileAnotherHoldsTheLock) {
  EXPECT_EQ(ofWait("Y D", "L C W l"), FailureSet());
  EXPECT_TRUE(isSafe(program(ObjectKind::Wait, "Y U", "L D C W")));
}

TEST(KindTest, WorkIsNeverArmed) {
  Program P = program(ObjectKind::Work, "U", "D");
  P.Queued = 0;
  P.Armed = 1;
  EXPECT_TRUE(isSafe(P));
}

TEST(KindTest, ManyQueued) {
  // More than two: each of them may be the last.
  Program P = program(ObjectKind::Work, "U", "w X D");
  P.Queued = 3;
  EXPECT_TRUE(isSafe(P));
  P = program(ObjectKind::Work, "U", "X D");
  P.Queued = 3;
  EXPECT_EQ(failures(P), set({Failure::LateCallback}));
}

/// A callback that counts its runs in flag 0. The fourth frees the resource
/// that all use.
static Graph countingCallback() {
  Graph G = notation::graph("U T T T F F F D");
  const NodeId End = static_cast<NodeId>(G.Nodes.size() - 1);
  for (std::uint8_t Run = 0; Run != 3; ++Run) {
    Node &Test = G.Nodes[1 + Run];
    Test.Value = Run;
    Test.Next = static_cast<NodeId>(4 + Run);
    Test.Else = Run == 2 ? 7 : static_cast<NodeId>(2 + Run);
    Node &Count = G.Nodes[4 + Run];
    Count.Value = static_cast<std::uint8_t>(Run + 1);
    Count.Next = End;
  }
  return G;
}

TEST(KindTest, ManyMeansAnyNumber) {
  Program P = program(ObjectKind::Work, "", "");
  P.Callback = countingCallback();
  P.Flags.resize(1);
  Limits One;
  One.Concurrency = 1;
  P.Queued = 2;
  EXPECT_TRUE(isSafe(P, One));
  P.Queued = 3;
  EXPECT_EQ(explore(P, One).Failures, set({Failure::LateCallback}));

  P.Kind = ObjectKind::Io;
  P.Queued = 0;
  P.Armed = 2;
  EXPECT_TRUE(isSafe(P, One));
  P.Armed = 3;
  EXPECT_EQ(explore(P, One).Failures, set({Failure::LateCallback}));
}

TEST(KindTest, SourceOffStopsSignals) {
  EXPECT_EQ(ofWait("U", "S D"), set({Failure::LateCallback}));
  EXPECT_EQ(ofWait("U R", "S W D"), FailureSet());
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

TEST(ControlFlowTest, Loops) {
  // The owner cancels and drains until it happens to stop.
  Program P = program(ObjectKind::Wait, "U R", "C W V X D");
  P.Owner.Nodes[2].Next = 0;
  P.Owner.Nodes[2].Else = 3;
  EXPECT_EQ(failures(P), set({Failure::LateCallback, Failure::UseAfterClose}));
}

TEST(ControlFlowTest, LoopsThatDoNothing) {
  // The callback never comes back, and the drain waits for it.
  Program P = program(ObjectKind::Wait, "V U", "W X D");
  P.Callback.Nodes[0].Kind = Op::Skip;
  P.Callback.Nodes[0].Next = 0;
  EXPECT_TRUE(isSafe(P));
}

TEST(ControlFlowTest, FlagsHaveValues) {
  Program P = program(ObjectKind::Wait, "U T R", "F W C W X D");
  P.Owner.Nodes[0].Value = 2;
  EXPECT_FALSE(isSafe(P));
  P.Callback.Nodes[1].Value = 2;
  EXPECT_TRUE(isSafe(P));
  P.Flags[0].Initial = 2;
  EXPECT_TRUE(isSafe(P));
}

TEST(ControlFlowTest, TheCallbackResetsTheFlag) {
  Program P = program(ObjectKind::Wait, "U F T R", "F W C W X D");
  P.Callback.Nodes[1].Value = 0;
  EXPECT_FALSE(isSafe(P));
}

TEST(ControlFlowTest, UnknownEndsARun) {
  const Verdict V = explore(program(ObjectKind::Wait, "U", "? X D"));
  EXPECT_TRUE(V.MetUnknown);
  EXPECT_EQ(V.Failures, FailureSet());
  EXPECT_FALSE(V.isSafe());
  EXPECT_FALSE(isSafe(program(ObjectKind::Wait, "?", "C W X D")));
}

TEST(ControlFlowTest, AFailureBesideUnknownIsReported) {
  EXPECT_EQ(failures(program(ObjectKind::Wait, "U", "V ? X D")),
            set({Failure::LateCallback}));
}
