//===- DllCleanupGroupTest.cpp - Objects that a DLL has to stop -----------===//
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

Options dll(DllChoice Choice) {
  Options O;
  O.IsDll[Rule::DllCleanupGroup] = Choice;
  return O;
}

UnitBuilder creating(const Statement &Create, const Body &Before = {}) {
  UnitBuilder U;
  Body Statements = Before;
  Statements.push_back(assign(member("wait"), Create));
  U.function("Start", 1, Statements);
  U.function("OnSignal", 4, {});
  return U;
}

const Statement CreatePlain = createWait("OnSignal", val(Context));

TEST(DllCleanupGroup, TheOptionDecides) {
  UnitBuilder U = creating(CreatePlain);
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Auto)), "");
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Yes)), "dll-cleanup-group");
  for (facts::DllEvidence Evidence :
       {facts::DllEvidence::DllMain, facts::DllEvidence::Export,
        facts::DllEvidence::Macro}) {
    U.Facts.Dll = Evidence;
    EXPECT_EQ(rulesOf(U, dll(DllChoice::Auto)), "dll-cleanup-group");
    EXPECT_EQ(rulesOf(U, dll(DllChoice::No)), "");
  }
}

TEST(DllCleanupGroup, ItStandsAtTheCreation) {
  const UnitBuilder U = creating(CreatePlain);
  const std::vector<Finding> Found = findingsOf(U, dll(DllChoice::Yes));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Where.Line, U.lineOf("Start", "CreateThreadpoolWait"));
}

TEST(DllCleanupGroup, TheEnvironmentDecides) {
  const Path Env = local("env");
  const Statement Create = createWait("OnSignal", val(Context), addr(Env));
  const Statement Initialize =
      api("InitializeThreadpoolEnvironment", {addr(Env)});
  const Options Yes = dll(DllChoice::Yes);
  EXPECT_EQ(rulesOf(creating(Create, {Initialize}), Yes), "dll-cleanup-group");
  EXPECT_EQ(rulesOf(creating(Create,
                             {Initialize,
                              api("SetThreadpoolCallbackCleanupGroup",
                                  {addr(Env), val(global("group")), num(0)})}),
                    Yes),
            "");
  EXPECT_EQ(rulesOf(creating(Create, {Initialize,
                                      api("SetThreadpoolCallbackLibrary",
                                          {addr(Env), val(global("dll"))})}),
                    Yes),
            "");
  EXPECT_EQ(
      rulesOf(creating(Create, {Initialize, call("Unseen", {addr(Env)})}), Yes),
      "");
  // That it has none is not known of one that nobody has initialised, which is
  // another rule's business.
  EXPECT_EQ(rulesOf(creating(Create), Yes), "cleanup-group-order");
}

TEST(DllCleanupGroup, ObjectsThatAreDrained) {
  UnitBuilder U = creating(CreatePlain);
  U.function("Stop", 1, {drain(), close()});
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Yes)), "");
}

TEST(DllCleanupGroup, ModulesThatStayLoaded) {
  UnitBuilder U = creating(CreatePlain);
  U.function("Pin", 0, {systemCall("GetModuleHandleExW")});
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Yes)), "");
}

} // namespace
