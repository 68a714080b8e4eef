//===- StorageTest.cpp - Which storage is meant ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool::test;

static const char *Context = R"(
typedef struct Context {
  HANDLE event;
  LONG stop;
  struct Context *next;
  HANDLE handles[4];
  struct { int a; struct { int b; }; } in;
} Context;
static Context g;
extern Context ext;
)";

static std::string inC(const std::string &Body) {
  return nodesInC(std::string(Context) + "void f(void *p, PTP_WAIT w) {" +
                  Body + "}");
}

TEST(Storage, NamesWhatCastsAndPointersLeadTo) {
  EXPECT_EQ(inC("Context *c = (Context *)p; c->stop = 1; (*c).next->stop = 2;"
                "(&g)->stop = 3; Context l; Context *q = &l; l.stop = 4;"),
            "0: c := $0\n"
            "1: c->stop := 1\n"
            "2: c->next->stop := 2\n"
            "3: ::g.stop := 3\n"
            "4: q := &l\n"
            "5: l.stop := 4\n"
            "6: return\n");
}

static std::string withParts(const std::string &Declared,
                             const std::string &Body) {
  return nodesInC("typedef struct { PTP_WAIT wait; int n; } Part;" + Declared +
                  "void f(Whole *w, Part *p) {" + Body + "}");
}

static const char *OnePart = "typedef struct { LONG refs; Part part; } Whole;";

TEST(Storage, LeavesAwayTheNameOfTheOnlyPartOfAType) {
  EXPECT_EQ(withParts(OnePart, "w->part.n = 1; p->n = 2; p = &w->part;"
                               "Whole l = {3, {0, 4}}; w->refs = 5;"),
            "0: $0->n := 1\n"
            "1: $1->n := 2\n"
            "2: $1 := $0\n"
            "3: l.wait := 0\n"
            "4: l.n := 4\n"
            "5: l.refs := 3\n"
            "6: $0->refs := 5\n"
            "7: return\n");
}

TEST(Storage, InitialisesPartsWithoutNames) {
  const char *Declared = "struct Part { PTP_WAIT wait; int n; };"
                         "struct Whole { int refs; Part part; };"
                         "struct Holder { Whole whole; Holder(); };";
  const auto Unit =
      extractCxx(std::string(Declared) +
                 "Holder::Holder() : whole() {}"
                 "void f(Part *p, Whole *w) { WaitForThreadpoolWaitCallbacks("
                 "nullptr, 0); }");
  EXPECT_EQ(nodesOf(Unit, "Holder::Holder"), "0: this->refs := 0\n"
                                             "1: this->wait := 0\n"
                                             "2: this->n := 0\n"
                                             "3: return\n");
}

TEST(Storage, ComputesTheWholeOfAPart) {
  const char *Steps =
      "w = (Whole *)((char *)(p) - (__UINTPTR_TYPE__)(&((Whole *)0)->part));"
      "w = (Whole *)((char *)p - __builtin_offsetof(Whole, part));"
      "w = (Whole *)((__UINTPTR_TYPE__)p - __builtin_offsetof(Whole, part));";
  EXPECT_EQ(withParts(OnePart, Steps), "0: $0 := $1\n"
                                       "1: $0 := $1\n"
                                       "2: $0 := $1\n"
                                       "3: return\n");
  const char *OtherSteps =
      "w = (Whole *)((char *)p - __builtin_offsetof(Whole, refs));"
      "w = (Whole *)(p - 1);";
  EXPECT_EQ(withParts(OnePart, OtherSteps), "0: $0 := unknown($1)\n"
                                            "1: $0 := unknown($1)\n"
                                            "2: return\n");
}

TEST(Storage, KeepsTheNamesOfPartsThatAreNotAlone) {
  const std::string Kept = "0: $0->part.n := 1\n"
                           "1: return\n";
  const char *Step = "w->part.n = 1;";
  EXPECT_EQ(withParts("typedef struct { Part part, other; } Whole;", Step),
            Kept);
  EXPECT_EQ(withParts("typedef struct { Part part; } Whole;"
                      "typedef struct { Part in[2]; } Other;",
                      Step),
            Kept);
  EXPECT_EQ(withParts(std::string(OnePart) +
                          "void g(Part *to, Part *from) { *to = *from; }",
                      Step),
            Kept);
  EXPECT_EQ(
      withParts("typedef struct { struct { int n; } part; } Whole;", Step),
      Kept);
  EXPECT_EQ(nodesInC("typedef struct { struct { PTP_WAIT wait; int n; } part; }"
                     "Whole; void f(Whole *w) { w->part.n = 1; }"),
            Kept);
}

