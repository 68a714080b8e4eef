//===- PlacesTest.cpp - Where things stand, and could be put --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::test;

/// The first node of `f` in \p Code that has the kind \p Kind.
static facts::Node first(const std::string &Code, facts::NodeKind Kind) {
  for (const facts::Node &N : functionNamed(extractFrom(Code), "f").Nodes)
    if (N.Kind == Kind)
      return N;
  return {};
}

static facts::Node firstApiCall(const std::string &Code) {
  return first(Code, facts::NodeKind::ApiCall);
}

TEST(Places, NodesKnowTheirPlaceAndText) {
  const std::string Code = "void f(PTP_WAIT *w) {\n"
                           "  CloseThreadpoolWait(w[1]);\n"
                           "}\n";
  const facts::Node N = firstApiCall(Code);
  EXPECT_EQ(N.Where.Line, 2u);
  EXPECT_EQ(N.Where.Column, 3u);
  EXPECT_EQ(Code.substr(N.Where.Offset, N.Length), "CloseThreadpoolWait(w[1])");
  ASSERT_EQ(N.Args.size(), 1u);
  EXPECT_EQ(N.Args[0].Text, "w[1]");
}

TEST(Places, MacrosHaveAPlaceButNoText) {
  const std::string Code = "#define CLOSE(w) CloseThreadpoolWait(w)\n"
                           "void f(PTP_WAIT w) {\n"
                           "  CLOSE(w);\n"
                           "}\n";
  const facts::Node N = firstApiCall(Code);
  EXPECT_EQ(N.Where.Line, 3u);
  EXPECT_EQ(N.Where.Column, 3u);
  EXPECT_EQ(N.Length, 0u);
  EXPECT_EQ(N.Args[0].Text, "");
  EXPECT_FALSE(N.Insertion.Before.isValid());
}

TEST(Places, ArgumentsFromMacrosHaveNoText) {
  const facts::Node N =
      firstApiCall("void f(PTP_WAIT w) { SetThreadpoolWait(w, NULL, 0); }");
  ASSERT_EQ(N.Args.size(), 3u);
  EXPECT_EQ(N.Args[0].Text, "w");
  EXPECT_EQ(N.Args[1].Text, "");
  EXPECT_EQ(N.Args[1].Kind, facts::Operand::OperandKind::Constant);
  EXPECT_EQ(N.Args[2].Text, "0");
}

/// The text between the two insertion points, with those in brackets.
static std::string insertable(const std::string &Body) {
  const std::string Code =
      "int g;\nint a(void);\nvoid f(PTP_WAIT w, int x)\n{\n" + Body + "\n}\n";
  const facts::Node N = firstApiCall(Code);
  if (!N.Insertion.Before.isValid())
    return N.Kind == facts::NodeKind::ApiCall ? "none" : "no call";
  return N.Insertion.Indentation + "|" +
         Code.substr(N.Insertion.Before.Offset,
                     N.Insertion.After.Offset - N.Insertion.Before.Offset) +
         "|";
}

TEST(Places, StatementsInBracesCanHaveNeighbours) {
  EXPECT_EQ(insertable("    CloseThreadpoolWait(w);"),
            "    |CloseThreadpoolWait(w);|");
  EXPECT_EQ(insertable("\tg = 1, SetThreadpoolWait(w, 0, NULL) ;"),
            "\t|g = 1, SetThreadpoolWait(w, 0, NULL) ;|");
  EXPECT_EQ(insertable("  if (x) {\n    CloseThreadpoolWait(w);\n  }"),
            "    |CloseThreadpoolWait(w);|");
  EXPECT_EQ(insertable("  switch (x) {\n  case 1:\n"
                       "    CloseThreadpoolWait(w);\n  }"),
            "    |CloseThreadpoolWait(w);|");
}

TEST(Places, ConditionsBelongToTheirStatement) {
  EXPECT_EQ(insertable("  if (CreateThreadpoolWait(0, 0, 0) == 0)\n    a();"),
            "  |if (CreateThreadpoolWait(0, 0, 0) == 0)\n    a();|");
  EXPECT_EQ(insertable("  if (CreateThreadpoolWait(0, 0, 0)) {\n  }"),
            "  |if (CreateThreadpoolWait(0, 0, 0)) {\n  }|");
}

TEST(Places, WhatIsEvaluatedAgainOrPerhapsHasNoNeighbours) {
  EXPECT_EQ(insertable("  while (CreateThreadpoolWait(0, 0, 0)) { }"), "none");
  EXPECT_EQ(insertable("  for (;; CloseThreadpoolWait(w)) { }"), "none");
  EXPECT_EQ(insertable("  if (x && CreateThreadpoolWait(0, 0, 0)) { }"),
            "none");
  EXPECT_EQ(insertable("  x ? CloseThreadpoolWait(w) : (void)0;"), "none");
  EXPECT_EQ(insertable("  if (CreateThreadpoolWait(0, 0, 0) && x) { }"),
            "  |if (CreateThreadpoolWait(0, 0, 0) && x) { }|");
}

