//===- LocksTest.cpp - Locks and their guards -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool::test;

static const char *State = R"(
struct S { std::mutex m, m2; std::condition_variable ready; bool stop; int n; };
)";

static std::string inCxx(const std::string &Body) {
  return nodesInCxx(std::string(State) + "void f(S &s) {" + Body + "}");
}

TEST(Locks, Win32LocksAreApiCalls) {
  EXPECT_EQ(nodesInC("typedef struct { CRITICAL_SECTION cs; int n; } C;"
                     "void f(C *c) { EnterCriticalSection(&c->cs); c->n = 1;"
                     "LeaveCriticalSection(&c->cs); }"),
            "0: api EnterCriticalSection(&$0->cs)\n"
            "1: $0->n := 1\n"
            "2: api LeaveCriticalSection(&$0->cs)\n"
            "3: return\n");
}

TEST(Locks, MembersLockTheirMutex) {
  EXPECT_EQ(inCxx("s.m.lock(); s.n = 1; s.m.unlock();"), "0: lock $0->m\n"
                                                         "1: $0->n := 1\n"
                                                         "2: unlock $0->m\n"
                                                         "3: return\n");
  EXPECT_EQ(inCxx("if (s.m.try_lock()) { s.n = 1; s.m.unlock(); }"),
            "0: try lock $0->m then 1 else 3\n"
            "1: $0->n := 1\n"
            "2: unlock $0->m\n"
            "3: return\n");
}

TEST(Locks, GuardsReleaseOnEachWayOut) {
  EXPECT_EQ(inCxx("{ std::lock_guard<std::mutex> g(s.m); if (s.stop) return;"
                  "s.n = 1; } s.n = 2;"),
            "0: lock $0->m\n"
            "1: if $0->stop != 0 then 2 else 4\n"
            "2: unlock $0->m\n"
            "3: return\n"
            "4: $0->n := 1\n"
            "5: unlock $0->m\n"
            "6: $0->n := 2\n"
            "7: return\n");
}

TEST(Locks, GuardsOfSeveralReleaseInReverse) {
  EXPECT_EQ(inCxx("std::scoped_lock g(s.m, s.m2); s.n = 1;"),
            "0: lock $0->m\n"
            "1: lock $0->m2\n"
            "2: $0->n := 1\n"
            "3: unlock $0->m2\n"
            "4: unlock $0->m\n"
            "5: return\n");
}

TEST(Locks, AdoptedLocksAreHeldAlready) {
  EXPECT_EQ(inCxx("s.m.lock(); std::lock_guard<std::mutex> g(s.m,"
                  " std::adopt_lock); s.n = 1;"),
            "0: lock $0->m\n"
            "1: $0->n := 1\n"
            "2: unlock $0->m\n"
            "3: return\n");
}

TEST(Locks, MovableGuardsKnowWhetherTheyHold) {
  EXPECT_EQ(inCxx("std::unique_lock<std::mutex> g(s.m); if (s.stop) return;"
                  "g.unlock(); s.n = 1;"),
            "0: lock $0->m\n"
            "1: if $0->stop != 0 then 2 else 4\n"
            "2: unlock $0->m\n"
            "3: return\n"
            "4: unlock $0->m\n"
            "5: $0->n := 1\n"
            "6: return\n");
  EXPECT_EQ(inCxx("std::unique_lock<std::mutex> g(s.m, std::defer_lock);"
                  "s.n = 1; g.lock(); s.n = 2;"),
            "0: $0->n := 1\n"
            "1: lock $0->m\n"
            "2: $0->n := 2\n"
            "3: unlock $0->m\n"
            "4: return\n");
}

TEST(Locks, WaitingForAConditionLeavesTheLock) {
  EXPECT_EQ(inCxx("std::unique_lock<std::mutex> g(s.m); s.ready.wait(g);"),
            "0: lock $0->m\n"
            "1: unlock $0->m\n"
            "2: call system std::condition_variable::wait(&$0->ready; &g)\n"
            "3: lock $0->m\n"
            "4: unlock $0->m\n"
            "5: return\n");
}

TEST(Locks, HandWrittenGuardsAreCalls) {
  EXPECT_EQ(nodesInCxx(R"(
struct Guard {
  CRITICAL_SECTION &cs;
  Guard(CRITICAL_SECTION &c) : cs(c) { EnterCriticalSection(&cs); }
  ~Guard() { LeaveCriticalSection(&cs); }
};
void f(CRITICAL_SECTION &cs, int x) { Guard g(cs); if (x) return; x = 1; })"),
            "0: call Guard::Guard(&g; $0)\n"
            "1: if $1 != 0 then 2 else 4\n"
            "2: call Guard::~Guard(&g)\n"
            "3: return\n"
            "4: $1 := 1\n"
            "5: call Guard::~Guard(&g)\n"
            "6: return\n");
}
