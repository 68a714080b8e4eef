//===- FileTest.cpp - The file that describes wrappers --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "wrappers/File.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <gtest/gtest.h>

using namespace threadpool::wrappers;
using threadpool::facts::ApiObject;
using PlaceKind = Place::PlaceKind;

namespace {

const std::string EffectList =
    "create, arm, cancel, drain, close, lock, try-lock, unlock, set-flag, "
    "clear-flag, test-flag, source-off, nothing";
const std::string KindList = "wait, timer, periodic-timer, work, io";

/// The errors of \p Text, one in a line.
std::string errorsIn(const std::string &Text) {
  const File Read = parse(Text, "wrappers");
  EXPECT_TRUE(Read.Errors.empty() || Read.Found.Functions.empty());
  std::string Result;
  for (const std::string &Error : Read.Errors)
    Result += Error + "\n";
  return Result;
}

/// The errors of one function with the lines \p More.
std::string errorsOf(const std::string &More) {
  return errorsIn("functions:\n- name: f\n" + More);
}

} // namespace

TEST(WrapperFile, Describes) {
  const File Read = parse("# A timer of ours.\n"
                          "functions:\n"
                          "  - name: pool::Timer::Timer\n"
                          "    effects: [create, arm]\n"
                          "    kind: periodic-timer\n"
                          "    callback: 0\n"
                          "    context: 1\n"
                          "  - name: pool::Timer::~Timer\n"
                          "    parameters: []\n"
                          "    effects:\n"
                          "      - cancel\n"
                          "      - drain\n"
                          "    kind: timer\n"
                          "    object: this\n"
                          "guards:\n"
                          "  - pool::Guard\n",
                          "wrappers");
  ASSERT_TRUE(Read.Errors.empty()) << Read.Errors[0];
  ASSERT_EQ(Read.Found.Functions.size(), 2u);
  const Wrapper &Make = Read.Found.Functions[0];
  EXPECT_EQ(Make.Name, "pool::Timer::Timer");
  EXPECT_EQ(Make.Effects, (std::vector<Effect>{Effect::Create, Effect::Arm}));
  EXPECT_EQ(Make.Object->Object, ApiObject::Timer);
  EXPECT_TRUE(Make.Object->IsPeriodic);
  EXPECT_FALSE(Make.Parameters);
  EXPECT_TRUE(Make.ObjectAt.is(PlaceKind::Unsaid));
  EXPECT_TRUE(Make.Context.is(PlaceKind::Argument));
  EXPECT_EQ(Make.Context.Index, 1u);
  EXPECT_EQ(Make.Where, "wrappers:3:5");
  const Wrapper &Stop = Read.Found.Functions[1];
  EXPECT_EQ(Stop.Name, "pool::Timer::~Timer");
  EXPECT_EQ(Stop.Effects, (std::vector<Effect>{Effect::Cancel, Effect::Drain}));
  EXPECT_TRUE(Stop.Parameters && Stop.Parameters->empty());
  EXPECT_TRUE(Stop.ObjectAt.is(PlaceKind::This));
  EXPECT_EQ(Read.Found.Guards, std::vector<std::string>{"pool::Guard"});
}

TEST(WrapperFile, MayBeEmpty) {
  EXPECT_EQ(errorsIn(""), "");
  EXPECT_EQ(errorsIn("# nothing yet\n"), "");
}

TEST(WrapperFile, WrongWordsAreToldWithTheRightOnes) {
  EXPECT_EQ(errorsOf("  effects: [drain, cansel]\n  kind: wait\n"),
            "wrappers:3:20: unknown effect 'cansel'; expected one of " +
                EffectList + "\n");
  EXPECT_EQ(errorsOf("  effects: [drain]\n  kind: clock\n"),
            "wrappers:4:9: unknown kind 'clock'; expected one of " + KindList +
                "\n");
  EXPECT_EQ(errorsOf("  effect: [drain]\n"),
            "wrappers:3:3: unknown key 'effect'; expected one of name, "
            "parameters, effects, kind, object, callback, context, handle, "
            "period\n");
  EXPECT_EQ(errorsIn("function: []\n"),
            "wrappers:1:1: unknown key 'function'; expected functions or "
            "guards\n");
  EXPECT_EQ(errorsOf("  effects: [lock]\n  object: first\n"),
            "wrappers:4:11: 'first' is no place for 'object'; expected 'this', "
            "'result' or the position of an argument, from 0\n");
  EXPECT_EQ(errorsOf("  effects: [arm]\n  kind: wait\n  handle: this\n"),
            "wrappers:5:11: 'this' is no place for 'handle'; expected the "
            "position of an argument, from 0\n");
}

TEST(WrapperFile, WrongShapesAreTold) {
  EXPECT_EQ(errorsIn("- f\n"),
            "wrappers:1:1: expected the keys 'functions' and 'guards'\n");
  EXPECT_EQ(errorsIn("functions: f\n"),
            "wrappers:1:12: expected a list of functions\n");
  EXPECT_EQ(errorsIn("functions:\n"),
            "wrappers:1:1: expected a list of functions\n");
  EXPECT_EQ(errorsIn("functions:\n- f\n"),
            "wrappers:2:3: expected a function: the keys 'name' and "
            "'effects'\n");
  EXPECT_EQ(errorsIn("guards: Guard\n"),
            "wrappers:1:9: expected a list of class names\n");
  EXPECT_EQ(errorsIn("guards:\n- [Guard]\n"),
            "wrappers:2:4: expected the name of a class\n");
  EXPECT_EQ(errorsOf("  effects: drain\n"),
            "wrappers:3:12: expected a list of effects: " + EffectList + "\n");
  EXPECT_EQ(errorsOf("  parameters: int\n  effects: [lock]\n"),
            "wrappers:3:15: expected a list of parameter types\n");
  EXPECT_EQ(errorsOf("  effects: [lock]\n  effects: [unlock]\n"),
            "wrappers:4:3: 'effects' stands here twice; expected it once\n");
  EXPECT_EQ(errorsIn("functions:\n- effects: [lock]\n"),
            "wrappers:2:3: no 'name'; expected the qualified name of a "
            "function\n");
}

