//===- StorageTest.cpp - Keys and prefixes of paths -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Storage.h"
#include "FactsBuilder.h"
#include "link/Elements.h"

#include "gtest/gtest.h"

using namespace threadpool::link;
using namespace threadpool::test;

namespace {

TEST(Storage, MembersOfOneTypeHaveOneKey) {
  const Key K = keyOf(arrow(param(0), "stop"));
  EXPECT_EQ(K, "." + fieldUsr("stop"));
  EXPECT_EQ(keyOf(arrow(global("context"), "stop")), K);
  EXPECT_EQ(keyOf(arrow(arrow(param(1), "next"), "stop")), K);
  EXPECT_EQ(keyOf(dot(self(), "stop")), K);
  EXPECT_EQ(keyOf(dot(local("context"), "stop")), K);
  EXPECT_NE(keyOf(arrow(param(0), "run")), K);
}

TEST(Storage, MembersOfMembersKeepBothNames) {
  EXPECT_EQ(keyOf(dot(arrow(param(0), "state"), "stop")),
            "." + fieldUsr("state") + "." + fieldUsr("stop"));
}

TEST(Storage, VariablesHaveKeysOfTheirOwn) {
  EXPECT_EQ(keyOf(global("wait")), "global c:@wait");
  EXPECT_NE(keyOf(local("wait")), keyOf(global("wait")));
  EXPECT_NE(keyOf(local("wait")), keyOf(local("other")));
}

TEST(Storage, BitsAndSignalsBelongToTheirVariable) {
  auto Bit = [](Path P) {
    P.Steps.push_back({threadpool::facts::Path::Step::StepKind::Bit, "2"});
    return P;
  };
  EXPECT_NE(keyOf(Bit(global("a"))), keyOf(Bit(global("b"))));
  EXPECT_EQ(wholeOf(keyOf(Bit(global("a")))), keyOf(global("a")));
  EXPECT_EQ(keyOf(Bit(arrow(param(0), "a"))), keyOf(Bit(dot(self(), "a"))));
  EXPECT_EQ(keyOf(Bit(pointee(param(0)))), "");
  EXPECT_NE(keyOf(signalOf(global("a"))), keyOf(signalOf(global("b"))));
  EXPECT_EQ(handleOf(keyOf(signalOf(global("a")))), keyOf(global("a")));
  Path Held = arrow(param(0), "a");
  Held.Steps.push_back({threadpool::facts::Path::Step::StepKind::Held, ""});
  EXPECT_NE(keyOf(Held), keyOf(arrow(param(0), "a")));
  EXPECT_EQ(readableName(keyOf(Held)), "a");
}

TEST(Storage, WhatNobodyElseCouldRecogniseHasNoKey) {
  EXPECT_EQ(keyOf(pointee(param(0))), "");
  EXPECT_EQ(keyOf(pointee(global("p"))), "");
  EXPECT_EQ(keyOf(self()), "");
  EXPECT_EQ(keyOf({}), "");
}

TEST(Storage, ElementsBelongToTheirArray) {
  EXPECT_NE(keyOf(element(global("a"), "0")), keyOf(element(global("b"), "0")));
  EXPECT_NE(keyOf(element(global("a"), "0")), keyOf(element(global("a"), "1")));
  EXPECT_TRUE(isAmbiguous(keyOf(element(global("a"), ""))));
  EXPECT_FALSE(isAmbiguous(keyOf(element(global("a"), "1"))));
}

TEST(Storage, OneElementHasOneKeyWhereverItIsMet) {
  auto At = [](Path P, Path::Step S) {
    P.Steps.push_back(std::move(S));
    return P;
  };
  const Path Array = arrow(param(0), "slots");
  const Key K = keyOf(At(Array, chosenElement("loop")));
  EXPECT_EQ(keyOf(At(Array, chosenElement("another loop"))), K);
  EXPECT_EQ(keyOf(At(Array, elementAt("i"))), K);
  EXPECT_NE(keyOf(At(arrow(param(0), "others"), elementAt("i"))), K);
  EXPECT_NE(keyOf(At(pointee(Array), elementAt("i"))), K);
  EXPECT_FALSE(isAmbiguous(K));
  EXPECT_TRUE(isAmbiguous(keyOf(At(Array, otherElement()))));
  EXPECT_TRUE(isAmbiguous(keyOf(At(Array, anyElement()))));
  EXPECT_EQ(readableName(K), "slots");
  // Its members are those of their structure, as behind a pointer.
  EXPECT_EQ(keyOf(dot(At(Array, chosenElement("loop")), "wait")),
            keyOf(arrow(param(1), "wait")));
  EXPECT_TRUE(isAmbiguous(keyOf(arrow(At(Array, anyElement()), "wait"))));
}

TEST(Storage, KindsOfKeys) {
  EXPECT_TRUE(isLocalKey(keyOf(local("x"))));
  EXPECT_FALSE(isLocalKey(keyOf(global("x"))));
  EXPECT_FALSE(isLocalKey(keyOf(dot(local("x"), "y"))));
  EXPECT_EQ(globalOf(keyOf(global("x"))), "c:@x");
  EXPECT_EQ(globalOf(keyOf(local("x"))), "");
  EXPECT_EQ(globalOf(keyOf(arrow(param(0), "x"))), "");
  EXPECT_EQ(readableName(keyOf(arrow(param(0), "stop"))), "stop");
  EXPECT_EQ(readableName(keyOf(global("stop"))), "stop");
}

TEST(Storage, TextTellsPathsApart) {
  EXPECT_EQ(textOf(arrow(param(0), "x")), textOf(arrow(param(0), "x")));
  EXPECT_NE(textOf(arrow(param(0), "x")), textOf(arrow(param(1), "x")));
  EXPECT_NE(textOf(arrow(param(0), "x")), textOf(dot(param(0), "x")));
}

TEST(Storage, Prefixes) {
  const Path P = arrow(arrow(param(0), "state"), "stop");
  EXPECT_TRUE(startsWith(P, P));
  EXPECT_TRUE(startsWith(P, param(0)));
  EXPECT_TRUE(startsWith(P, arrow(param(0), "state")));
  EXPECT_FALSE(startsWith(P, param(1)));
  EXPECT_FALSE(startsWith(P, global("0")));
  EXPECT_FALSE(startsWith(P, arrow(param(0), "other")));
  EXPECT_FALSE(startsWith(param(0), P));
}

TEST(Storage, PointersFollowed) {
  EXPECT_EQ(pointersFollowed(arrow(arrow(param(0), "state"), "stop")),
            std::vector<Key>({keyOf(arrow(param(0), "state"))}));
  EXPECT_EQ(pointersFollowed(arrow(global("context"), "stop")),
            std::vector<Key>({keyOf(global("context"))}));
  EXPECT_TRUE(pointersFollowed(dot(self(), "stop")).empty());
}

TEST(Storage, ContainersEndBehindTheLastPointer) {
  EXPECT_EQ(textOf(containerOf(dot(arrow(param(0), "state"), "stop"))),
            textOf(pointee(param(0))));
  EXPECT_EQ(textOf(containerOf(dot(global("context"), "stop"))),
            textOf(global("context")));
}

TEST(Storage, ExtendAppendsFromAStepOn) {
  const Path P = arrow(param(0), "stop");
  EXPECT_EQ(textOf(extend(global("g"), P.Steps)),
            textOf(arrow(global("g"), "stop")));
  EXPECT_EQ(textOf(extend(global("g"), P.Steps, 1)),
            textOf(dot(global("g"), "stop")));
}

} // namespace
