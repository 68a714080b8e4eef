//===- RepairTest.cpp - Where the smallest repair puts its edits ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which rules the repairs of the named programs name is tested in
// VerdictTest.cpp.
//
//===----------------------------------------------------------------------===//

#include "protocol/Repair.h"
#include "Notation.h"
#include "gtest/gtest.h"

#include <algorithm>

using namespace threadpool::protocol;

static Repair repairOfWait(const char *Callback, const char *Owner) {
  return findRepair(notation::program(ObjectKind::Wait, Callback, Owner));
}

/// The graph as a string of notation, along the second branch of each test.
static std::string text(const Graph &G) {
  static constexpr char Letters[] = " V TFUDHRC XGLYlBSE?";
  std::string Result;
  for (NodeId I = G.Entry; G.Nodes[I].Kind != Op::End;) {
    const Node &N = G.Nodes[I];
    if (N.Kind == Op::Drain)
      Result += N.Value ? 'W' : 'w';
    else if (N.Kind != Op::Skip)
      Result += Letters[static_cast<unsigned>(N.Kind)];
    I = N.Kind == Op::Test ? N.Else : N.Next;
  }
  return Result;
}

static std::string repairedOwner(const char *Callback, const char *Owner) {
  return text(repairOfWait(Callback, Owner).Repaired.Owner);
}

TEST(RepairTest, CompletesTheDocumentedRecipes) {
  // A drain goes directly before the close, or directly after the cancel.
  EXPECT_EQ(repairedOwner("U", "C X D"), "CWXD");
  EXPECT_EQ(repairedOwner("U", "X D"), "CWXD");
  EXPECT_EQ(repairedOwner("U", "W X D"), "CWXD");
  EXPECT_EQ(repairedOwner("U T R", "F W C X D"), "FWCWXD");
  EXPECT_EQ(repairedOwner("U T R", "F C W X D"), "FWCWXD");
  EXPECT_EQ(repairedOwner("U T R", "F W X D"), "FWCWXD");
  EXPECT_EQ(repairedOwner("U T R", "F X D"), "FWCWXD");
  EXPECT_EQ(repairedOwner("U T R", "F C X D"), "FWCWXD");
  EXPECT_EQ(repairedOwner("U T R", "W F C W X D"), "FWCWXD");
  EXPECT_EQ(repairedOwner("U T R", "C F W X D"), "FWCWXD");
}

TEST(RepairTest, MovesWhatStandsInTheWrongPlace) {
  EXPECT_EQ(repairedOwner("U", "C D W X"), "CWDX");
  EXPECT_EQ(repairedOwner("U", "H C W X"), "CWHX");
  // Frees that go together are one edit; a new cancel and drain are two.
  EXPECT_EQ(repairedOwner("U U1 U2", "D D1 D2 C W X"), "CWDDDX");
  EXPECT_EQ(repairedOwner("L T R l", "L F C W l X D"), "LFClWXD");
  // What follows the drain inside the lock moves with it.
  EXPECT_EQ(repairedOwner("U L T R l", "L F C W X l D"), "LFClWXD");
  EXPECT_EQ(repairedOwner("U L T R l", "L F C W X D l"), "LFClWXD");
  EXPECT_EQ(repairedOwner("U L T R l", "L F W C W X l D"), "LFClWWXD");
  // A free moves as far as the drain does.
  EXPECT_EQ(repairedOwner("L U1 l", "D1 C L W X l"), "CLlWXD");
  EXPECT_EQ(repairedOwner("L U1 T R l", "L W F D1 l G"), "LFlWGD");
  // What is one too many is not moved.
  EXPECT_EQ(repairedOwner("L U l", "L C W X X l"), "LClWX");
  EXPECT_EQ(repairedOwner("U", "C W X C"), "CWX");
}

TEST(RepairTest, MovesADrainPastACounter) {
  Program P =
      notation::program(ObjectKind::Wait, "L U T R l", "L F C W F l X D");
  // The second write counts on: it asks for the value first.
  auto Write = std::find_if(P.Owner.Nodes.rbegin(), P.Owner.Nodes.rend(),
                            [](const Node &N) { return N.Kind == Op::Assign; });
  Node Asked = *Write, Unexpected;
  Unexpected.Kind = Op::Unknown;
  Write->Kind = Op::Test;
  Write->Next = static_cast<NodeId>(P.Owner.Nodes.size());
  Write->Else = static_cast<NodeId>(P.Owner.Nodes.size() + 1);
  P.Owner.Nodes.push_back(Asked);
  P.Owner.Nodes.push_back(Unexpected);
  const Repair R = findRepair(P);
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits.front().Kind, EditKind::MoveDrainOutOfLock);
}

