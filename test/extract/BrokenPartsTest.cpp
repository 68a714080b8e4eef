//===- BrokenPartsTest.cpp - Errors that do not reach beyond a statement --===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::test;

static const char *Surroundings = R"(
#define CONSTANT 1
#define ACTION CloseThreadpoolWait(0)
#define LOG(what) { Missing::tell(what); }
#define WIDE_NAME(name) name##W
#define WIDE2(text) L##text
#define WIDE(text) WIDE2(text)
#define TELL(text, ...) { Missing::tell(WIDE(text), __VA_ARGS__); }
#define CALL() { Missing::tell(1, 2); }
#define TELL2(text) TELL(text, 1)
#define describe WIDE_NAME(describe)
#define CreateEvent WIDE_NAME(CreateEvent)
struct S { int v; PTP_WAIT Wait; };
struct Plain { int v; const char *text; };
struct Owner { ~Owner() {} };
namespace known { struct Text { void stop(int) { } }; }
void stop(S *s) { CloseThreadpoolWait(s->Wait); }
int global;
)";

/// The nodes of `f` with \p Body, in C++.
static std::string nodesOfBody(const std::string &Body) {
  const auto Unit =
      extractCxx(Surroundings + ("void f(S *s, int a) {\n" + Body + "\n}"));
  const facts::Function F = functionNamed(Unit, "f");
  EXPECT_TRUE(F.IsBroken || F.IsPartial);
  return F.IsBroken ? "broken" : nodesOf(Unit, "f");
}

static const char *Unknown = "0: unsupported\n1: return\n";

TEST(BrokenParts, CallsOfUnknownFunctionsAreGuesses) {
  EXPECT_EQ(nodesOfBody("tell(a);"), "0: guess ? tell(&$1)\n1: return\n");
  EXPECT_EQ(nodesOfBody("tell(s, 1, CONSTANT);"),
            "0: guess ? tell($0)\n1: return\n");
  EXPECT_EQ(nodesOfBody("s->tell(global);"),
            "0: guess ? tell($0; $0, &::global)\n1: return\n");
}

TEST(BrokenParts, AVariableWithAnUnknownValue) {
  EXPECT_EQ(nodesOfBody("a = tell(s);"),
            "0: guess ? tell(&$1, $0)\n1: $1 := unknown\n2: return\n");
  EXPECT_EQ(nodesOfBody("int b = tell(s);"),
            "0: guess ? tell(&b, $0)\n1: b := unknown\n2: return\n");
  EXPECT_EQ(nodesOfBody("int b = UNKNOWN;"),
            "0: guess ? (&b)\n1: b := unknown\n2: return\n");
  EXPECT_EQ(nodesOfBody("S *p = UNKNOWN;"), Unknown);
  EXPECT_EQ(nodesOfBody("int b = ACTION UNKNOWN;"), Unknown);
  EXPECT_EQ(nodesOfBody("int b = stop UNKNOWN;"), Unknown);
}

TEST(BrokenParts, PlainVariablesThatAreLent) {
  EXPECT_EQ(nodesOfBody("tell(&a, sizeof(a));"),
            "0: guess ? tell(&$1)\n1: return\n");
  EXPECT_EQ(nodesOfBody("Plain p; tell(1, &p);"),
            "0: guess ? tell(&p)\n1: return\n");
  // What the pointer leads to may change, and what stands elsewhere.
  EXPECT_EQ(nodesOfBody("tell(&s);"), Unknown);
  EXPECT_EQ(nodesOfBody("tell(&global);"), Unknown);
  EXPECT_EQ(nodesOfBody("tell(&s->v);"), Unknown);
  EXPECT_EQ(nodesOfBody("S t; tell(&t);"), Unknown);
}

TEST(BrokenParts, PointersToPlainThings) {
  EXPECT_EQ(nodesOfBody("Plain *p = 0; p = tell(1);"),
            "0: p := 0\n1: guess ? tell(p)\n2: p := unknown\n3: return\n");
  EXPECT_EQ(nodesOfBody("void *p = tell(1);"),
            "0: guess ? tell(p)\n1: p := unknown\n2: return\n");
  EXPECT_EQ(nodesOfBody("s = tell(1);"), Unknown);
}

