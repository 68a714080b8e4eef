//===- VocabularyTest.cpp - Who has to ask again --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Vocabulary.h"
#include "FactsBuilder.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::link;
using namespace threadpool::test;

namespace {

using Reader = Vocabulary::Reader;
using Role = Vocabulary::Role;

class Asking : public testing::Test {
protected:
  Asking() { Words.startReading(Reader::Owner); }
  bool isOutdated() const { return Words.isOutdated(Reader::Owner); }

  Vocabulary Words;
};

TEST(Vocabulary, TellsNobodyToBeginWith) {
  const Vocabulary Words;
  EXPECT_TRUE(Words.isOutdated(Reader::Callback));
  EXPECT_TRUE(Words.isOutdated(Reader::Owner));
}

TEST_F(Asking, WhoAskedForNothingIsUpToDate) {
  Words.addFlag(global("f"), 0);
  Words.add(Role::Pointer, "p");
  Words.addFreed("r");
  EXPECT_FALSE(isOutdated());
}

TEST_F(Asking, WhatWasThereIsNotToldAgain) {
  Words.addFlag(global("f"), 0);
  EXPECT_TRUE(Words.findFlag(keyOf(global("f"))).has_value());
  Words.addFlag(global("f"), 1);
  EXPECT_FALSE(isOutdated());
}

TEST_F(Asking, ANewFlagThatWasAskedForIsNews) {
  EXPECT_FALSE(Words.findFlag(keyOf(global("f"))).has_value());
  Words.addFlag(global("other"), 0);
  EXPECT_FALSE(isOutdated());
  Words.addFlag(global("f"), 0);
  EXPECT_TRUE(isOutdated());
}

TEST_F(Asking, ANewConstantOfAKnownFlagIsNews) {
  const std::uint32_t Flag = Words.addFlag(global("f"), 0);
  EXPECT_EQ(Words.flag(Flag).valueOf(0), 0u);
  Words.addFlag(global("f"), 0);
  EXPECT_FALSE(isOutdated());
  Words.addFlag(global("f"), -1);
  EXPECT_TRUE(isOutdated());
}

TEST_F(Asking, ANewMemberIsNewsOfItsWhole) {
  const facts::Path Whole = dot(global("s"), "part");
  EXPECT_TRUE(Words.membersOf(keyOf(Whole)).empty());
  Words.addFlag(dot(dot(global("s"), "other"), "f"), 0);
  EXPECT_FALSE(isOutdated());
  Words.addFlag(dot(Whole, "f"), 0);
  EXPECT_TRUE(isOutdated());
  EXPECT_EQ(Words.membersOf(keyOf(Whole)).size(), 1u);
}

TEST_F(Asking, ANewNameIsNewsInItsRole) {
  EXPECT_FALSE(Words.has(Role::Pointer, "p"));
  Words.add(Role::CallbackPointer, "p");
  EXPECT_FALSE(isOutdated());
  Words.add(Role::Pointer, "p");
  EXPECT_TRUE(isOutdated());
}

TEST_F(Asking, AnyNameIsNewsToWhoAskedForAll) {
  EXPECT_TRUE(Words.all(Role::CallbackFlag).empty());
  Words.add(Role::CallbackFlag, "f");
  EXPECT_TRUE(isOutdated());
}

TEST_F(Asking, ThatThereIsOneIsToldOnce) {
  Words.add(Role::Signalled, "a");
  EXPECT_TRUE(Words.hasAny(Role::Signalled));
  Words.add(Role::Signalled, "b");
  EXPECT_FALSE(isOutdated());
}

TEST_F(Asking, EachReaderIsToldByItself) {
  EXPECT_FALSE(Words.findFreed("r").has_value());
  Words.startReading(Reader::Callback);
  Words.stopReading();
  EXPECT_FALSE(Words.findFreed("r").has_value());
  Words.addFreed("r");
  EXPECT_TRUE(isOutdated());
  EXPECT_FALSE(Words.isOutdated(Reader::Callback));
}

TEST_F(Asking, WhoStartsAgainForgets) {
  EXPECT_FALSE(Words.callbackOwnsContext());
  Words.startReading(Reader::Owner);
  Words.setCallbackOwnsContext();
  EXPECT_FALSE(isOutdated());
}

} // namespace
