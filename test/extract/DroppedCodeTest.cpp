//===- DroppedCodeTest.cpp - What errors remove without a trace -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::test;

/// What the functions under test see, and an error outside of them.
static const char *Surroundings = R"(
#define NOTHING
#define TRACE(...)
#define TRACE2(...) TRACE(__VA_ARGS__)
#define BOTH(A, B) do { A; B; } while (0)
#define WITHIN(A) do { A; Missing::call(); g(2); } while (0)
#define ALIAS Missing::call
#define ON 1
#define OFF 0
struct S { int v; S(); S(int); template <typename T> T as(); };
void g(int);
int outside = Missing::value;
)";

/// Whether \p F says that something is missing: as a whole, or at some place.
static bool isIncomplete(const facts::Function &F) {
  bool IsPartial = false;
  for (const facts::Node &N : F.Nodes)
    IsPartial |= N.Kind == facts::NodeKind::Unsupported || N.IsGuess;
  EXPECT_TRUE(F.IsBroken || F.IsPartial == IsPartial);
  return F.IsBroken || IsPartial;
}

/// The same for `f` in \p Code, in a unit with errors.
static bool isIncomplete(const std::string &Code) {
  const auto Unit = extractCxx(Surroundings + Code);
  const facts::Function F = functionNamed(Unit, "f");
  EXPECT_FALSE(F.Usr.empty());
  return isIncomplete(F);
}

/// The same where \p Body stands in `f`.
static bool isIncompleteBody(const std::string &Body) {
  return isIncomplete("void f(int a) {\n" + Body + "\n}");
}

TEST(DroppedCode, StatementsInBlocks) {
  EXPECT_TRUE(isIncompleteBody("Missing::call(a);"));
  EXPECT_TRUE(isIncompleteBody("g(1); Missing::call(a);"));
  EXPECT_TRUE(isIncompleteBody("Missing::call(a); g(1);"));
  EXPECT_TRUE(isIncompleteBody("g(1); Missing::call(a); g(2);"));
  EXPECT_TRUE(isIncompleteBody("if (a) { g(1); Missing::call(a); }"));
  EXPECT_TRUE(isIncompleteBody("while (a) Missing::call(a);"));
  EXPECT_TRUE(isIncompleteBody("return Missing::call(a);"));
  // Whatever it catches, the graph has the way past it as well.
  EXPECT_FALSE(isIncompleteBody("try { g(1); } catch (Missing::Error &) {} "
                                "catch (int) {}"));
  EXPECT_TRUE(isIncomplete("void f() try { Missing::call(); } catch (...) {}"));
}

TEST(DroppedCode, StatementsReplacedByEmptyOnes) {
  EXPECT_TRUE(isIncompleteBody("if (a) Missing::call();"));
  EXPECT_TRUE(isIncompleteBody("if (a) g(1); else Missing::call();"));
  EXPECT_TRUE(isIncompleteBody("switch (a) { case 1: Missing::call(); }"));
  EXPECT_TRUE(isIncompleteBody("again: Missing::call(); goto again;"));
}

TEST(DroppedCode, LabelsAndLoopHeads) {
  EXPECT_TRUE(isIncompleteBody("switch (a) { case Missing::One: g(1); }"));
  EXPECT_TRUE(isIncompleteBody("for (Missing::call(); a; ++a) g(1);"));
  EXPECT_TRUE(isIncompleteBody("for (; a; Missing::call()) g(1);"));
  EXPECT_TRUE(isIncompleteBody("for (;; Missing::call()) g(1);"));
}

TEST(DroppedCode, Initialisers) {
  EXPECT_TRUE(isIncompleteBody("int b = Missing::call(a);"));
  EXPECT_TRUE(isIncompleteBody("int b, c = Missing::call(a);"));
  EXPECT_TRUE(isIncompleteBody("int b[1] = {Missing::call(a)};"));
  EXPECT_TRUE(isIncompleteBody("S b(1, Missing::call(a));"));
  EXPECT_TRUE(isIncompleteBody("S b{Missing::call(a)};"));
  EXPECT_TRUE(isIncompleteBody("static int b = Missing::call(a);"));
  EXPECT_TRUE(isIncompleteBody("Missing::Type b;"));
  EXPECT_TRUE(isIncompleteBody("auto [b, c] = Missing::call();"));
}

TEST(DroppedCode, MemberInitialisers) {
  auto IsBroken = [](const std::string &Inits) {
    const auto Unit =
        extractCxx(Surroundings +
                   ("struct C : S { int a, b; C() noexcept" + Inits + "{} };"));
    return functionNamed(Unit, "C::C").IsBroken;
  };
  EXPECT_FALSE(IsBroken(""));
  EXPECT_FALSE(IsBroken(" : a(1), b{2} "));
  EXPECT_FALSE(IsBroken(" : b(1), S(3), a{2} "));
  EXPECT_FALSE(IsBroken(" try : a(1) {} catch (...) "));
  EXPECT_TRUE(IsBroken(" : a(Missing::value) "));
  EXPECT_TRUE(IsBroken(" : a(Missing::value), b{2} "));
  EXPECT_TRUE(IsBroken(" : a(1), b(Missing::value) "));
  EXPECT_TRUE(IsBroken(" : S(1), a(Missing::value), b(2) "));
  EXPECT_TRUE(IsBroken(" try : a(Missing::value) {} catch (...) "));

  // In a body there is a place for what was dropped.
  const auto Unit = extractCxx(
      Surroundings + std::string("struct C { int a; C() : a(Missing::value) { "
                                 "g(1); } };"));
  const facts::Function F = functionNamed(Unit, "C::C");
  EXPECT_FALSE(F.IsBroken);
  EXPECT_TRUE(isIncomplete(F));
}