TEST(RepairTest, MovesTheCloseBehindTheDrainThatItNeeds) {
  // A drain before the close would be under the callback's lock.
  EXPECT_EQ(repairedOwner("L U l", "C L X l D"), "CLlWXD");
  EXPECT_EQ(repairedOwner("U L T R l", "L F C X D l"), "LFClWXD");
  // A drain on the closed object does not move, it goes.
  EXPECT_EQ(repairedOwner("L U l", "L C X W l D"), "LClWXD");
  const Repair R = repairOfWait("L U l", "C L X l D");
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits.front().Kind, EditKind::AddDrainBehindLock);
  EXPECT_EQ(R.Edits.front().Names, Diagnosis::CloseBeforeWait);
  EXPECT_EQ(R.Edits.front().Subject, 2);
}

TEST(RepairTest, MovesAFreeBehindADrainThatIsAdded) {
  EXPECT_EQ(repairedOwner("U", "D C X"), "CWXD");
  EXPECT_EQ(repairedOwner("U T R", "F D W C X"), "FWCWXD");
  // Nothing moves that can stay.
  EXPECT_EQ(repairedOwner("U", "D X"), "CWDX");
}

TEST(RepairTest, MovesTogetherWhatIsFreedTogether) {
  Program P = notation::program(ObjectKind::Wait, "U U", "C D D W X");
  P.Callback.Nodes[1].Index = P.Owner.Nodes[2].Index = 1;
  const Repair R = findRepair(P);
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits.front().Kind, EditKind::MoveFree);
  EXPECT_EQ(text(R.Repaired.Owner), "CWDDX");
}

TEST(RepairTest, SetsTheFlagFirst) {
  const Repair R = repairOfWait("U T R", "W F C W X D");
  ASSERT_EQ(R.Edits.size(), 1u);
  const Edit &E = R.Edits.front();
  EXPECT_EQ(E.Kind, EditKind::SetFlagEarlier);
  EXPECT_EQ(E.Subject, 1);
  EXPECT_EQ(E.Before, 0);
  EXPECT_EQ(E.FlagIndex, 0);
  EXPECT_EQ(E.FlagValue, 1);
}

// A flag that is set before the owner arms the object would stop what has not
// begun.
TEST(RepairTest, SetsTheFlagBehindTheOwnersArm) {
  EXPECT_EQ(repairedOwner("U T R", "R F C W X D"), "RFWCWXD");
  EXPECT_EQ(repairedOwner("U T R", "R W F C W X D"), "RFWCWXD");
  EXPECT_EQ(repairedOwner("U R", "R C W X D"), "RFWCWXD");
}

TEST(RepairTest, SetsTheFlagWithTheRightValue) {
  Program P = notation::program(ObjectKind::Wait, "U T R", "F W C W X D");
  P.Owner.Nodes[0].Value = 0;
  const Repair R = findRepair(P);
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits.front().Names, Diagnosis::StopFlagOrder);
  EXPECT_EQ(R.Edits.front().Subject, 0);
}

TEST(RepairTest, LeavesAResetAlone) {
  Program P = notation::program(ObjectKind::Wait, "U T R", "W F C W F X D");
  P.Owner.Nodes[4].Value = 0;
  const Repair R = findRepair(P);
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits.front().Subject, 1);
  EXPECT_EQ(text(R.Repaired.Owner), "FWCWFXD");
}

TEST(RepairTest, SetsAFlagThatOnlyOthersSet) {
  Program P = notation::program(ObjectKind::Wait, "U T R", "W C W X D");
  P.Flags[0].StopValue = 1;
  const Repair R = findRepair(P);
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits.front().Names, Diagnosis::StopFlagOrder);
  EXPECT_EQ(R.Edits.front().Subject, NoNode);
}

TEST(RepairTest, SetsTheFlagUnderTheLockOfTheRearm) {
  const Repair R = repairOfWait("U L T R l", "L C l W F X D");
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits.front().Before, 1);
  EXPECT_EQ(text(R.Repaired.Owner), "LFClWXD");
}

