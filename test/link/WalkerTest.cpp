//===- WalkerTest.cpp - What a walk knows along its paths -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Walker.h"
#include "FactsBuilder.h"

#include "gtest/gtest.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::link;
using namespace threadpool::test;
using ValueKind = Value::ValueKind;

namespace {

/// Notes the values that are handed to Report(), wherever that is called, and
/// the conditions that the walk could not decide.
class Recorder final : public Walker {
public:
  Recorder(const UnitBuilder &U, const std::string &Root,
           bool SeesElements = false, bool FollowsStatuses = false)
      : Walker(U.Facts, U.Facts.Functions.at(functionUsr(Root))),
        SeesElements(SeesElements), FollowsStatuses(FollowsStatuses) {
    walk();
  }

  /// What was reported on any path, sorted, without repetitions.
  std::set<std::string> Reports;
  unsigned Conditions = 0;
  unsigned Ends = 0;
  std::vector<std::string> Locks;
  /// Reads of members called "flag" are told apart by the values 0 and 1.
  bool SplitsCopies = false;
  /// Loops run over elements of which one matters.
  const bool SeesElements;
  const bool FollowsStatuses;
  mutable std::set<std::string> Elements;
  std::set<std::int64_t> ComparedCopies;

  std::size_t size() const { return Raw.size(); }

private:
  static std::string show(const Value &V) {
    switch (V.Kind) {
    case ValueKind::Unknown:
      return "unknown";
    case ValueKind::Free:
      return "free";
    case ValueKind::Constant:
      return std::to_string(V.Number);
    case ValueKind::Other:
      return "other";
    case ValueKind::NonNull:
      return "nonnull";
    case ValueKind::At:
      return "at " + textOf(V.Where);
    case ValueKind::AddressOf:
      return "&" + textOf(V.Where);
    case ValueKind::Index:
      return V.Number ? "index of another" : "index";
    case ValueKind::Function:
      return V.Name;
    case ValueKind::Fresh:
      return "fresh";
    case ValueKind::OwnObject:
      return "own";
    }
    return "";
  }

