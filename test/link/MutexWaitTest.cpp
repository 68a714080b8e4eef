//===- MutexWaitTest.cpp - Where a mutex is waited for --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Programs.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::rules;
using namespace threadpool::test;

namespace {

const Statement CreateMutex = api("CreateMutexW", {num(0), num(0), num(0)});

TEST(MutexWait, ThroughLocalsAndMembers) {
  UnitBuilder U;
  U.function(
      "A", 1,
      {assign(local("m"), CreateMutex), setWait(wait(), val(local("m")))});
  EXPECT_EQ(rulesOf(U), "mutex-wait");
  U.function("B", 1, {assign(member("mutex"), CreateMutex)});
  U.function("C", 1, {setWait(wait(), val(member("mutex")))});
  const std::vector<Finding> Found = findingsOf(U);
  ASSERT_EQ(rulesOf(Found), "mutex-wait, mutex-wait");
  EXPECT_EQ(Found[1].Where.Line, U.lineOf("C", "SetThreadpoolWait"));
  ASSERT_EQ(Found[1].Notes.size(), 1u);
  EXPECT_EQ(Found[1].Notes[0].Where.Line, U.lineOf("B", "CreateMutexW"));
}

TEST(MutexWait, Registrations) {
  UnitBuilder U;
  U.function("A", 1,
             {assign(local("m"), CreateMutex),
              api("RegisterWaitForSingleObject",
                  {addr(local("r")), val(local("m")), fn("OnSignal"), num(0),
                   num(-1), num(0)})});
  EXPECT_EQ(rulesOf(U), "mutex-wait");
}

TEST(MutexWait, OtherHandles) {
  UnitBuilder U;
  U.function("A", 1,
             {assign(local("e"),
                     api("CreateEventW", {num(0), num(0), num(0), num(0)})),
              setWait(wait(), val(local("e"))), cancel()});
  EXPECT_EQ(rulesOf(U), "");
}

TEST(MutexWait, AHandleThatMayBeAnother) {
  UnitBuilder U;
  U.function("A", 1, {assign(member("handle"), CreateMutex)});
  U.function("B", 2, {assign(member("handle"), val(param(1)))});
  U.function("C", 1, {setWait(wait(), val(member("handle")))});
  EXPECT_EQ(rulesOf(U), "");
}

} // namespace