TEST(RepairTest, GuardsEveryRearm) {
  const Repair R = repairOfWait("U V R R", "C W C W X D");
  ASSERT_EQ(R.Edits.size(), 1u);
  const Edit &E = R.Edits.front();
  EXPECT_EQ(E.Kind, EditKind::AddGuard);
  EXPECT_EQ(E.Subject, 2);
  EXPECT_EQ(E.Before, 0);
  EXPECT_EQ(E.FlagIndex, 0);
  unsigned Tests = 0;
  for (const Node &N : R.Repaired.Callback.Nodes)
    Tests += N.Kind == Op::Test;
  EXPECT_EQ(Tests, 2u);
}

TEST(RepairTest, GuardComesFirst) {
  const Repair R = repairOfWait("U R", "C W X D");
  ASSERT_EQ(R.Edits.size(), 2u);
  EXPECT_EQ(R.Edits[0].Kind, EditKind::AddGuard);
  EXPECT_EQ(R.Edits[1].Kind, EditKind::AddDrain);
  EXPECT_EQ(R.Edits[1].Names, Diagnosis::MissingSecondWait);
  EXPECT_EQ(text(R.Repaired.Owner), "FWCWXD");
}

TEST(RepairTest, EditsAtOnePlaceStandInTheirOrder) {
  const Repair R = repairOfWait("U T R", "F X D");
  ASSERT_EQ(R.Edits.size(), 3u);
  EXPECT_EQ(R.Edits[0].Kind, EditKind::AddDrain);
  EXPECT_EQ(R.Edits[1].Kind, EditKind::AddCancel);
  EXPECT_EQ(R.Edits[2].Kind, EditKind::AddDrain);
  for (const Edit &E : R.Edits)
    EXPECT_EQ(E.Before, 1);
}

TEST(RepairTest, EachPathNeedsItsOwnEdit) {
  // Cancel, then one of two closes, each on a path of its own.
  Program P = notation::program(ObjectKind::Wait, "U", "C V X X D");
  P.Owner.Nodes[1].Next = 2;
  P.Owner.Nodes[1].Else = 3;
  P.Owner.Nodes[2].Next = 4;
  const Repair R = findRepair(P);
  ASSERT_EQ(R.Edits.size(), 2u);
  EXPECT_EQ(R.Edits[0].Before, 2);
  EXPECT_EQ(R.Edits[1].Before, 3);
}

TEST(RepairTest, NothingInventedForIo) {
  // CancelThreadpoolIo is for operations that did not start.
  EXPECT_TRUE(findRepair(notation::program(ObjectKind::Io, "U", "W X D"))
                  .Edits.empty());
}

TEST(RepairTest, TheObjectsOwnPointerStays) {
  Program P = notation::program(ObjectKind::Wait, "U T R", "W F C W X D");
  P.Flags[0].IsFixed = true;
  const Repair R = findRepair(P);
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits[0].Names, Diagnosis::MissingSecondWait);
}

TEST(RepairTest, AFlagThatEndsTheOwnerIsNotSetBeforeItsTest) {
  // Whoever comes second finds the flag set and leaves.
  const Repair R = repairOfWait("U T R", "T F C W X D");
  ASSERT_EQ(R.Edits.size(), 1u);
  EXPECT_EQ(R.Edits[0].Names, Diagnosis::MissingSecondWait);
}

TEST(RepairTest, NoneExists) {
  const Repair R = repairOfWait("B U", "C W X D");
  EXPECT_TRUE(R.Edits.empty());
  EXPECT_FALSE(R.Incomplete);
  EXPECT_EQ(text(R.Repaired.Owner), "CWXD");
}

TEST(RepairTest, NothingIsProvenBehindUnknown) {
  const Repair R = repairOfWait("U", "V ? C X D");
  EXPECT_TRUE(R.Edits.empty());
}

TEST(RepairTest, RunsOutOfStates) {
  Limits L;
  L.MaxStates = 10;
  const Repair R =
      findRepair(notation::program(ObjectKind::Wait, "U R", "C W X D"), L);
  EXPECT_TRUE(R.Edits.empty());
  EXPECT_TRUE(R.Incomplete);
}

TEST(RepairTest, HoldsOnThreeThreads) {
  Limits L;
  L.Concurrency = 3;
  const Repair R =
      findRepair(notation::program(ObjectKind::Wait, "U R", "C W X D"), L);
  EXPECT_EQ(R.Edits.size(), 2u);
  EXPECT_TRUE(isSafe(R.Repaired, L));
}
