//===- AtomicsTest.cpp - Atomic operations --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool::test;

static std::string inC(const std::string &Body) {
  return nodesInC("typedef struct { LONG volatile stop; int n; } Context;"
                  "void f(Context *c) {" +
                  Body + "}");
}

TEST(Interlocked, ExchangeIsAnAssignment) {
  EXPECT_EQ(inC("InterlockedExchange(&c->stop, 1);"), "0: $0->stop := 1\n"
                                                      "1: return\n");
}

TEST(Interlocked, ExchangeReturnsWhatWasThere) {
  EXPECT_EQ(inC("if (InterlockedExchange(&c->stop, 1) == 1) return; c->n = 2;"),
            "0: %1 := $0->stop\n"
            "1: $0->stop := 1\n"
            "2: if %1 == 1 then 3 else 4\n"
            "3: return\n"
            "4: $0->n := 2\n"
            "5: return\n");
}

TEST(Interlocked, CompareExchangeBranches) {
  EXPECT_EQ(inC("if (InterlockedCompareExchange(&c->stop, 2, 1) == 1) c->n = 2;"
                "else c->n = 3;"),
            "0: if $0->stop == 1 then 1 else 3\n"
            "1: $0->stop := 2\n"
            "2: $0->n := 2 -> 5\n"
            "3: touch $0->stop\n"
            "4: $0->n := 3\n"
            "5: return\n");
}

TEST(Interlocked, OperationsThatChangeNothingAreReads) {
  EXPECT_EQ(inC("if (InterlockedCompareExchange(&c->stop, 0, 0)) return;"
                "if (InterlockedOr(&c->stop, 0) == 2) return; c->n = 1;"),
            "0: if $0->stop != 0 then 1 else 2\n"
            "1: return\n"
            "2: if $0->stop == 2 then 3 else 4\n"
            "3: return\n"
            "4: $0->n := 1\n"
            "5: return\n");
}

TEST(Interlocked, SumsAreToldAndTheirResultsUnknown) {
  EXPECT_EQ(inC("if (InterlockedIncrement(&c->stop) == 1) c->n = 1;"),
            "0: $0->stop := unknown($0->stop + 1)\n"
            "1: if unknown($0->stop) then 2 else 3\n"
            "2: $0->n := 1\n"
            "3: return\n");
}

TEST(Interlocked, BitsAreSetAndCleared) {
  EXPECT_EQ(inC("InterlockedOr(&c->stop, 5);"), "0: $0->stop&1 := 1\n"
                                                "1: $0->stop&4 := 4\n"
                                                "2: return\n");
  EXPECT_EQ(inC("InterlockedAnd(&c->stop, ~4);"), "0: $0->stop&4 := 0\n"
                                                  "1: return\n");
  // So many at once are another value.
  EXPECT_EQ(inC("InterlockedAnd(&c->stop, 4);"),
            "0: $0->stop := unknown($0->stop)\n"
            "1: return\n");
}

TEST(Atomics, LoadsAndStoresArePlain) {
  EXPECT_EQ(nodesInCxx(R"(
struct S { std::atomic<bool> stop; };
void f(S &s) {
  if (s.stop) return;
  if (s.stop.load(2) == true) return;
  bool copy = s.stop.load();
  s.stop = true;
  s.stop.store(false);
})"),
            "0: if $0->stop != 0 then 1 else 2\n"
            "1: return\n"
            "2: if $0->stop == 1 then 3 else 4\n"
            "3: return\n"
            "4: copy := $0->stop\n"
            "5: $0->stop := 1\n"
            "6: $0->stop := 0\n"
            "7: return\n");
}

TEST(Atomics, ExchangesKeepWhatWasThere) {
  EXPECT_EQ(nodesInCxx(R"(
struct S { std::atomic<bool> stop; std::atomic_flag flag; };
void f(S &s) {
  if (s.stop.exchange(true)) return;
  if (s.flag.test_and_set()) return;
  s.flag.clear();
})"),
            "0: %1 := $0->stop\n"
            "1: $0->stop := 1\n"
            "2: if %1 != 0 then 3 else 4\n"
            "3: return\n"
            "4: %2 := $0->flag\n"
            "5: $0->flag := 1\n"
            "6: if %2 != 0 then 7 else 8\n"
            "7: return\n"
            "8: $0->flag := 0\n"
            "9: return\n");
}

TEST(Atomics, CompareExchangeKnowsAnUntouchedExpectation) {
  EXPECT_EQ(nodesInCxx(R"(
struct S { std::atomic<bool> stop; };
void f(S &s) {
  bool expected = false;
  if (!s.stop.compare_exchange_strong(expected, true)) return;
  s.stop = false;
})"),
            "0: expected := 0\n"
            "1: if $0->stop == 0 then 2 else 5\n"
            "2: $0->stop := 1\n"
            "3: $0->stop := 0\n"
            "4: return\n"
            "5: expected := $0->stop\n"
            "6: return\n");
}

TEST(Atomics, InitialisersAreStores) {
  const auto Unit = extractCxx(R"(
struct S { std::atomic<bool> stop{false}; std::atomic<int> n{3}; S() : n(4) {} };
S s;)");
  EXPECT_EQ(nodesOf(Unit, "S::S"), "0: this->stop := 0\n"
                                   "1: this->n := 4\n"
                                   "2: return\n");
}

TEST(Atomics, OfOtherLibrariesAreCalls) {
  EXPECT_EQ(nodesInCxx(R"(
struct atomic { bool load(); };
void f(atomic &a) { a.load(); })"),
            "0: call atomic::load($0)\n"
            "1: return\n");
}