TEST(Storage, NumbersLocalsOfTheSameNameInSourceOrder) {
  EXPECT_EQ(inC("int x; x = 1; { int x = 2; } { int x = 3; } x = 4;"),
            "0: x := 1\n"
            "1: x#2 := 2\n"
            "2: x#3 := 3\n"
            "3: x := 4\n"
            "4: return\n");
}

TEST(Storage, StaticLocalsAreGlobals) {
  EXPECT_EQ(inC("static int n = 3; n = 4;"), "0: ::n := 4\n"
                                             "1: return\n");
}

TEST(Storage, TellsElementsWithConstantIndexApart) {
  EXPECT_EQ(inC("int i = 1; g.handles[2] = p; g.handles[i] = p; *g.handles = p;"
                "Context *c = p; c[0].stop = 1; c[1].stop = 2;"),
            "0: i := 1\n"
            "1: ::g.handles[2] := $0\n"
            "2: ::g.handles[$i] := $0\n"
            "3: ::g.handles[0] := $0\n"
            "4: c := $0\n"
            "5: c->stop := 1\n"
            "6: c[*][1].stop := 2\n"
            "7: return\n");
}

TEST(Storage, LooksThroughAnonymousMembers) {
  EXPECT_EQ(inC("g.in.a = 1; g.in.b = 2;"), "0: ::g.in.a := 1\n"
                                            "1: ::g.in.b := 2\n"
                                            "2: return\n");
}

TEST(Storage, TellsPartsOfAggregates) {
  EXPECT_EQ(inC("FILETIME t = {0}; FILETIME u = {.High = 2};"
                "t = (FILETIME){3, 4}; u = t;"),
            "0: t.Low := 0\n"
            "1: t.High := 0\n"
            "2: u.Low := 0\n"
            "3: u.High := 2\n"
            "4: %1.Low := 3\n"
            "5: %1.High := 4\n"
            "6: t := %1\n"
            "7: u := t\n"
            "8: return\n");
}

TEST(Storage, FoldsConstants) {
  EXPECT_EQ(inC("enum { Stop = 7 }; g.stop = Stop; g.stop = 1 << 4 | 1;"
                "g.event = NULL; g.event = INVALID_HANDLE_VALUE;"),
            "0: ::g.stop := 7\n"
            "1: ::g.stop := 17\n"
            "2: ::g.event := 0\n"
            "3: ::g.event := -1\n"
            "4: return\n");
}

TEST(Storage, UnknownValuesNameTheirSources) {
  EXPECT_EQ(inC("g.stop += 2; g.stop++; int x = g.stop & ext.stop;"
                "int y = (g.stop++, 5);"),
            "0: ::g.stop := unknown(::g.stop + 2)\n"
            "1: ::g.stop := unknown(::g.stop + 1)\n"
            "2: x := unknown(::g.stop, ::ext.stop)\n"
            "3: ::g.stop := unknown(::g.stop + 1)\n"
            "4: y := 5\n"
            "5: return\n");
}

TEST(Storage, TouchesWhatNoOtherNodeTells) {
  EXPECT_EQ(inC("Context *c = p; if (c->next->stop > 1) c->stop;"
                "log(\"%d\", c->next->stop + 1);"),
            "0: c := $0\n"
            "1: if c->next->stop >= 2 then 2 else 3\n"
            "2: touch c->stop\n"
            "3: call system log(unknown, unknown(c->next->stop))\n"
            "4: return\n");
}

TEST(Storage, ReferencesArePointers) {
  EXPECT_EQ(nodesInCxx(R"(
struct S { int n; int &r; };
void g(int &, const int &);
void f(S &s, int &i) {
  int &local = s.n;
  local = 1;
  i = local;
  s.r = 2;
  g(i, 5);
})"),
            "0: local := &$0->n\n"
            "1: local[*] := 1\n"
            "2: $1[*] := local[*]\n"
            "3: $0->r[*] := 2\n"
            "4: %1 := 5\n"
            "5: call g($1, &%1)\n"
            "6: return\n");
}

TEST(Storage, ThisNeedsNoDereference) {
  const auto Unit = extractCxx(R"(
struct S {
  int n = 4;
  static int shared;
  void m() { n = 1; this->n = 2; shared = 3; take(this); }
  void take(S *);
};)");
  EXPECT_EQ(nodesOf(Unit, "S::m"), "0: this->n := 1\n"
                                   "1: this->n := 2\n"
                                   "2: ::shared := 3\n"
                                   "3: call S::take(this; this)\n"
                                   "4: return\n");
}

TEST(Storage, ForwardsThroughMove) {
  EXPECT_EQ(nodesInCxx("void f(int *p) { int *q = std::move(p); }"),
            "0: q := $0\n"
            "1: return\n");
}