TEST(BrokenParts, DroppedValues) {
  EXPECT_EQ(nodesOfBody("void *p = tell(\"a\" UNKNOWN);"),
            "0: guess ? tell(p)\n1: p := unknown\n2: return\n");
  EXPECT_EQ(nodesOfBody("HANDLE m = CreateMutex(0, 0, L\"a\" UNKNOWN);"),
            "0: guess ? CreateMutex(m)\n1: m := unknown\n2: return\n");
  EXPECT_EQ(nodesOfBody("void *stop = tell(\"a\" UNKNOWN);"),
            "0: guess ? tell(stop)\n1: stop := unknown\n2: return\n");
  EXPECT_EQ(nodesOfBody("S *p = tell(\"a\" UNKNOWN);"), Unknown);
  EXPECT_EQ(nodesOfBody("void *p = tell(\"a\" UNKNOWN, s->Wait);"), Unknown);
}

TEST(BrokenParts, ObjectsOfUnknownTypesMadeOfConstants) {
  EXPECT_EQ(nodesOfBody("Name n(find(\"a\"));"),
            "0: guess ? Name()\n1: return\n");
  EXPECT_EQ(nodesOfBody("ns::Name n = find(1); if (!*n.get()) global = 1;"),
            "0: guess ? Name()\n1: guess ? get()\n"
            "2: if unknown then 3 else 4\n3: ::global := 1\n4: return\n");
  // It has methods of its own, with the names of functions that are known.
  EXPECT_EQ(nodesOfBody("Name n(find(1)); n.stop();"),
            "0: guess ? Name()\n1: guess ? stop()\n2: return\n");
  EXPECT_EQ(nodesOfBody("Name n(find(1)); tell(n.Wait);"),
            "0: guess ? Name()\n1: unsupported\n2: return\n");
  EXPECT_EQ(nodesOfBody("Name n(find(\"a\")); tell(n, s->Wait);"),
            "0: guess ? Name()\n1: unsupported\n2: return\n");
}

TEST(BrokenParts, UnknownConditionsGoBothWays) {
  EXPECT_EQ(nodesOfBody("if (a == UNKNOWN) global = 1;"),
            "0: if unknown then 1 else 2\n1: ::global := 1\n2: return\n");
  EXPECT_EQ(nodesOfBody("if (isGone(s)) global = 1;"),
            "0: guess ? isGone($0)\n1: if unknown then 2 else 3\n"
            "2: ::global := 1\n3: return\n");
}

TEST(BrokenParts, WhatLooksLikeAMacroMayDoAnything) {
  EXPECT_EQ(nodesOfBody("RETURN_IF(a);"), Unknown);
  EXPECT_EQ(nodesOfBody("UNKNOWN; tell(a);"),
            "0: unsupported\n1: guess ? tell(&$1)\n2: return\n");
  EXPECT_EQ(nodesOfBody("tell(RETURN_IF(a));"), Unknown);
}

TEST(BrokenParts, MacrosThatChooseAName) {
  EXPECT_EQ(nodesOfBody("tell(describe(a), a);"),
            "0: guess ? tell(&$1)\n1: return\n");
  EXPECT_EQ(nodesOfBody("tell(CreateEvent(UNKNOWN));"), Unknown);
}

TEST(BrokenParts, WhatNamesTheApiMayDoAnything) {
  EXPECT_EQ(nodesOfBody("check(CloseThreadpoolWait(0));"), Unknown);
  EXPECT_EQ(nodesOfBody("CloseThreadpoolWait(UNKNOWN);"), Unknown);
  EXPECT_EQ(nodesOfBody("check(ACTION);"), Unknown);
  EXPECT_EQ(nodesOfBody("check(stop(s));"), Unknown);
  EXPECT_EQ(nodesOfBody("check(s->Wait);"), Unknown);
}

TEST(BrokenParts, WhatWritesElsewhereMayDoAnything) {
  EXPECT_EQ(nodesOfBody("s->v = tell();"), Unknown);
  EXPECT_EQ(nodesOfBody("global = tell();"), Unknown);
  EXPECT_EQ(nodesOfBody("tell(++a);"), Unknown);
  EXPECT_EQ(nodesOfBody("tell(&s);"), Unknown);
  EXPECT_EQ(nodesOfBody("tell(new S, UNKNOWN);"), Unknown);
  EXPECT_EQ(nodesOfBody("tell([&] { a = 1; });"), Unknown);
}

