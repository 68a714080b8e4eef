//===- VerdictTest.cpp - Verdicts and repairs of the named programs -------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NamedPrograms.h"
#include "protocol/Repair.h"
#include "gtest/gtest.h"

using namespace threadpool::protocol;

static std::string ruleNames(const Repair &R) {
  static constexpr const char *Names[] = {
      "unguarded-rearm", "missing-second-wait", "close-before-wait",
      "missing-cancel",  "stop-flag-order",     "free-before-drain",
      "use-after-close", "lock-held-wait",      "pending-io"};
  std::string Result;
  for (const Edit &E : R.Edits) {
    if (!Result.empty())
      Result += ' ';
    Result += Names[static_cast<unsigned>(E.Names)];
  }
  return Result;
}

namespace {

class VerdictTest : public testing::TestWithParam<NamedProgram> {};

} // namespace

TEST_P(VerdictTest, ReachesItsFailure) {
  const Program P = GetParam().program();
  const Verdict V = explore(P);
  EXPECT_EQ(V.Incomplete, GaveUp::No);
  EXPECT_FALSE(V.MetUnknown);
  EXPECT_EQ(V.isSafe(), !GetParam().Fails.has_value());
  EXPECT_EQ(isSafe(P), V.isSafe());
  ASSERT_EQ(V.Shortest.has_value(), !V.isSafe());
  if (V.isSafe())
    return;
  EXPECT_TRUE(V.Failures.contains(*GetParam().Fails));
  EXPECT_EQ(V.Shortest->Kind, V.Failures.gravest());
  EXPECT_FALSE(V.Shortest->Steps.empty());
}

/// The number of threads is a parameter of the model; nothing that is known
/// about a program should depend on it.
TEST_P(VerdictTest, IsTheSameOnThreeThreads) {
  const Program P = GetParam().program();
  Limits Three;
  Three.Concurrency = 3;
  EXPECT_EQ(explore(P).Failures, explore(P, Three).Failures);
}

TEST_P(VerdictTest, IsNamedByItsRepair) {
  const Program P = GetParam().program();
  const Repair R = findRepair(P);
  EXPECT_EQ(ruleNames(R), GetParam().Repair);
  EXPECT_FALSE(R.Incomplete);
  if (!R.Edits.empty()) {
    EXPECT_TRUE(isSafe(R.Repaired));
  }
}

INSTANTIATE_TEST_SUITE_P(Table, VerdictTest, testing::ValuesIn(namedPrograms()),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });
