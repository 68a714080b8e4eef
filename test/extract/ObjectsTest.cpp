//===- ObjectsTest.cpp - Construction, destruction and lambdas ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Extraction.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::test;

TEST(Objects, ConstructorsInitialiseInOrder) {
  const auto Unit = extractCxx(R"(
struct Part { Part(int); };
struct Base { Base(); };
struct S : Base {
  int a = 1; Part p; int *q; int &r;
  S(int &x) : p(a), q(&a), r(x) { a = 2; }
};)");
  EXPECT_EQ(nodesOf(Unit, "S::S"), "0: call Base::Base(this)\n"
                                   "1: this->a := 1\n"
                                   "2: call Part::Part(&this->p; this->a)\n"
                                   "3: this->q := &this->a\n"
                                   "4: this->r := $0\n"
                                   "5: this->a := 2\n"
                                   "6: return\n");
}

TEST(Objects, DestructorsEndWithMembersInReverseAndBases) {
  const auto Unit = extractCxx(R"(
struct Part { ~Part(); };
struct Base { ~Base(); };
struct S : Base { Part one, two; Part many[2]; int n; ~S() { n = 1; } };)");
  EXPECT_EQ(nodesOf(Unit, "S::~S"), "0: this->n := 1\n"
                                    "1: call Part::~Part(&this->many[+])\n"
                                    "2: call Part::~Part(&this->two)\n"
                                    "3: call Part::~Part(&this->one)\n"
                                    "4: call Base::~Base(this)\n"
                                    "5: return\n");
}

TEST(Objects, ClearedStructuresHaveZeroParts) {
  const std::string Before = R"(
typedef __SIZE_TYPE__ size_t;
extern "C" void *memset(void *, int, size_t);
struct S { int n; void *p; };
)";
  EXPECT_EQ(nodesOf(extractCxx(Before + "void f() { S s; "
                                        "memset(&s, 0, sizeof(s)); }"),
                    "f"),
            "0: call system memset(&s, 0, 16)\n"
            "1: s.n := 0\n"
            "2: s.p := 0\n"
            "3: return\n");
  EXPECT_EQ(nodesOf(extractCxx(Before + "void f() { S s; "
                                        "memset(&s, 0, sizeof(s.n)); "
                                        "memset(&s, 1, sizeof(s)); }"),
                    "f"),
            "0: call system memset(&s, 0, 4)\n"
            "1: call system memset(&s, 1, 16)\n"
            "2: return\n");
}

TEST(Objects, ImplicitDestructorsCount) {
  const auto Unit = extractCxx(R"(
struct Part { ~Part(); };
struct S { Part p; };
struct T { Part p; ~T() = default; };
void f() { S s; T t; })");
  EXPECT_EQ(nodesOf(Unit, "f"), "0: call T::~T(&t)\n"
                                "1: call S::~S(&s)\n"
                                "2: return\n");
  EXPECT_EQ(nodesOf(Unit, "S::~S"), "0: call Part::~Part(&this->p)\n"
                                    "1: return\n");
  EXPECT_EQ(nodesOf(Unit, "T::~T"), "0: call Part::~Part(&this->p)\n"
                                    "1: return\n");
}

TEST(Objects, ScopesAndTemporariesEnd) {
  EXPECT_EQ(nodesInCxx(R"(
struct P { P(); ~P(); int n; };
P make();
void f(int x) { { P p; if (x) return; x = 1; } x = P().n; x = make().n; })"),
            "0: call P::P(&p)\n"
            "1: if $0 != 0 then 2 else 4\n"
            "2: call P::~P(&p)\n"
            "3: return\n"
            "4: $0 := 1\n"
            "5: call P::~P(&p)\n"
            "6: call P::P(&%1)\n"
            "7: $0 := %1.n\n"
            "8: call P::~P(&%1)\n"
            "9: call make()\n"
            "10: %2 := #9\n"
            "11: $0 := %2.n\n"
            "12: call P::~P(&%2)\n"
            "13: return\n");
}