TEST(BrokenParts, ObjectsOfUnknownTypesMayDoAnything) {
  EXPECT_EQ(nodesOfBody("Guard g(s);"), Unknown);
  EXPECT_EQ(nodesOfBody("Guard g;"), Unknown);
  EXPECT_EQ(nodesOfBody("Guard g(global);"), Unknown);
  EXPECT_EQ(nodesOfBody("Guard g(lockOf(a));"), Unknown);
  EXPECT_EQ(nodesOfBody("GUARD g(lockOf());"), Unknown);
  EXPECT_EQ(nodesOfBody("auto g = hold(s);"), Unknown);
}

TEST(BrokenParts, DroppedStatementsMayDoAnythingWhereTheyStood) {
  EXPECT_EQ(nodesOfBody("global = 1; Missing::tell(); global = 2;"),
            "0: ::global := 1\n1: unsupported\n2: ::global := 2\n3: return\n");
  EXPECT_EQ(nodesOfBody("global = 1; Missing::tell();"),
            "0: ::global := 1\n1: unsupported\n2: return\n");
  EXPECT_EQ(nodesOfBody("Missing::tell(); if (a) global = 2;"),
            "0: unsupported\n1: if $1 != 0 then 2 else 3\n"
            "2: ::global := 2\n3: return\n");
}

TEST(BrokenParts, DroppedStatementsBeforeJumpsAndLabels) {
  EXPECT_EQ(nodesOfBody("if (a) { Missing::tell(); goto end; } global = 1; "
                        "end: global = 2;"),
            "0: if $1 != 0 then 1 else 2\n1: unsupported -> 3\n"
            "2: ::global := 1\n3: ::global := 2\n4: return\n");
  EXPECT_EQ(nodesOfBody("while (a) { Missing::tell(); break; }"),
            "0: if $1 != 0 then 1 else 2\n1: unsupported\n2: return\n");
  EXPECT_EQ(nodesOfBody("if (a) goto end; if (global) { } Missing::tell(); "
                        "end: global = 2;"),
            "0: if $1 != 0 then 2 else 1\n1: touch ::global\n2: unsupported\n"
            "3: ::global := 2\n4: return\n");
}

