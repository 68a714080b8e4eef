//===- BranchesTest.cpp - Conditions, choices and loops -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool::test;

static std::string inC(const std::string &Body) {
  return nodesInC("int g; int h; int a(void); int f(int x, int *p) {" + Body +
                  "}");
}

TEST(Branches, KnowsTheSpellingsOfOneTest) {
  EXPECT_EQ(inC("if (x) g = 1; if (!x) g = 2; if (x == 3) g = 3;"
                "if (4 != x) g = 4; if (p == NULL) g = 5; if (!(x == 6)) g = 6;"
                "if ((x != 0) == 0) g = 7; if (!!x) g = 8; return 0;"),
            "0: if $0 != 0 then 1 else 2\n"
            "1: ::g := 1\n"
            "2: if $0 == 0 then 3 else 4\n"
            "3: ::g := 2\n"
            "4: if $0 == 3 then 5 else 6\n"
            "5: ::g := 3\n"
            "6: if $0 != 4 then 7 else 8\n"
            "7: ::g := 4\n"
            "8: if $1 == 0 then 9 else 10\n"
            "9: ::g := 5\n"
            "10: if $0 != 6 then 11 else 12\n"
            "11: ::g := 6\n"
            "12: if $0 == 0 then 13 else 14\n"
            "13: ::g := 7\n"
            "14: if $0 != 0 then 15 else 16\n"
            "15: ::g := 8\n"
            "16: return 0\n");
}

TEST(Branches, AnEndlessLoopWithNothingInItStays) {
  EXPECT_EQ(inC("g = 1; while (1) { { } } return 0;"), "0: ::g := 1\n"
                                                       "1: join\n"
                                                       "2: join\n"
                                                       "3: join\n"
                                                       "4: join -> 1\n");
}

TEST(Branches, TestsResultsOfCalls) {
  EXPECT_EQ(inC("if (a()) return 1; if (a() == 2) return 2; return 0;"),
            "0: call a()\n"
            "1: if #0 != 0 then 2 else 3\n"
            "2: return 1\n"
            "3: call a()\n"
            "4: if #3 == 2 then 5 else 6\n"
            "5: return 2\n"
            "6: return 0\n");
}

TEST(Branches, TestsWhatWasJustAssigned) {
  EXPECT_EQ(inC("if ((x = a()) == 3) return 1; return 0;"),
            "0: call a()\n"
            "1: $0 := #0\n"
            "2: if $0 == 3 then 3 else 4\n"
            "3: return 1\n"
            "4: return 0\n");
}

TEST(Branches, NumbersAreComparedAndBitsAreAsked) {
  EXPECT_EQ(inC("if (x > 3) g = 1; if (g & 4) g = 2; if (x == h) g = 3;"
                "return 0;"),
            "0: if $0 >= 4 then 1 else 2\n"
            "1: ::g := 1\n"
            "2: if ::g&4 != 0 then 3 else 4\n"
            "3: ::g := 2\n"
            "4: if $0 == ::h then 5 else 6\n"
            "5: ::g := 3\n"
            "6: return 0\n");
}

TEST(Branches, ShortCircuitsAreEdges) {
  EXPECT_EQ(inC("if (x && (g || !h)) return 1; return 0;"),
            "0: if $0 != 0 then 1 else 4\n"
            "1: if ::g != 0 then 3 else 2\n"
            "2: if ::h == 0 then 3 else 4\n"
            "3: return 1\n"
            "4: return 0\n");
}

TEST(Branches, ValuesOfConditionsAreResolvedPerPath) {
  EXPECT_EQ(inC("return g == 2 || !h;"), "0: if ::g == 2 then 1 else 2\n"
                                         "1: return 1\n"
                                         "2: if ::h == 0 then 3 else 4\n"
                                         "3: return 1\n"
                                         "4: return 0\n");
  EXPECT_EQ(inC("int s = !g; if (!(x && h)) s = 7; return s;"),
            "0: if ::g == 0 then 1 else 2\n"
            "1: s := 1 -> 3\n"
            "2: s := 0\n"
            "3: if $0 != 0 then 4 else 5\n"
            "4: if ::h != 0 then 6 else 5\n"
            "5: s := 7\n"
            "6: return s\n");
}