TEST(Objects, NewAndDelete) {
  EXPECT_EQ(nodesInCxx(R"(
struct P { P(int); ~P(); };
struct Plain { int a, b; };
struct V { virtual ~V(); };
void f(V *v) {
  P *p = new P(1); Plain *q = new Plain{2, 3};
  delete p; delete q; delete v;
})"),
            "0: call system operator new()\n"
            "1: call P::P(#0; 1)\n"
            "2: p := #0\n"
            "3: call system operator new()\n"
            "4: #3->a := 2\n"
            "5: #3->b := 3\n"
            "6: q := #3\n"
            "7: call P::~P(p)\n"
            "8: delete p\n"
            "9: delete q\n"
            "10: call ? V::~V($0)\n"
            "11: delete $0\n"
            "12: return\n");
}

TEST(Objects, KnowsWhichOverrideRuns) {
  const auto Unit = extractCxx(R"(
struct B { virtual void v(); void m() { v(); B::v(); } B() { v(); } };
struct D final : B { void v() override; };
void f(B &b, D &d) { b.v(); d.v(); B exact; exact.v(); })");
  EXPECT_EQ(nodesOf(Unit, "B::m"), "0: call ? B::v(this)\n"
                                   "1: call B::v(this)\n"
                                   "2: return\n");
  EXPECT_EQ(nodesOf(Unit, "B::B"), "0: call B::v(this)\n"
                                   "1: return\n");
  EXPECT_EQ(nodesOf(Unit, "f"), "0: call ? B::v($0)\n"
                                "1: call D::v($1)\n"
                                "2: call B::B(&exact)\n"
                                "3: call B::v(&exact)\n"
                                "4: return\n");
  EXPECT_EQ(functionNamed(Unit, "B::m").Nodes[0].Overridable,
            functionNamed(Unit, "B::m").Nodes[1].Callee);
}

TEST(Objects, CopiesAndReturnedObjects) {
  EXPECT_EQ(nodesInCxx(R"(
struct P { int a; int *p; };
P make();
P f(P &in) { P one = make(); P two = in; two = one; return two; })"),
            "0: call make()\n"
            "1: one := #0\n"
            "2: two := $0[*]\n"
            "3: two := one\n"
            "4: return two\n");
}

TEST(Objects, LambdasAreFunctionsOrObjects) {
  const auto Unit = extractCxx(R"(
struct S { int n; void m() { auto l = [this] { n = 1; }; l(); } };
void f(S *s, int x) {
  CreateThreadpoolWait([](PTP_CALLBACK_INSTANCE, void *c, PTP_WAIT, DWORD) {
    static_cast<S *>(c)->n = 2; }, s, nullptr);
  auto callback = [](PTP_CALLBACK_INSTANCE, void *, PTP_WAIT, DWORD) {};
  CreateThreadpoolWait(callback, s, nullptr);
  auto capturing = [x, &s](int y) { s->n = x; };
  capturing(3);
})");
  EXPECT_EQ(nodesOf(Unit, "f"),
            "0: api CreateThreadpoolWait(&f#lambda1(), $0, 0)\n"
            "1: api CreateThreadpoolWait(&f#lambda2(), $0, 0)\n"
            "2: capturing.0 := $1\n"
            "3: capturing.1 := &$0\n"
            "4: call lambda in f(&capturing; 3)\n"
            "5: return\n");
  EXPECT_EQ(nodesOf(Unit, "S::m"), "0: l.0 := this\n"
                                   "1: call lambda in S::m(&l)\n"
                                   "2: return\n");
  EXPECT_EQ(nodesOf(Unit, "lambda in S::m"), "0: this->0->n := 1\n"
                                             "1: return\n");
  const facts::Function F = functionNamed(Unit, "f");
  std::string Capturing;
  for (const auto &[Usr, Lambda] : Unit.Functions)
    if (Usr == F.Nodes[4].Callee)
      Capturing = Usr;
  EXPECT_EQ(Capturing, F.Usr + "#lambda3");
  EXPECT_EQ(Unit.Functions.count(F.Nodes[0].Args[0].Function), 1u);
}