TEST(DroppedCode, InMacros) {
  EXPECT_TRUE(isIncompleteBody("ALIAS();"));
  EXPECT_TRUE(isIncompleteBody("BOTH(g(1), Missing::call());"));
  EXPECT_TRUE(isIncompleteBody("BOTH(Missing::call(), g(1));"));
  EXPECT_TRUE(isIncompleteBody("WITHIN(g(1));"));
  EXPECT_FALSE(isIncompleteBody("BOTH(g(1), g(2)); BOTH(a = 1, return);"));
}

TEST(DroppedCode, NothingIsDroppedFromCompleteCode) {
  EXPECT_FALSE(isIncompleteBody(""));
  EXPECT_FALSE(isIncompleteBody("; ; g(1);;"));
  EXPECT_FALSE(isIncompleteBody("/* g(2); */ g(1); // g(3);"));
  EXPECT_FALSE(
      isIncompleteBody("NOTHING g(1); NOTHING; TRACE(a, (a)); TRACE2(a);"));
  EXPECT_FALSE(
      isIncompleteBody("[[maybe_unused]] int b; __attribute__((unused)) "
                       "int c; __extension__ int d;"));
  EXPECT_FALSE(
      isIncompleteBody("int b, *c, d[2], (*e)(int); S s; S t(); S u{};"));
  EXPECT_FALSE(isIncompleteBody("for (;;) { if (a) break; else ; }"));
  EXPECT_FALSE(isIncompleteBody("for (int i = 0; i < a; ++i) g(i);"));
  EXPECT_FALSE(
      isIncompleteBody("switch (a) { case 1: case 2: g(1); default:; }"));
  EXPECT_FALSE(isIncompleteBody("if (a) goto out; g(2); out: return;"));
  EXPECT_FALSE(isIncompleteBody("do g(1); while (a); while (a) ;"));
  EXPECT_FALSE(isIncompleteBody("struct L { int x; } l; using T = int; "
                                "static_assert(true); g(l.x);"));
  EXPECT_FALSE(isIncompleteBody("auto l = [&] { return a; }; l();"));
  EXPECT_FALSE(isIncompleteBody("g(({ int b = a; b; })); ::g(1);"));
  EXPECT_FALSE(
      isIncompleteBody("try { g(1); } catch (int) { } catch (...) { }"));
}

TEST(DroppedCode, LambdasAreFunctionsOfTheirOwn) {
  const auto Unit = extractCxx(
      Surroundings +
      std::string("void f() { auto l = [] { Missing::call(); }; l(); }"));
  EXPECT_FALSE(functionNamed(Unit, "f").IsBroken);
  EXPECT_TRUE(isIncomplete(functionNamed(Unit, "lambda in f")));
}

TEST(DroppedCode, InstancesAreComparedWithTheirTemplate) {
  const std::string Start = "template <typename T> void t(T a) {";
  const std::string End = "} void f() { t(1); }";
  auto IsBroken = [&](const std::string &Body) {
    const auto Unit = extractCxx(Surroundings + Start + Body + End);
    return functionNamed(Unit, "t").IsBroken;
  };
  EXPECT_FALSE(IsBroken("if constexpr (sizeof(T) == 4) { g(1); } else { g(2); }"
                        "if constexpr (sizeof(T) == 1) { g(1); } g(a);"));
  EXPECT_TRUE(IsBroken("Missing::call(1); g(a);"));
  // Taken for a declaration; the instance fails as a whole.
  EXPECT_TRUE(IsBroken("Missing::call(a); g(1);"));
}

TEST(DroppedCode, ExcludedLinesAreNotMissed) {
  EXPECT_FALSE(isIncompleteBody("#if 0\ng(1);\n#endif\ng(2);"));
  EXPECT_FALSE(isIncompleteBody("#ifdef UNSET\ng(1);\n#else\ng(2);\n#endif"));
  EXPECT_FALSE(isIncompleteBody("#ifndef ON\ng(1);\n#endif"));
  EXPECT_FALSE(isIncompleteBody("#if !defined(ON)\ng(1);\n#endif"));
  EXPECT_FALSE(isIncompleteBody("#if OFF\ng(1);\n#elif UNSET\ng(2);\n#endif"));
  EXPECT_FALSE(isIncompleteBody("#if ON\ng(1);\n#else\ng(2);\n#endif\ng(3);"));
  EXPECT_FALSE(isIncompleteBody(
      "#if ON > 3\ng(1);\n#elif ON > 2\n#else\ng(2);\n#endif"));
  EXPECT_FALSE(isIncompleteBody("#pragma once\n#define LATER g(1);\n"));
  EXPECT_TRUE(isIncompleteBody("#if 1\nMissing::call();\n#endif"));
  EXPECT_TRUE(isIncompleteBody("#ifdef ON\nMissing::call();\n#endif"));
  EXPECT_TRUE(isIncompleteBody("#if 0\n#else\nMissing::call();\n#endif"));
  EXPECT_TRUE(isIncompleteBody("#if ON\ng(1);\nMissing::call();\n#endif"));
  // Too much for a look: what may have been read counts.
  EXPECT_TRUE(isIncompleteBody("#if ON > OFF\nMissing::call();\n#endif"));
}

TEST(DroppedCode, WorksInC) {
  const auto Unit = extractFrom(
      "int g(int);"
      "void f(PTP_WAIT w) { Missing *p; CloseThreadpoolWait(w); }"
      "void h(PTP_WAIT w) { int a, b; g(1); out: CloseThreadpoolWait(w); }");
  EXPECT_TRUE(isIncomplete(functionNamed(Unit, "f")));
  EXPECT_FALSE(functionNamed(Unit, "h").IsBroken);
}