TEST(Branches, ChoicesAreResolvedPerPath) {
  EXPECT_EQ(inC("g = x ? 4 : h; return x ? 1 : 0;"),
            "0: if $0 != 0 then 1 else 2\n"
            "1: ::g := 4 -> 3\n"
            "2: ::g := ::h\n"
            "3: if $0 != 0 then 4 else 5\n"
            "4: return 1\n"
            "5: return 0\n");
}

TEST(Branches, ConstantConditionsTakeTheirEdge) {
  EXPECT_EQ(inC("if (0) g = 1; if (sizeof(int) == 4) g = 2;"
                "while (1) { if (x) break; } return 0;"),
            "0: ::g := 2\n"
            "1: if $0 != 0 then 2 else 1\n"
            "2: return 0\n");
}

TEST(Branches, BranchesThatDecideNothingAreOnlyReads) {
  EXPECT_EQ(inC("if (x) {} if (g) {} else {} return 0;"), "0: touch ::g\n"
                                                          "1: return 0\n");
}

TEST(Branches, DoOnceIsNoLoop) {
  EXPECT_EQ(inC("do { g = 1; if (x) break; g = 2; } while (0); return 0;"),
            "0: ::g := 1\n"
            "1: if $0 != 0 then 3 else 2\n"
            "2: ::g := 2\n"
            "3: return 0\n");
}

TEST(Branches, SwitchIsAChain) {
  EXPECT_EQ(inC("switch (x) { case 1: g = 1; break; case 2: case 3: g = 2;"
                "default: g = 4; } return 0;"),
            "0: if $0 == 1 then 1 else 2\n"
            "1: ::g := 1 -> 6\n"
            "2: if $0 == 3 then 4 else 3\n"
            "3: if $0 == 2 then 4 else 5\n"
            "4: ::g := 2\n"
            "5: ::g := 4\n"
            "6: return 0\n");
}

TEST(Branches, SwitchInSwitchKeepsItsCases) {
  EXPECT_EQ(inC("switch (x) { case 1: switch (g) { case 5: g = 5; }"
                "case 2: g = 2; } return 0;"),
            "0: if $0 == 1 then 1 else 3\n"
            "1: if ::g == 5 then 2 else 4\n"
            "2: ::g := 5 -> 4\n"
            "3: if $0 == 2 then 4 else 5\n"
            "4: ::g := 2\n"
            "5: return 0\n");
}

TEST(Branches, SwitchOverAllEnumeratorsHasNoWayAround) {
  EXPECT_EQ(nodesInC("enum E { A, B }; int g; void f(enum E e) {"
                     "switch (e) { case A: g = 1; break; case B: g = 2; } }"),
            "0: if $0 == 0 then 1 else 2\n"
            "1: ::g := 1 -> 3\n"
            "2: ::g := 2\n"
            "3: return\n");
}

TEST(Branches, LoopsAreCycles) {
  EXPECT_EQ(inC("for (int i = 0; g != 1; ++i) a(); return 0;"),
            "0: i := 0\n"
            "1: if ::g != 1 then 2 else 4\n"
            "2: call a()\n"
            "3: i := unknown(i + 1) -> 1\n"
            "4: return 0\n");
}

TEST(Branches, CallsThatNeverReturnEndThePath) {
  EXPECT_EQ(inC("if (x) ExitProcess(1); return 0;"),
            "0: if $0 != 0 then 1 else 3\n"
            "1: call system ExitProcess(1)\n"
            "2: abandon\n"
            "3: return 0\n");
}

TEST(Branches, ThrowEndsThePathOrReachesAHandler) {
  EXPECT_EQ(nodesInCxx(R"(
int g;
void f(int x) {
  if (x) throw 1;
  try { if (g) throw 2; g = 1; } catch (int) { g = 2; }
})"),
            "0: if $0 != 0 then 1 else 2\n"
            "1: abandon\n"
            "2: if ::g != 0 then 3 else 6\n"
            "3: if unknown then 4 else 5\n"
            "4: ::g := 2 -> 7\n"
            "5: abandon\n"
            "6: ::g := 1\n"
            "7: return\n");
}