TEST(Objects, GenericLambdasAreTheInstanceThatIsMeant) {
  const auto Unit = extractCxx(R"(
int g;
void f() {
  CreateThreadpoolWait([](auto, void *, auto, auto) { g = 1; }, nullptr,
                       nullptr);
})");
  const facts::Function F = functionNamed(Unit, "f");
  ASSERT_FALSE(F.Nodes.empty());
  EXPECT_EQ(Unit.Functions.count(F.Nodes[0].Args[0].Function), 1u);
  EXPECT_EQ(nodesOf(Unit, "lambda in f"), "0: ::g := 1\n"
                                          "1: return\n");
}

TEST(Objects, TemplatesAreSeenAsInstantiated) {
  const auto Unit = extractCxx(R"(
template <typename T> void store(T *p, T v) { *p = v; }
template <typename T> struct Box { T value; void set(T v) { value = v; } };
void f(int *p) { store(p, 3); Box<int> b; b.set(4); })");
  EXPECT_EQ(nodesOf(Unit, "store"), "0: $0[*] := $1\n"
                                    "1: return\n");
  EXPECT_EQ(nodesOf(Unit, "Box<int>::set"), "0: this->value := $0\n"
                                            "1: return\n");
  EXPECT_EQ(nodesOf(Unit, "f"), "0: call store($0, 3)\n"
                                "1: call Box<int>::set(&b; 4)\n"
                                "2: return\n");
}

TEST(Objects, FunctionObjectsTellWhetherTheyHoldOne) {
  const std::string Before = R"(
# 1 "functional" 1 3
namespace std {
using nullptr_t = decltype(nullptr);
template <class> class function {
public:
  function();
  function(const function &);
  template <class Fn> function(Fn);
  ~function();
  function &operator=(nullptr_t);
  function &operator=(const function &);
  void swap(function &);
  void assign(int);
  explicit operator bool() const;
  void operator()() const;
};
template <class T> bool operator!=(const function<T> &, nullptr_t);
void visit(function<void()> &);
}
# 2 "test.cpp" 2
struct S { std::function<void()> call; int n; };
)";
  auto In = [&](const std::string &Body) {
    return nodesOf(extractCxx(Before + "void f(S *s, S *t) {" + Body + "}"),
                   "f");
  };
  const std::string Is = "call system std::function<void ()>::";
  EXPECT_EQ(In("s->call = nullptr;"), "0: " + Is +
                                          "operator=(&$0->call; 0)\n"
                                          "1: $0->call? := 0\n"
                                          "2: return\n");
  EXPECT_EQ(In("s->call = t->call;"), "0: " + Is +
                                          "operator=(&$0->call; &$1->call)\n"
                                          "1: $0->call? := $1->call?\n"
                                          "2: return\n");
  EXPECT_EQ(In("if (s->call) s->n = 1; if (s->call != nullptr) s->n = 2;"),
            "0: if $0->call? != 0 then 1 else 2\n"
            "1: $0->n := 1\n"
            "2: if $0->call? != 0 then 3 else 4\n"
            "3: $0->n := 2\n"
            "4: return\n");
  EXPECT_EQ(In("s->call.swap(t->call);"), "0: " + Is +
                                              "swap(&$0->call; &$1->call)\n"
                                              "1: %1 := $0->call?\n"
                                              "2: $0->call? := $1->call?\n"
                                              "3: $1->call? := %1\n"
                                              "4: return\n");
  EXPECT_EQ(In("s->call(); std::visit(s->call);"),
            "0: " + Is +
                "operator()(&$0->call)\n"
                "1: call system std::visit(&$0->call)\n"
                "2: $0->call? := unknown\n"
                "3: return\n");
  EXPECT_EQ(In("s->call.assign(1);"), "0: " + Is +
                                          "assign(&$0->call; 1)\n"
                                          "1: $0->call? := unknown\n"
                                          "2: return\n");
}