TEST(BrokenParts, BlocksThatLoseAllStatements) {
  EXPECT_EQ(nodesOfBody("{ Missing::tell(); } global = 1;"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
  EXPECT_EQ(nodesOfBody("LOG(a); global = 1;"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { Missing::tell(); } global = 1;"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { global = 2; { Missing::tell(); } } "
                        "else { global = 3; } global = 1;"),
            "0: if $1 != 0 then 1 else 3\n1: ::global := 2\n"
            "2: unsupported -> 4\n3: ::global := 3\n4: ::global := 1\n"
            "5: return\n");
  // At the end the place is before the condition.
  EXPECT_EQ(nodesOfBody("global = 1; if (a) { Missing::tell(); }"),
            "0: ::global := 1\n1: unsupported\n2: return\n");
  EXPECT_EQ(nodesOfBody("global = 1; if (a) global = 2; else if (global) { "
                        "try { Missing::tell(); } catch (...) { } }"),
            "0: ::global := 1\n1: if $1 != 0 then 2 else 3\n"
            "2: ::global := 2 -> 5\n3: unsupported\n4: touch ::global\n"
            "5: return\n");
  EXPECT_EQ(nodesOfBody("global = 1; if (a) { global = 2; } Missing::tell();"),
            "0: ::global := 1\n1: unsupported\n"
            "2: if $1 != 0 then 3 else 4\n3: ::global := 2\n4: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { Missing::tell(); } "
                        "do { global = 1; } while (0);"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
  // The way leads to the loop first.
  EXPECT_EQ(nodesOfBody("while (a) { Missing::tell(); } global = 1;"),
            "broken");
  // There is a place before what is destroyed on the way.
  EXPECT_EQ(nodesOfBody("{ Owner t; { Missing::tell(); } } global = 1;"),
            "0: unsupported\n1: call Owner::~Owner(&t)\n"
            "2: ::global := 1\n3: return\n");
  EXPECT_EQ(nodesOfBody("{ S t; { Missing::tell(); } } global = 1;"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
}

TEST(BrokenParts, BlocksThatLoseTheirEnd) {
  EXPECT_EQ(nodesOfBody("if (a) { if (global) { a = 2; } Missing::tell(); } "
                        "global = 1;"),
            "0: if $1 != 0 then 1 else 3\n1: if ::global != 0 then 2 else 3\n"
            "2: $1 := 2\n3: unsupported\n4: ::global := 1\n5: return\n");
  // The block that the macro makes is empty, too.
  EXPECT_EQ(nodesOfBody("if (a) { LOG(a); Missing::tell(); } LOG(a); "
                        "global = 1;"),
            "0: if $1 != 0 then 1 else 2\n1: unsupported\n2: unsupported\n"
            "3: unsupported\n4: ::global := 1\n5: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { Missing::tell(); } { global = 1; }"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { int b = 2; { Missing::tell(); } } "
                        "global = 1;"),
            "0: if $1 != 0 then 1 else 3\n1: b := 2\n2: unsupported\n"
            "3: ::global := 1\n4: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { Owner o; if (global) { a = 2; } "
                        "Missing::tell(); } global = 1;"),
            "0: if $1 != 0 then 1 else 5\n1: unsupported\n"
            "2: if ::global != 0 then 3 else 4\n3: $1 := 2\n"
            "4: call Owner::~Owner(&o)\n5: ::global := 1\n6: return\n");
  EXPECT_EQ(nodesOfBody("try { Missing b = a; Missing::tell(); } "
                        "catch (...) { } global = 1;"),
            "0: unsupported\n1: unsupported\n2: ::global := 1\n3: return\n");
}

TEST(BrokenParts, LostBehindTemporaries) {
  EXPECT_EQ(nodesOfBody("unknown(Owner()).call(); Missing::tell(); "
                        "do { global = 1; } while (0);"),
            "0: guess ? unknown()\n1: unsupported\n"
            "2: call Owner::~Owner(&%1)\n3: ::global := 1\n4: return\n");
}

TEST(BrokenParts, StatementsWithBlocks) {
  const std::string Rest = "1: ::global := 1\n2: return\n";
  EXPECT_EQ(nodesOfBody("try { Missing::tell(); } catch (...) { a = 2; } "
                        "global = 1;"),
            "0: unsupported\n" + Rest);
}

TEST(BrokenParts, TryBlocksThatLoseAllStatements) {
  EXPECT_EQ(nodesOfBody("try { Missing::tell(); } catch (...) { return; } "
                        "global = 1;"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
  EXPECT_EQ(nodesOfBody("try { global = 2; } catch (...) { Missing::tell(); } "
                        "global = 1;"),
            "0: ::global := 2\n1: unsupported\n2: ::global := 1\n"
            "3: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { Missing::tell(); } "
                        "try { global = 1; } catch (...) { }"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
}

TEST(BrokenParts, EmptyBlocksBehindEachOther) {
  EXPECT_EQ(nodesOfBody("global = 1; { Missing::tell(); }"),
            "0: ::global := 1\n1: unsupported\n2: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { { Missing::tell(); } { } ; } global = 1;"),
            "0: unsupported\n1: ::global := 1\n2: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { { Missing::tell(); } ; } "
                        "{ Missing::tell(); } Missing::tell(); global = 1;"),
            "0: unsupported\n1: unsupported\n2: unsupported\n"
            "3: ::global := 1\n4: return\n");
}

TEST(BrokenParts, HandlersThatNothingLeadsTo) {
  EXPECT_EQ(nodesOfBody("try { global = 1; } "
                        "catch (...) { Missing::tell(); return; }"),
            "0: ::global := 1\n1: return\n");
  EXPECT_EQ(nodesOfBody("try { global = 1; } catch (...) { check(s->Wait); }"),
            "0: ::global := 1\n1: return\n");
  EXPECT_EQ(nodesOfBody("try { throw 1; } "
                        "catch (...) { Missing::tell(); return; }"),
            "0: unsupported\n1: return\n");
  // Elsewhere what nothing leads to may hide a label.
  EXPECT_EQ(nodesOfBody("return; Missing::tell(); global = 1;"), "broken");
}

TEST(BrokenParts, ReportsThatMacrosWrite) {
  auto Guess = [](const std::string &Call) {
    const std::string Nodes = nodesOfBody(Call + " global = 1;");
    const std::string Rest = "1: ::global := 1\n2: return\n";
    return Nodes.substr(0, Nodes.find(Rest));
  };
  EXPECT_EQ(Guess("TELL(\"a\", s, 1);"), "0: guess ? Missing::tell($0)\n");
  EXPECT_EQ(Guess("TELL(\"a\");"), "0: guess ? Missing::tell()\n");
  EXPECT_EQ(Guess("TELL(\"a\", s->Wait);"), "0: unsupported\n");
  EXPECT_EQ(Guess("TELL(\"a\", ACTION);"), "0: unsupported\n");
  EXPECT_EQ(Guess("TELL(CONSTANT);"), "0: unsupported\n");
  EXPECT_EQ(Guess("TELL2(\"a\");"), "0: unsupported\n");
  EXPECT_EQ(Guess("CALL();"), "0: unsupported\n");
}

TEST(BrokenParts, MethodsOfWhatTheUnitDoesNotHave) {
  EXPECT_EQ(nodesOfBody("tell(UNKNOWN, Other::Text().stop(1));"),
            "0: guess ? tell()\n1: return\n");
  EXPECT_EQ(nodesOfBody("tell(UNKNOWN, known::Text().stop(1));"), Unknown);
  EXPECT_EQ(nodesOfBody("tell(UNKNOWN, Other::Text(s).stop(1));"), Unknown);
}

TEST(BrokenParts, StatementsThatAreCutOff) {
  // A name that is taken for a variable may be that of a type.
  EXPECT_EQ(nodesOfBody("global = 2; global b = {1}; global = 1;"),
            "0: ::global := 2\n1: unsupported\n2: ::global := 1\n3: return\n");
  EXPECT_EQ(nodesOfBody("if (a) { global b = {1}; } global = 1;"),
            "0: if $1 != 0 then 1 else 2\n1: unsupported\n"
            "2: ::global := 1\n3: return\n");
}

TEST(BrokenParts, ParametersOfUnknownTypes) {
  auto NodesOf = [](const std::string &Code) {
    const auto Unit = extractCxx(Code);
    const facts::Function F = functionNamed(Unit, "f");
    return F.IsBroken ? "broken" : nodesOf(Unit, "f");
  };
  const std::string Closes = "0: api CloseThreadpoolWait($1)\n1: return\n";
  EXPECT_EQ(NodesOf("void f(Missing m, PTP_WAIT w = 0) "
                    "{ CloseThreadpoolWait(w); }"),
            Closes);
  EXPECT_EQ(NodesOf("void f(Missing, PTP_WAIT w) { CloseThreadpoolWait(w); }"),
            Closes);
  EXPECT_EQ(NodesOf("void f(const Missing *m, PTP_WAIT w) "
                    "{ tell(m); CloseThreadpoolWait(w); }"),
            "0: unsupported\n1: api CloseThreadpoolWait($1)\n2: return\n");
  // What is taken for a type may be a macro.
  EXPECT_EQ(NodesOf("void f(MISSING Other m, PTP_WAIT w) "
                    "{ CloseThreadpoolWait(w); }"),
            "broken");
}

TEST(BrokenParts, ParametersOfUnknownTypesInC) {
  const auto Unit = extractFrom("void f(MISSING m, PTP_WAIT w) "
                                "{ tell(m); CloseThreadpoolWait(w); }");
  EXPECT_EQ(nodesOf(Unit, "f"),
            "0: unsupported\n1: api CloseThreadpoolWait($1)\n2: return\n");
}

TEST(BrokenParts, DroppedLabelsReachAnywhere) {
  EXPECT_EQ(nodesOfBody("switch (a) { case 1: global = 1; break; "
                        "case UNKNOWN: global = 2; break; }"),
            "broken");
}

TEST(BrokenParts, WrongDeclarationsLeaveTheBody) {
  const auto Unit = extractCxx(
      "struct C { PTP_WAIT w; }; void C::f() { CloseThreadpoolWait(w); }"
      "__declspec(dllimport) void g(PTP_WAIT w) { CloseThreadpoolWait(w); }");
  EXPECT_TRUE(functionNamed(Unit, "C::f").IsPartial);
  EXPECT_TRUE(functionNamed(Unit, "C::f").hasBody());
  EXPECT_FALSE(functionNamed(Unit, "g").IsBroken);
}

TEST(BrokenParts, UndeclaredMacrosInC) {
  const auto Unit =
      extractFrom("void f(PTP_WAIT w) { LEAVE_IF(w); CloseThreadpoolWait(w); }"
                  "void g(PTP_WAIT w) { tell(w); CloseThreadpoolWait(w); }");
  EXPECT_EQ(nodesOf(Unit, "f"), "0: unsupported\n"
                                "1: api CloseThreadpoolWait($0)\n"
                                "2: return\n");
  EXPECT_TRUE(functionNamed(Unit, "f").IsPartial);
  EXPECT_EQ(nodesOf(Unit, "g"), "0: call tell($0)\n"
                                "1: api CloseThreadpoolWait($0)\n"
                                "2: return\n");
}