TEST(WrapperFile, WhatIsNotYamlIsTold) {
  EXPECT_EQ(errorsIn("functions:\n- name: \"f\n"),
            "wrappers:2:11: Expected quote at end of scalar; expected YAML\n");
}

TEST(WrapperFile, ContradictionsAreTold) {
  auto Complaint = [](const std::string &More) {
    const std::string Errors = errorsOf(More), Start = "wrappers:2:3: 'f': ";
    EXPECT_EQ(Errors.substr(0, Start.size()), Start);
    return Errors.size() < Start.size() ? Errors : Errors.substr(Start.size());
  };
  EXPECT_EQ(Complaint(""),
            "no effect; expected at least one of " + EffectList + "\n");
  EXPECT_EQ(Complaint("  effects: [nothing, lock]\n"),
            "'nothing' beside other effects; expected it alone\n");
  EXPECT_EQ(Complaint("  effects: [drain]\n"),
            "what kind of object is missing; expected one of " + KindList +
                "\n");
  EXPECT_EQ(Complaint("  effects: [lock]\n  kind: timer\n"),
            "a kind of object, but no effect on one; expected create, arm, "
            "cancel, drain or close\n");
  EXPECT_EQ(Complaint("  effects: [cancel]\n  kind: work\n"),
            "a work object cannot be cancelled; expected create, arm, drain or "
            "close\n");
  EXPECT_EQ(Complaint("  effects: [create]\n  kind: work\n"),
            "'create' without a callback; expected the argument that is it\n");
  EXPECT_EQ(Complaint("  effects: [arm]\n  kind: work\n  callback: 0\n"),
            "a callback without 'create'; expected it where the object is "
            "made\n");
  EXPECT_EQ(Complaint("  effects: [arm]\n  kind: work\n  context: 0\n"),
            "a context without 'create'; expected it where the object is "
            "made\n");
  EXPECT_EQ(Complaint("  effects: [arm]\n  kind: work\n  object: result\n"),
            "the object is the result, but nothing creates it; expected this "
            "or an argument\n");
  EXPECT_EQ(Complaint("  effects: [arm]\n  kind: timer\n  handle: 1\n"),
            "a handle, but no wait; expected it only with kind wait\n");
  EXPECT_EQ(Complaint("  effects: [arm]\n  kind: wait\n  period: 1\n"),
            "a period, but no timer; expected it only with kind timer\n");
}

TEST(WrapperFile, OneFunctionIsDescribedOnce) {
  EXPECT_EQ(errorsOf("  effects: [lock]\n"
                     "- name: f\n"
                     "  effects: [unlock]\n"),
            "wrappers:4:3: 'f' was described at wrappers:2:3; expected one "
            "description, or 'parameters' to tell overloads apart\n");
  EXPECT_EQ(errorsOf("  effects: [lock]\n"
                     "- name: f\n"
                     "  parameters: [int]\n"
                     "  effects: [unlock]\n"),
            "");
}

TEST(WrapperFile, EveryMistakeIsTold) {
  EXPECT_EQ(errorsIn("functions:\n"
                     "- name: f\n"
                     "  effects: [look]\n"
                     "- name: g\n"
                     "  effect: [lock]\n"
                     "guard: []\n"),
            "wrappers:3:13: unknown effect 'look'; expected one of " +
                EffectList +
                "\n"
                "wrappers:5:3: unknown key 'effect'; expected one of name, "
                "parameters, effects, kind, object, callback, context, handle, "
                "period\n"
                "wrappers:6:1: unknown key 'guard'; expected functions or "
                "guards\n");
}

TEST(WrapperFile, IsFoundUpwards) {
  llvm::vfs::InMemoryFileSystem Files;
  auto Add = [&Files](const char *Path, const char *Text) {
    Files.addFile(Path, 0, llvm::MemoryBuffer::getMemBuffer(Text));
  };
  Add("/project/.threadpool-tidy", "guards: [Outer]");
  Add("/project/a/b/x.cpp", "");
  Add("/project/inner/.threadpool-tidy", "guards: [Inner]");
  Add("/project/inner/x.cpp", "");
  Add("/other/x.cpp", "");
  EXPECT_EQ(findFor(Files, "/project/a/b/x.cpp"), "/project/.threadpool-tidy");
  EXPECT_EQ(findFor(Files, "/project/inner/x.cpp"),
            "/project/inner/.threadpool-tidy");
  EXPECT_EQ(findFor(Files, "/project/a/../inner/x.cpp"),
            "/project/inner/.threadpool-tidy");
  EXPECT_EQ(findFor(Files, "/other/x.cpp"), "");
  EXPECT_EQ(load(Files, "/project/inner/.threadpool-tidy").Found.Guards,
            std::vector<std::string>{"Inner"});
  const File Missing = load(Files, "/other/wrappers");
  ASSERT_EQ(Missing.Errors.size(), 1u);
  EXPECT_NE(Missing.Errors[0].find("/other/wrappers: cannot be read"),
            std::string::npos);
}
