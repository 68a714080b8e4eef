//===- UnitTest.cpp - Relevance, broken functions and evidence ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include "facts/Dump.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::test;

TEST(Unit, WithoutTheApiIsEmpty) {
  EXPECT_TRUE(extractFrom("int g; void f(void) { g = 1; CloseHandle(0); }")
                  .Functions.empty());
  EXPECT_TRUE(extractFrom("struct S { void CloseThreadpoolWait(int); };"
                          "void f(S &s) { s.CloseThreadpoolWait(1); }",
                          "input.cpp")
                  .Functions.empty());
  EXPECT_TRUE(extractFrom("template <typename T> void f(T w) {"
                          " g(w); }",
                          "input.cpp")
                  .Functions.empty());
}

TEST(Unit, ReferencesOutsideOfFunctionsCount) {
  EXPECT_FALSE(extractFrom("void (*p)(PTP_WAIT) = CloseThreadpoolWait;"
                           "int g; void f(void) { g = 1; }")
                   .Functions.empty());
}

TEST(Unit, HoldsFunctionsThatDoNotMentionTheApi) {
  const auto Unit = extractFrom("int stop; void f(void) { stop = 1; }"
                                "void g(void) { CloseThreadpoolWait(0); }");
  EXPECT_EQ(nodesOf(Unit, "f"), "0: ::stop := 1\n"
                                "1: return\n");
}

TEST(Unit, FunctionsWithErrorsAreBroken) {
  const auto Unit = extractFrom(
      "void f(MARK undeclared t) { PTP_WAIT w; CloseThreadpoolWait(w); }"
      "void g(PTP_WAIT w) { CloseThreadpoolWait(w); }",
      "input.cpp");
  EXPECT_TRUE(functionNamed(Unit, "f").IsBroken);
  EXPECT_FALSE(functionNamed(Unit, "f").hasBody());
  EXPECT_FALSE(functionNamed(Unit, "g").IsBroken);
  EXPECT_TRUE(functionNamed(Unit, "g").hasBody());
}

TEST(Unit, FunctionsWhoseBodiesAreLeftOutAreBroken) {
  const auto Unit = extractFrom("static void withSkippedBody(PTP_WAIT w) {"
                                " CloseThreadpoolWait(w); }"
                                "void f(PTP_WAIT w) { withSkippedBody(w);"
                                " CloseThreadpoolWait(w); }");
  EXPECT_TRUE(functionNamed(Unit, "withSkippedBody").IsBroken);
  EXPECT_FALSE(functionNamed(Unit, "f").IsBroken);
}

TEST(Unit, AssemblyIsUnsupportedAndJumpingAssemblyBroken) {
  const auto Unit =
      extractFrom("void f(void) { CloseThreadpoolWait(0); __asm__(\"nop\"); }"
                  "void g(void) { __asm__ goto(\"\" : : : : out); out:; }");
  EXPECT_EQ(nodesOf(Unit, "f"), "0: api CloseThreadpoolWait(0)\n"
                                "1: unsupported\n"
                                "2: return\n");
  EXPECT_TRUE(functionNamed(Unit, "g").IsBroken);
}

TEST(Unit, DeepNestingIsBrokenNotACrash) {
  std::string Sum = "0";
  for (int I = 0; I != 3000; ++I)
    Sum += "+g";
  const auto Unit = extractFrom("int g; int f(void) { CloseThreadpoolWait(0);"
                                "return " +
                                Sum + "; }");
  EXPECT_TRUE(functionNamed(Unit, "f").IsBroken);
}

/// The initial value of the global or field called \p Name.
static std::int64_t initial(const facts::UnitFacts &Unit,
                            const std::string &Name) {
  for (const auto &[Usr, Value] : Unit.InitialValues)
    if (Usr.size() > Name.size() &&
        Usr.compare(Usr.size() - Name.size() - 1, std::string::npos,
                    "@" + Name) == 0)
      return Value;
  return -1;
}

TEST(Unit, KnowsInitialValues) {
  const auto Unit = extractCxx(R"(
int zero; static int three = 1 + 2; void *null = nullptr; int *p = &zero;
std::atomic<bool> flag{true};
struct S { int a = 5; std::atomic<int> b{6}; int c; } s;
extern int elsewhere;
void f() { static int local = 7; zero = elsewhere; })");
  EXPECT_EQ(initial(Unit, "zero"), 0);
  EXPECT_EQ(initial(Unit, "three"), 3);
  EXPECT_EQ(initial(Unit, "null"), 0);
  EXPECT_EQ(initial(Unit, "p"), -1);
  EXPECT_EQ(initial(Unit, "flag"), 1);
  EXPECT_EQ(initial(Unit, "a"), 5);
  EXPECT_EQ(initial(Unit, "b"), 6);
  EXPECT_EQ(initial(Unit, "c"), -1);
  EXPECT_EQ(initial(Unit, "elsewhere"), -1);
  EXPECT_EQ(initial(Unit, "local"), 7);
}