/// The code of `f` with \p Body, where a statement was put before its first
/// call of the API.
static std::string inserted(const std::string &Body) {
  std::string Code =
      "void a(void);\nvoid f(PTP_WAIT w, int x) {\n" + Body + "\n}\n";
  const facts::InsertionPoint At = firstApiCall(Code).Insertion;
  if (!At.Before.isValid())
    return "none";
  if (At.Braces)
    Code.insert(At.Braces->Close.Offset, At.Braces->CloseText);
  Code.insert(At.Before.Offset, "NEW;" + At.Separator);
  if (At.Braces)
    Code.insert(At.Braces->Open.Offset, At.Braces->OpenText);
  const std::size_t Begin = Code.find("{\n") + 2;
  return Code.substr(Begin, Code.rfind("\n}\n") - Begin);
}

TEST(Places, WhatIsInsertedLooksLikeTheCodeAround) {
  EXPECT_EQ(inserted("\tCloseThreadpoolWait(w);"),
            "\tNEW;\n\tCloseThreadpoolWait(w);");
  EXPECT_EQ(inserted("  a(); CloseThreadpoolWait(w);"),
            "  a(); NEW; CloseThreadpoolWait(w);");
  EXPECT_EQ(inserted("out: CloseThreadpoolWait(w);"),
            "out: NEW; CloseThreadpoolWait(w);");
}

TEST(Places, BareBranchesGetBraces) {
  EXPECT_EQ(inserted("  if (x) CloseThreadpoolWait(w);"),
            "  if (x) { NEW; CloseThreadpoolWait(w); }");
  EXPECT_EQ(inserted("  if (x) // why\n    CloseThreadpoolWait(w); // what"),
            "  if (x) { // why\n    NEW;\n    CloseThreadpoolWait(w); // what\n"
            "  }");
  EXPECT_EQ(inserted("  if (x &&\n      x)\n    CloseThreadpoolWait(w);\n"
                     "  else\n    a();"),
            "  if (x &&\n      x) {\n    NEW;\n    CloseThreadpoolWait(w);\n"
            "  }\n  else\n    a();");
  EXPECT_EQ(inserted("  if (x)\n    a();\n  else\n"
                     "    CloseThreadpoolWait(w);"),
            "  if (x)\n    a();\n  else {\n    NEW;\n"
            "    CloseThreadpoolWait(w);\n  }");
  EXPECT_EQ(inserted("  while (x)\n    CloseThreadpoolWait(w);"),
            "  while (x) {\n    NEW;\n    CloseThreadpoolWait(w);\n  }");
  EXPECT_EQ(inserted("  for (;;)\n    CloseThreadpoolWait(w);"),
            "  for (;;) {\n    NEW;\n    CloseThreadpoolWait(w);\n  }");
  EXPECT_EQ(inserted("  do\n    CloseThreadpoolWait(w);\n  while (x);"),
            "  do {\n    NEW;\n    CloseThreadpoolWait(w);\n  }\n"
            "  while (x);");
}

TEST(Places, BracesFollowTheFile) {
  EXPECT_EQ(inserted("  if (x)\n    CloseThreadpoolWait(w);\n"
                     "  if (x)\n  {\n    a();\n  }"),
            "  if (x)\n  {\n    NEW;\n    CloseThreadpoolWait(w);\n  }\n"
            "  if (x)\n  {\n    a();\n  }");
}

TEST(Places, LineBreaksFollowTheFile) {
  const facts::Node N = firstApiCall("void f(PTP_WAIT w, int x) {\r\n"
                                     "  if (x)\r\n"
                                     "    CloseThreadpoolWait(w);\r\n"
                                     "}\r\n");
  ASSERT_TRUE(N.Insertion.Braces);
  EXPECT_EQ(N.Insertion.Separator, "\r\n    ");
  EXPECT_EQ(N.Insertion.Braces->CloseText, "\r\n  }");
}

TEST(Places, VariablesOfTheStatementItselfAreNotKnownBeforeIt) {
  const char Code[] =
      "PTP_WAIT a();\n"
      "void f() {\n"
      "  if (PTP_WAIT w = a(); w)\n"
      "    CloseThreadpoolWait(w);\n"
      "}\n"
      "void g() {\n"
      "  if (PTP_WAIT w = (a(), CreateThreadpoolWait(0, 0, 0)))\n"
      "    a();\n"
      "}\n"
      "void h() {\n"
      "  if (PTP_WAIT w = a(); SetThreadpoolWaitEx(w, 0, 0, 0))\n"
      "    a();\n"
      "}\n";
  const facts::UnitFacts Unit = extractFrom(Code, "input.cpp");
  auto CanInsert = [&](const char *Function) {
    for (const facts::Node &N : functionNamed(Unit, Function).Nodes)
      if (N.Kind == facts::NodeKind::ApiCall)
        return N.Insertion.Before.isValid();
    return false;
  };
  EXPECT_TRUE(CanInsert("f"));
  EXPECT_TRUE(CanInsert("g"));
  EXPECT_FALSE(CanInsert("h"));
}

TEST(Places, NullPointersFollowTheFile) {
  const std::string Mention =
      "void f(PTP_WAIT w) { CloseThreadpoolWait(w); }\n";
  auto Prefers = [&](const std::string &Code) {
    return functionNamed(extractFrom(Code + Mention, "input.cpp"), "f")
        .PrefersNullptr;
  };
  EXPECT_TRUE(Prefers(""));
  EXPECT_TRUE(Prefers("void *p = nullptr; // NULL, NULL\n"));
  EXPECT_FALSE(Prefers("#define NULL 0\nvoid *p = NULL;\n"));
  EXPECT_FALSE(functionNamed(extractFrom(Mention), "f").PrefersNullptr);
}
