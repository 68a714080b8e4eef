//===- NamesTest.cpp - Who is who -----------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::test;

TEST(Names, StaticFunctionsOfTwoFilesDiffer) {
  const std::string Code = "static void f(void) { CloseThreadpoolWait(0); }"
                           "void g(void) { f(); }";
  const auto One = functionNamed(extractFrom(Code, "one/input.c"), "f");
  const auto Two = functionNamed(extractFrom(Code, "two/input.c"), "f");
  EXPECT_TRUE(One.IsStatic);
  EXPECT_FALSE(One.Usr.empty());
  EXPECT_NE(One.Usr, Two.Usr);
  EXPECT_EQ(functionNamed(extractFrom(Code, "one/input.c"), "g").Usr,
            functionNamed(extractFrom(Code, "two/input.c"), "g").Usr);
}

TEST(Names, InternalGlobalsOfTwoFilesDiffer) {
  const std::string Code =
      "static int s; int e; static void f(void) { CloseThreadpoolWait(0);"
      " s = 1; e = 1; }";
  const auto One = functionNamed(extractFrom(Code, "one/input.c"), "f");
  const auto Two = functionNamed(extractFrom(Code, "two/input.c"), "f");
  ASSERT_EQ(One.Nodes.size(), 4u);
  EXPECT_NE(One.Nodes[1].Target.Symbol, Two.Nodes[1].Target.Symbol);
  EXPECT_EQ(One.Nodes[2].Target.Symbol, Two.Nodes[2].Target.Symbol);
}

TEST(Names, DoNotDependOnOffsets) {
  const std::string Code =
      "void f() { static int n; n = 1;"
      "CreateThreadpoolWait([](PTP_CALLBACK_INSTANCE, void *, PTP_WAIT, DWORD)"
      " {}, 0, 0); }";
  const auto Here = functionNamed(extractCxx(Code), "f");
  const auto There = functionNamed(extractCxx("int x;\n" + Code), "f");
  ASSERT_EQ(Here.Nodes.size(), 3u);
  EXPECT_EQ(Here.Nodes[0].Target.Symbol, There.Nodes[0].Target.Symbol);
  EXPECT_EQ(Here.Nodes[1].Args[0].Function, There.Nodes[1].Args[0].Function);
}

TEST(Names, OnlyGlobalFunctionsWithCLinkageAreTheApi) {
  EXPECT_EQ(nodesInCxx(R"(
namespace own { void CloseThreadpoolWait(PTP_WAIT); }
struct S { void CloseThreadpoolWait(PTP_WAIT); };
void SetThreadpoolWait(S *);
void f(S &s, PTP_WAIT w) {
  own::CloseThreadpoolWait(w);
  s.CloseThreadpoolWait(w);
  SetThreadpoolWait(&s);
  ::CloseThreadpoolWait(w);
})"),
            "0: call own::CloseThreadpoolWait($1)\n"
            "1: call S::CloseThreadpoolWait($0; $1)\n"
            "2: call SetThreadpoolWait($0)\n"
            "3: api CloseThreadpoolWait($1)\n"
            "4: return\n");
}

TEST(Names, MacrosOfTheSameNameAreWhatTheyExpandTo) {
  EXPECT_EQ(nodesInC("void mine(PTP_WAIT);\n"
                     "#define CloseThreadpoolWait(w) mine(w)\n"
                     "void f(PTP_WAIT w) { CloseThreadpoolWait(w); }\n"
                     "#undef CloseThreadpoolWait\n"),
            "0: call mine($0)\n"
            "1: return\n");
}

TEST(Names, ConstantPointersToTheApiAreTheApi) {
  EXPECT_EQ(nodesInC("static void (*const Close)(PTP_WAIT) ="
                     " CloseThreadpoolWait;"
                     "void f(PTP_WAIT w, void (*p)(PTP_WAIT)) {"
                     " Close(w); p(w); (*CloseThreadpoolWait)(w); }"),
            "0: api CloseThreadpoolWait($0)\n"
            "1: call ? p($0)\n"
            "2: api CloseThreadpoolWait($0)\n"
            "3: return\n");
}

TEST(Names, CalleesAreTheNamesOfFunctions) {
  const auto Unit = extractFrom("static void g(void) { CloseThreadpoolWait(0);}"
                                "void f(void) { g(); }");
  const auto F = functionNamed(Unit, "f");
  ASSERT_EQ(F.Nodes.size(), 2u);
  EXPECT_EQ(F.Nodes[0].Callee, functionNamed(Unit, "g").Usr);
  EXPECT_FALSE(F.Nodes[0].CalleeIsSystem);
}