TEST(Unit, KnowsWhichGlobalsOthersCanName) {
  const auto Unit =
      extractFrom("int e; static int s; extern int elsewhere;"
                  "void f(void) { CloseThreadpoolWait(0); s = elsewhere; }");
  EXPECT_EQ(Unit.ExternalGlobals,
            (std::vector<std::string>{"c:@e", "c:@elsewhere"}));
}

TEST(Unit, KnowsWhichMembersOthersCanName) {
  // The header is the one that every unit here includes.
  const auto Unit = extractCxx(R"(
struct Own { int stop; FILETIME due; };
void f(Own *o, FILETIME *t) {
  o->stop = 1; o->due.Low = 2; if (t->Low) f(o, t);
})");
  EXPECT_EQ(Unit.ExternalFields,
            (std::vector<std::string>{"c:@S@_FILETIME@FI@Low"}));
  const std::string Text = facts::dump(Unit);
  EXPECT_NE(Text.find("external field Low\n"), std::string::npos) << Text;
}

TEST(Unit, TellsWhatEndsWithTheModule) {
  const auto Unit = extractCxx(R"(
struct Plain { int n; };
struct Owner { PTP_WAIT w; ~Owner() { CloseThreadpoolWait(w); } };
Plain plain;
Owner one, several[2];
thread_local Owner of_thread;
[[clang::no_destroy]] Owner kept;
Owner *pointer = new Owner;
extern Owner elsewhere;
void f() { static Owner local; Owner automatic; }
)");
  std::vector<std::string> Names;
  for (const facts::Function &End : Unit.AtExit) {
    Names.push_back(End.Name);
    EXPECT_TRUE(End.Where.isValid());
    ASSERT_TRUE(End.hasBody());
    EXPECT_EQ(End.Nodes[End.Entry].CalleeName, "Owner::~Owner");
  }
  EXPECT_EQ(Names, (std::vector<std::string>{"one", "several", "local"}));
}

TEST(Unit, TellsWhatBeginsWithTheModule) {
  const std::string Start = R"(
struct Owner { Owner(int); PTP_WAIT w; ~Owner() { CloseThreadpoolWait(w); } };
Owner one(1);
Owner *pointer = &one;
int number = 2;
void f() { static Owner local(3); }
)";
  const auto Unit = extractCxx(Start);
  std::vector<std::string> Names;
  for (const facts::Function &F : Unit.AtStart)
    Names.push_back(F.Name);
  EXPECT_EQ(Names, (std::vector<std::string>{"one", "pointer"}));
  const std::string Text = facts::dump(Unit);
  EXPECT_NE(Text.find("Owner::Owner(&::one; 1)"), std::string::npos) << Text;
  EXPECT_NE(Text.find("::pointer := &::one"), std::string::npos) << Text;
  EXPECT_TRUE(extractCxx("int *pointer;").AtStart.empty());
}

TEST(Unit, FindsEvidenceOfADll) {
  const std::string Mention = "void f(void) { CloseThreadpoolWait(0); }";
  auto Evidence = [&](const std::string &Code,
                      std::vector<std::string> Arguments = {}) {
    return extractFrom(Code + Mention, "input.c", std::move(Arguments)).Dll;
  };
  using facts::DllEvidence;
  EXPECT_EQ(Evidence(""), DllEvidence::None);
  EXPECT_EQ(Evidence("BOOL DllMain(HANDLE h, DWORD r, void *p) { return 1; }"),
            DllEvidence::DllMain);
  EXPECT_EQ(Evidence("__declspec(dllexport) int e(void) { return 1; }",
                     {"--target=x86_64-w64-mingw32"}),
            DllEvidence::Export);
  EXPECT_EQ(Evidence("__declspec(dllimport) int e(void);",
                     {"--target=x86_64-w64-mingw32"}),
            DllEvidence::None);
  EXPECT_EQ(Evidence("", {"-D_USRDLL"}), DllEvidence::Macro);
  EXPECT_EQ(Evidence("", {"-D_WINDLL"}), DllEvidence::Macro);
  const facts::Location At =
      extractFrom("\n BOOL DllMain(HANDLE h, DWORD r, void *p) { return 1; }" +
                      Mention,
                  "input.c", {})
          .DllAt;
  EXPECT_EQ(At.Line, 2u);
  EXPECT_EQ(At.Column, 7u);
}