  void onApiCall(const facts::ApiFunction &Api) override {
    if (Api.Role == facts::ApiRole::Create) {
      share(evaluate(node().Args[Api.Args.Context.index()]));
      setResult(Value::fresh(nodeLabel()));
    }
  }
  void onOpaqueCall() override {
    if (node().CalleeName == "Report")
      Reports.insert(show(evaluate(node().Args[0])));
    if (node().CalleeName == "Free")
      setResult(Value::free());
  }
  void onStore(const Path &, const Value &) override {}
  void onTouch(const Path &) override {}
  void onLock(const Path &Lock, bool Acquire) override {
    Locks.push_back((Acquire ? "+" : "-") + textOf(Lock));
  }
  void onDelete(const Value &) override {}
  void onEnd(bool) override { ++Ends; }
  Decision onComparison(const Value &, std::int64_t, bool) override {
    ++Conditions;
    return {};
  }
  Decision onOpaqueCondition(const std::vector<Value> &) override {
    ++Conditions;
    return {};
  }
  bool isElementLoop(const std::string &) const override {
    return SeesElements;
  }
  bool followsStatuses() const override { return FollowsStatuses; }
  void noteElement(const Path &P, const Value &) const override {
    Elements.insert(textOf(P));
  }
  bool onCopy(const Value &V, Alternatives &Out) override {
    if (!V.is(ValueKind::At) || readableName(keyOf(V.Where)) != "flag")
      return false;
    Out.Constants = {{0, 0}, {1, 1}};
    return true;
  }
  void onComparedCopy(const Value &, std::int64_t Constant) override {
    ComparedCopies.insert(Constant);
  }
};

Statement report(Operand O) { return call("Report", {std::move(O)}); }

using Set = std::set<std::string>;

Set reports(const Body &Statements) {
  UnitBuilder U;
  U.function("F", 2, Statements);
  return Recorder(U, "F").Reports;
}

const Path X = local("x"), Y = local("y");

TEST(Walker, ConstantsAreKnownAlongAPath) {
  EXPECT_EQ(reports({assign(X, num(3)), report(val(X))}), Set({"3"}));
  EXPECT_EQ(reports({assign(X, num(3)), assign(X, num(4)), report(val(X))}),
            Set({"4"}));
  EXPECT_EQ(reports({ifUnknown({}, {assign(X, num(1))}, {assign(X, num(2))}),
                     report(val(X))}),
            Set({"1", "2"}));
}

TEST(Walker, DecidedBranchesAreNotTaken) {
  UnitBuilder U;
  U.function("F", 0,
             {assign(X, num(3)),
              ifEqual(X, 3, {report(num(1))}, {report(num(2))}),
              ifNotEqual(X, 3, {report(num(3))}, {report(num(4))})});
  const Recorder R(U, "F");
  EXPECT_EQ(R.Reports, Set({"1", "4"}));
  EXPECT_EQ(R.Conditions, 0u);
}

TEST(Walker, OrdersOfWhatIsNeverComputedAreDecidedWhereThatIsAskedFor) {
  auto ReportsOf = [](Body Before, bool Follows, Body Behind = {}) {
    UnitBuilder U;
    Before.push_back(ifLess(X, 0, {report(num(1))}, {report(num(2))}));
    Before.insert(Before.end(), Behind.begin(), Behind.end());
    U.function("F", 0, Before);
    return Recorder(U, "F", /*SeesElements=*/false, Follows).Reports;
  };
  EXPECT_EQ(ReportsOf({assign(X, num(0))}, true), Set({"2"}));
  EXPECT_EQ(ReportsOf({assign(X, num(-1))}, true), Set({"1"}));
  EXPECT_EQ(ReportsOf({assign(X, num(0))}, false), Set({"1", "2"}));
  EXPECT_EQ(ReportsOf({assign(X, call("Unseen"))}, true), Set({"1", "2"}));
  // It may be the count of a loop.
  EXPECT_EQ(ReportsOf({assign(X, num(0))}, true,
                      {ifUnknown({}, {assign(X, unknown({X}))})}),
            Set({"1", "2"}));
}

TEST(Walker, ATestIsRemembered) {
  EXPECT_EQ(reports({assign(X, call("Unseen")), ifEqual(X, 0, {report(val(X))}),
                     ifClear(X, {},
                             {
                                 ifClear(X, {report(num(7))}),
                             })}),
            Set({"0"}));
}

TEST(Walker, PointersAreFollowed) {
  EXPECT_EQ(reports({assign(X, val(param(0))), report(val(arrow(X, "a")))}),
            reports({report(val(arrow(param(0), "a")))}));
  EXPECT_EQ(reports({assign(X, addr(dot(Y, "a"))), assign(pointee(X), num(5)),
                     report(val(dot(Y, "a")))}),
            Set({"5"}));
}

TEST(Walker, ArgumentsAndResults) {
  UnitBuilder U;
  U.function("Same", 1, {ret(val(param(0)))});
  U.function("F", 1, {assign(X, call("Same", {num(8)})), report(val(X))});
  EXPECT_EQ(Recorder(U, "F").Reports, Set({"8"}));
}

TEST(Walker, PathsThroughHelperParameters) {
  UnitBuilder U;
  U.function("Inner", 1, {report(val(arrow(param(0), "a")))});
  U.function("Middle", 1, {call("Inner", {val(arrow(param(0), "p"))})});
  U.function("F", 1, {call("Middle", {val(param(0))})});
  UnitBuilder Direct;
  Direct.function("F", 1, {report(val(arrow(arrow(param(0), "p"), "a")))});
  EXPECT_EQ(Recorder(U, "F").Reports, Recorder(Direct, "F").Reports);
}

TEST(Walker, OutParameters) {
  UnitBuilder U;
  U.function("Fill", 1, {assign(pointee(param(0)), num(6))});
  U.function("F", 0, {call("Fill", {addr(X)}), report(val(X))});
  EXPECT_EQ(Recorder(U, "F").Reports, Set({"6"}));
}

TEST(Walker, EarlyReturns) {
  UnitBuilder U;
  U.function("Pick", 1, {ifUnknown({}, {ret(num(1))}), ret(num(2))});
  U.function("F", 0, {assign(X, call("Pick")), report(val(X))});
  const Recorder R(U, "F");
  EXPECT_EQ(R.Reports, Set({"1", "2"}));
  EXPECT_TRUE(R.isComplete());
}

TEST(Walker, MembersOfMembers) {
  // struct Guard { Lock *L; Guard(Lock *P) : L(P) {} ~Guard() { Leave(L); } };
  UnitBuilder U;
  U.function("Guard", 1,
             {assign(dot(self(), "l"), val(param(0))),
              lockMember(pointee(val(param(0)).Where))});
  U.function("~Guard", 0, {unlockMember(pointee(dot(self(), "l")))});
  const Operand Object = addr(local("guard"));
  U.function("F", 1,
             {call("Guard", {addr(arrow(param(0), "cs"))}, Object),
              call("~Guard", {}, Object)});
  const Recorder R(U, "F");
  ASSERT_EQ(R.Locks.size(), 2u);
  EXPECT_EQ(R.Locks[0].substr(1), R.Locks[1].substr(1));
  EXPECT_NE(R.Locks[0].find(fieldUsr("cs")), std::string::npos);
}

TEST(Walker, MembersOfAnObjectWithoutAName) {
  UnitBuilder U;
  U.function("Method", 0, {report(val(dot(self(), "a")))});
  U.function("F", 0, {call("Method", {}, unknown())});
  const Set Reports = Recorder(U, "F").Reports;
  ASSERT_EQ(Reports.size(), 1u);
  EXPECT_NE(Reports.begin()->find("." + fieldUsr("a")), std::string::npos);
}

TEST(Walker, StridesOfUnknownLengthComeToAnEnd) {
  // while (...) P = (T *)((char *)P + P->Length);
  UnitBuilder U;
  U.function("F", 1,
             {assign(X, val(param(0))),
              whileUnknown({}, {assign(X, addr(element(pointee(X), "")))}),
              report(val(dot(pointee(X), "a")))});
  const Recorder R(U, "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_LT(R.size(), 100u);
}

TEST(Walker, StridesFromWordToWordComeToAnEnd) {
  // while (...) { P += strlen(P); ++P; }
  UnitBuilder U;
  U.function("F", 1,
             {assign(X, val(param(0))),
              whileUnknown({}, {assign(X, addr(element(pointee(X), ""))),
                                assign(X, addr(element(pointee(X), "1")))}),
              report(val(dot(pointee(X), "a")))});
  const Recorder R(U, "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_LT(R.size(), 200u);
}

TEST(Walker, WhatAPathMeantBeforeIsNotTakenForWhatItMeans) {
  UnitBuilder U;
  U.function("Store", 1, {assign(pointee(param(0)), num(1))});
  U.function(
      "F", 0,
      {ifUnknown({}, {assign(X, addr(Y))}, {assign(X, addr(local("z")))}),
       assign(Y, num(2)), assign(local("z"), num(3)), report(val(pointee(X))),
       call("Store", {val(X)}), report(val(local("y"))),
       report(val(local("z")))});
  EXPECT_EQ(Recorder(U, "F").Reports, Set({"1", "2", "3"}));
}

TEST(Walker, OpaqueCallsMayWriteWhatTheyGet) {
  EXPECT_EQ(
      reports({assign(X, num(1)), assign(Y, num(2)), call("Unseen", {addr(X)}),
               report(val(X)), report(val(local("y")))}),
      Set({"unknown", "2"}));
}

TEST(Walker, ContextsOnTheStackAreShared) {
  const Path Object = local("ctx");
  EXPECT_EQ(
      reports({assign(dot(Object, "a"), num(1)), report(val(dot(Object, "a"))),
               createWait("Callback", addr(Object)),
               report(val(dot(Object, "a")))}),
      Set({"1", "at local c:@F@F:ctx." + fieldUsr("a")}));
}

TEST(Walker, RecursionEnds) {
  UnitBuilder U;
  U.function("F", 1,
             {ifSet(param(0), {call("F", {val(param(0))})}), report(num(1))});
  const Recorder R(U, "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_EQ(R.Reports, Set({"1"}));
}

TEST(Walker, LoopsEnd) {
  UnitBuilder U;
  U.function("F", 1,
             {assign(X, num(0)), whileUnknown({X}, {assign(X, unknown({X}))}),
              report(val(X))});
  const Recorder R(U, "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_EQ(R.Reports, Set({"0", "free"}));
}

TEST(Walker, LoopsOverElementsComeToOneAndPerhapsToAnother) {
  const Path Element = element(global("a"), "$" + X.Symbol);
  Statement Loop =
      whileUnknown({X}, {report(val(Element)), assign(X, unknown({X}))});
  Loop.Head.LoopVariable = X;
  UnitBuilder U;
  U.function("F", 0, {assign(X, num(0)), Loop, report(val(Element))});
  const Recorder Elements(U, "F", /*SeesElements=*/true);
  EXPECT_EQ(Elements.Reports,
            Set({"at global c:@a[each]", "at global c:@a[other]",
                 "at global c:@a[]"}));
  EXPECT_EQ(Elements.Elements, Set({"global c:@a[each]"}));
  // One branch: is there another element behind the chosen one?
  EXPECT_EQ(Elements.Conditions, 0u);
  const Recorder Others(U, "F");
  EXPECT_EQ(Others.Reports, Set({"at global c:@a[each]", "at global c:@a[]"}));
}

TEST(Walker, IndicesThatStayTheSameNameAnElement) {
  UnitBuilder U;
  const Path AtParameter = element(global("a"), "$param 0");
  const Path AtLocal = element(global("a"), "$" + X.Symbol);
  U.function("F", 1,
             {report(val(AtParameter)), assign(X, num(3)), report(val(AtLocal)),
              assign(X, unknown({X, param(0)})), report(val(AtLocal))});
  const Recorder R(U, "F");
  EXPECT_EQ(R.Reports.count("at global c:@a[3]"), 1u);
  EXPECT_EQ(R.Reports.count("at global c:@a[]"), 1u);
  EXPECT_EQ(R.Reports.size(), 3u);
}

TEST(Walker, WalkingAListEnds) {
  UnitBuilder U;
  U.function("F", 1,
             {assign(X, val(param(0))),
              whileNotEqual(X, 0, {assign(X, val(arrow(X, "next")))}),
              report(num(1))});
  const Recorder R(U, "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_LT(R.size(), 200u);
}

TEST(Walker, WhatIsNotReadAnyMoreDoesNotSplitPaths) {
  UnitBuilder U;
  Body Statements;
  for (unsigned I = 0; I < 30; ++I) {
    Statements.push_back(ifTrue(call("Unseen"), {call("Log")}));
    Statements.push_back(assign(X, call("Unseen")));
    Statements.push_back(ifSet(X, {call("Log")}));
  }
  U.function("F", 0, Statements);
  const Recorder R(U, "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_LT(R.size(), 1000u);
}

/// \p First, and then twenty statements that do nothing.
static Body andALongWay(Body First) {
  for (unsigned I = 0; I < 20; ++I)
    First.push_back(touch(global("g")));
  return First;
}

static Statement eitherOr(const Path &Variable) {
  return ifUnknown({}, {assign(Variable, addr(global("a")))},
                   {assign(Variable, addr(global("b")))});
}

TEST(Walker, WhatIsReadBehindACallOnlySplitsIt) {
  for (bool IsRead : {false, true}) {
    UnitBuilder U;
    U.function("Helper", 1, andALongWay({}));
    U.function("F", 0,
               {eitherOr(X), call("Helper", {unknown({X})}),
                IsRead ? report(val(X)) : touch(global("g"))});
    const Recorder R(U, "F");
    EXPECT_EQ(R.size() > 40, IsRead);
    EXPECT_EQ(R.Reports.size(), IsRead ? 2u : 0u);
  }
}

TEST(Walker, AResultThatNobodyReadsDoesNotSplitPaths) {
  for (bool IsRead : {false, true}) {
    UnitBuilder U;
    Body Helper = andALongWay({eitherOr(X)});
    Helper.push_back(ret(val(X)));
    U.function("Helper", 0, Helper);
    if (IsRead)
      U.function("F", 0, {assign(X, call("Helper")), report(val(X))});
    else
      U.function("F", 0, {call("Helper")});
    const Recorder R(U, "F");
    EXPECT_EQ(R.size() > 40, IsRead);
    EXPECT_EQ(R.Reports.size(), IsRead ? 2u : 0u);
  }
}

TEST(Walker, AVariableIsReadThroughItsPointers) {
  for (bool IsRead : {false, true}) {
    UnitBuilder U;
    const Path P = local("p");
    Body F = andALongWay({assign(P, addr(X)), eitherOr(X)});
    F.push_back(IsRead ? report(val(pointee(P))) : touch(global("g")));
    U.function("F", 0, F);
    const Recorder R(U, "F");
    EXPECT_EQ(R.size() > 40, IsRead);
    EXPECT_EQ(R.Reports.size(), IsRead ? 2u : 0u);
  }
}

/// A function that gives each of 20 variables one of two values and reports
/// what they are.
static UnitBuilder manyStates(const Operand &One, const Operand &Other) {
  UnitBuilder U;
  Body Statements;
  std::vector<Path> All;
  for (unsigned I = 0; I < 20; ++I) {
    All.push_back(local("x" + std::to_string(I)));
    Statements.push_back(
        ifUnknown({}, {assign(All.back(), One)}, {assign(All.back(), Other)}));
  }
  Statements.push_back(report(val(All.back())));
  Statements.push_back(report(unknown(All)));
  U.function("F", 0, Statements);
  return U;
}

TEST(Walker, StatesThatDifferInNumbersAreMergedWhereThereAreTooMany) {
  const Recorder R(manyStates(num(1), num(2)), "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_TRUE(R.Reports.count("unknown"));
}

TEST(Walker, AWalkThatIsTooLongGivesUp) {
  EXPECT_FALSE(Recorder(manyStates(addr(global("a")), addr(global("b"))), "F")
                   .isComplete());
}

TEST(Walker, ComputedValues) {
  EXPECT_EQ(reports({assign(X, call("Free")), report(unknown({X}))}),
            Set({"free"}));
  EXPECT_EQ(reports({assign(X, call("Unseen")), report(unknown({X}))}),
            Set({"unknown"}));
  EXPECT_EQ(reports({report(unknown())}), Set({"unknown"}));
  EXPECT_EQ(reports({assign(X, num(1)), report(unknown({X}))}), Set({"free"}));
}

TEST(Walker, CopiesRememberWhatWasRead) {
  const Path Flag = arrow(param(0), "flag");
  EXPECT_EQ(reports({assign(X, val(Flag)), report(val(X))}),
            Set({"0", "1", "other"}));
  // What is computed from a copy depends on who wrote the flag.
  EXPECT_EQ(reports({assign(X, val(Flag)), report(unknown({X}))}),
            Set({"unknown"}));
  UnitBuilder U;
  U.function("Get", 1, {ret(val(arrow(param(0), "flag")))});
  U.function(
      "F", 1,
      {assign(X, call("Get", {val(param(0))})),
       ifEqual(X, 1, {report(num(1))}, {ifEqual(X, 5, {report(num(5))})})});
  const Recorder R(U, "F");
  EXPECT_EQ(R.Reports, Set({"1"}));
  EXPECT_EQ(R.ComparedCopies, std::set<std::int64_t>({1, 5}));
}

TEST(Walker, AbandonedPathsEnd) {
  EXPECT_EQ(reports({ifUnknown({}, {abandon()}), report(num(1))}), Set({"1"}));
  EXPECT_EQ(reports({abandon(), report(num(1))}), Set({}));
}

TEST(Walker, WhatIsImpossibleIsNoCondition) {
  UnitBuilder U;
  U.function("F", 2,
             {ifEqual(param(0), 0, {impossible()}),
              ifUnknown({param(1)}, {impossible()}), report(num(1))});
  const Recorder R(U, "F");
  EXPECT_EQ(R.Conditions, 0u);
  EXPECT_EQ(R.Ends, 1u);
  EXPECT_EQ(R.Reports, Set({"1"}));
}

TEST(Walker, EmptyFunctions) {
  UnitBuilder U;
  U.function("F", 0, {});
  const Recorder R(U, "F");
  EXPECT_TRUE(R.isComplete());
  EXPECT_EQ(R.Ends, 1u);
}

} // namespace
