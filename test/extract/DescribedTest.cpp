//===- DescribedTest.cpp - Calls of described functions -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::test;

static const char *Header = R"(
#define TP(Word) [[clang::annotate("threadpool::" #Word)]]
#define TPX(Word) [[clang::annotate("threadpool::" Word)]]
template <typename T> class TP(wait) Wait {
public:
  Wait();
  TP(create) void make(TP(callback) T Callback, TP(context) void *Context);
  TP(arm) bool listen(TP(handle) void *Event, int *Count);
  TP(cancel) TP(drain) TP(cancel) TP(drain) void stop();
  TP(close) ~Wait();
};
typedef void Callback(void *);
class Flag {
public:
  TPX("set-flag") void set();
  TPX("test-flag") bool isSet();
};
class Lock {
public:
  TP(lock) void enter();
  TP(unlock) void leave();
};
struct TP(guard) Holder { Holder(Lock *); ~Holder(); };
TPX("source-off") void silence();
TP(nothing) void print(const void *About, int *Count);
void onSignal(void *Context) {}
)";

static std::string inCxx(const std::string &Code) {
  return nodesInCxx(Header + Code);
}

TEST(Described, MembersActOnTheirObject) {
  EXPECT_EQ(inCxx("struct S { Wait<Callback *> w; };"
                  "void f(S *s, void *e, int n) { s->w.make(onSignal, s);"
                  "if (s->w.listen(e, nullptr)) s->w.stop(); }"),
            "0: api CreateThreadpoolWait(&onSignal(), $0, unknown)\n"
            "1: $0->w{} := #0\n"
            "2: api SetThreadpoolWait($0->w{}, $1, 0)\n"
            "3: if #2 != 0 then 4 else 8\n"
            "4: api SetThreadpoolWait($0->w{}, 0, 0)\n"
            "5: api WaitForThreadpoolWaitCallbacks($0->w{}, 0)\n"
            "6: api SetThreadpoolWait($0->w{}, 0, 0)\n"
            "7: api WaitForThreadpoolWaitCallbacks($0->w{}, 0)\n"
            "8: return\n");
}

TEST(Described, DestructorsAreCalls) {
  EXPECT_EQ(inCxx("void f(Wait<int> *p) { Wait<int> w; delete p; }"),
            "0: call Wait<int>::Wait(&w)\n"
            "1: api CloseThreadpoolWait($0{})\n"
            "2: delete $0\n"
            "3: api CloseThreadpoolWait(w{})\n"
            "4: return\n");
}

TEST(Described, FlagsAreAssignedAndTested) {
  EXPECT_EQ(inCxx("void f(Flag *x, Flag &y, Lock &l) {"
                  "if (!x->isSet()) y.set(); }"),
            "0: if $0{} == 0 then 1 else 2\n"
            "1: $1{} := 1\n"
            "2: return\n");
}

TEST(Described, LocksAndGuards) {
  EXPECT_EQ(inCxx("void f(Lock &l) { l.enter(); l.leave(); Holder h(&l); }"),
            "0: lock $0{}\n"
            "1: unlock $0{}\n"
            "2: lock $0{}\n"
            "3: unlock $0{}\n"
            "4: return\n");
}

TEST(Described, TheRestIsLookedAt) {
  EXPECT_EQ(inCxx("void f(Flag *x) { int n = 1; print(x, &n); silence();"
                  "if (n == 1) x->set(); }"),
            "0: n := 1\n"
            "1: touch $0[*]\n"
            "2: n := unknown\n"
            "3: source off\n"
            "4: if n == 1 then 5 else 6\n"
            "5: $0{} := 1\n"
            "6: return\n");
}

TEST(Described, CallbacksGetTheirContextFirst) {
  const facts::UnitFacts Unit = extractCxx(
      std::string(Header) +
      "struct S { Wait<Callback *> w; }; void onOther(int n, S *s) {}"
      "void g(PTP_CALLBACK_INSTANCE, void *, PTP_WAIT, DWORD) {}"
      "typedef void Other(int, S *);"
      "void f(S *s, Wait<Other *> *o, Wait<PTP_WAIT_CALLBACK> *p) {"
      "s->w.make(onSignal, s); o->make(onOther, s); p->make(g, s); }");
  // The pool calls `g` itself.
  EXPECT_NE(Unit.Functions.find("callback c:@F@onSignal#*v#"),
            Unit.Functions.end());
  const facts::Function &Other =
      Unit.Functions.at("callback c:@F@onOther#I#*$@S@S#");
  ASSERT_EQ(Other.Nodes.size(), 2u);
  ASSERT_EQ(Other.Nodes[0].Args.size(), 2u);
  EXPECT_EQ(Other.Nodes[0].Args[1].Where.Symbol, "1");
  EXPECT_EQ(Unit.Functions.count("callback " + functionNamed(Unit, "g").Usr),
            0u);
}
