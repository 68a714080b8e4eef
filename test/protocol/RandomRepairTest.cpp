//===- RandomRepairTest.cpp - Repair search on random programs ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomProgram.h"
#include "protocol/Edits.h"
#include "protocol/Replay.h"
#include "protocol/SafetyCheck.h"
#include "gtest/gtest.h"

using namespace threadpool::protocol;

static constexpr std::uint64_t NumSeeds = 300;

static Limits smallLimits() {
  Limits L;
  L.MaxStates = 20'000;
  return L;
}

TEST(RandomRepairTest, BothSearchesAgree) {
  for (std::uint64_t Seed = 1; Seed <= NumSeeds; ++Seed) {
    const Program P = randomProgram(Seed);
    const Verdict V = explore(P, smallLimits());
    if (V.Incomplete == GaveUp::No) {
      EXPECT_EQ(isSafe(P, smallLimits()), V.isSafe()) << "seed " << Seed;
    }
  }
}

/// A known run is tried on edited programs to save a search. If it fails, the
/// search would have found a failure, too.
TEST(RandomRepairTest, AFailingReplayIsAProof) {
  unsigned Failing = 0;
  for (std::uint64_t Seed = 1; Seed <= NumSeeds; ++Seed) {
    const Program P = randomProgram(Seed);
    const SafetyCheck Check = checkSafety(P, smallLimits());
    if (Check.Against.empty())
      continue;
    EXPECT_TRUE(failsAlong(Machine(P, 2), Check.Against) ||
                explore(P).Failures.gravest() >= Failure::Deadlock)
        << "seed " << Seed;
    for (const Candidate &C : findCandidates(P)) {
      const Program Edited = applyEdits(P, {&C});
      if (!failsAlong(Machine(Edited, 2), Check.Against))
        continue;
      ++Failing;
      EXPECT_FALSE(isSafe(Edited, smallLimits())) << "seed " << Seed;
    }
  }
  EXPECT_GT(Failing, NumSeeds);
}

TEST(RandomRepairTest, RepairsAreSafeAndMinimal) {
  unsigned Repaired = 0;
  for (std::uint64_t Seed = 1; Seed <= NumSeeds; ++Seed) {
    const Program P = randomProgram(Seed);
    const Repair R = findRepair(P, smallLimits());
    if (R.Edits.empty())
      continue;
    ++Repaired;
    EXPECT_TRUE(isSafe(R.Repaired)) << "seed " << Seed;
    EXPECT_LE(R.Edits.size(), MaxEdits);
    if (R.Edits.size() == 1)
      continue;
    for (const Candidate &C : findCandidates(P))
      EXPECT_FALSE(isSafe(applyEdits(P, {&C}))) << "seed " << Seed;
  }
  EXPECT_GT(Repaired, 20u);
}
