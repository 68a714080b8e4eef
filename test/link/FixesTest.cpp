//===- FixesTest.cpp - From facts to quick fixes --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Programs.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::rules;
using namespace threadpool::test;

namespace {

/// The texts that a fix inserts and "-" for each removal, in order.
std::string fix(const std::vector<Finding> &Findings) {
  if (Findings.size() != 1)
    return "not one finding";
  std::string Text;
  for (const Edit &E : Findings.front().Fix)
    Text += E.Length ? "-" : E.Text;
  return Text;
}

std::string fix(const UnitBuilder &U) { return fix(findingsOf(U)); }

std::string fix(const Body &OnSignal, const Body &Stop) {
  return fix(waitProgram(OnSignal, Stop));
}

TEST(Fixes, AWaitForCallbacks) {
  EXPECT_EQ(fix({Use}, {cancel(), close()}),
            "WaitForThreadpoolWaitCallbacks(p0->wait, TRUE);\n  ");
  EXPECT_EQ(fix(GuardedRearm, {setFlag(), cancel(), drain(), close()}),
            "WaitForThreadpoolWaitCallbacks(p0->wait, TRUE);\n  ");
}

TEST(Fixes, ACancel) {
  EXPECT_EQ(fix({Use}, {drain(), close()}),
            "SetThreadpoolWait(p0->wait, NULL, NULL);\n  ");
}

TEST(Fixes, NullptrWhereThatIsTheCustom) {
  UnitBuilder U = waitProgram({Use}, {drain(), close()});
  U.Facts.Functions.at(functionUsr("Stop")).PrefersNullptr = true;
  EXPECT_EQ(fix(U), "SetThreadpoolWait(p0->wait, nullptr, nullptr);\n  ");
}

TEST(Fixes, SeveralInsertionsAtOnePlaceAreOneEdit) {
  const std::vector<Finding> Found = findingsOf(waitProgram({Use}, {close()}));
  ASSERT_EQ(Found.size(), 1u);
  ASSERT_EQ(Found[0].Fix.size(), 1u);
  EXPECT_EQ(Found[0].Fix[0].Text,
            "SetThreadpoolWait(p0->wait, NULL, NULL);\n  "
            "WaitForThreadpoolWaitCallbacks(p0->wait, TRUE);\n  ");
}

TEST(Fixes, TimersAndWork) {
  UnitBuilder U;
  const Operand Timer = val(member("timer"));
  U.function("Start", 1,
             {assign(member("timer"), createTimer("OnTimer", val(Context))),
              setTimer(Timer, addr(member("due")))});
  U.function("OnTimer", 3, {Use});
  U.function("Stop", 1, {drainTimer(Timer), closeTimer(Timer)});
  EXPECT_EQ(fix(U), "SetThreadpoolTimer(p0->timer, NULL, 0, 0);\n  ");
  U.function("Stop", 1, {cancelTimer(Timer), closeTimer(Timer)});
  EXPECT_EQ(fix(U), "WaitForThreadpoolTimerCallbacks(p0->timer, TRUE);\n  ");

  UnitBuilder V;
  const Operand Work = val(member("work"));
  V.function("Start", 1,
             {assign(member("work"), createWork("OnWork", val(Context))),
              submit(Work)});
  V.function("OnWork", 3, {Use});
  V.function("Stop", 1, {closeWork(Work)});
  EXPECT_EQ(fix(V), "WaitForThreadpoolWorkCallbacks(p0->work, TRUE);\n  ");
}

TEST(Fixes, NativeNamesStayNative) {
  UnitBuilder U =
      waitProgram({Use}, {api("TpSetWait", {wait(), null(), null()}),
                          api("TpReleaseWait", {wait()})});
  EXPECT_EQ(fix(U), "TpWaitForWait(p0->wait, TRUE);\n  ");
  U.function(
      "Stop", 1,
      {api("TpWaitForWait", {wait(), num(1)}), api("TpReleaseWait", {wait()})});
  EXPECT_EQ(fix(U), "TpSetWait(p0->wait, NULL, NULL);\n  ");
}

TEST(Fixes, AFlagMovesUp) {
  EXPECT_EQ(fix(GuardedRearm, {drain(), setFlag(), cancel(), drain(), close()}),
            "p0->stop = 1;\n  -");
}

TEST(Fixes, AFlagThatSharesItsLineDoesNotMove) {
  UnitBuilder U = waitProgram(GuardedRearm,
                              {drain(), setFlag(), cancel(), drain(), close()});
  for (facts::Node &N : U.Facts.Functions.at(functionUsr("Stop")).Nodes)
    N.Insertion.LinesEnd = N.Insertion.LinesBegin;
  EXPECT_EQ(rulesOf(U), "stop-flag-order");
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, ACloseThatIsRepeatedAtOnce) {
  EXPECT_EQ(fix({Use}, {cancel(), drain(), close(), close()}), "-");
  EXPECT_EQ(fix({Use}, {cancel(), drain(), close(), setFlag(), close()}), "");
  EXPECT_EQ(fix({Use}, {cancel(), drain(), close(), drain()}), "");
}

TEST(Fixes, AFlagWithTheWrongValueDoesNotMove) {
  UnitBuilder U =
      waitProgram(GuardedRearm, {drain(), assign(member("stop"), num(0)),
                                 cancel(), drain(), close()});
  U.function("RequestStop", 1, {setFlag()});
  EXPECT_EQ(rulesOf(U), "stop-flag-order");
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, ZeroWhereThatIsTheCustom) {
  UnitBuilder U = waitProgram({Use}, {drain(), close()});
  U.function(
      "Start", 1,
      {assign(member("wait"), api("CreateThreadpoolWait",
                                  {fn("OnSignal"), val(Context), num(0)})),
       api("SetThreadpoolWait", {wait(), event(), num(0)})});
  EXPECT_EQ(fix(U), "SetThreadpoolWait(p0->wait, 0, 0);\n  ");
}

TEST(Fixes, InAHelper) {
  UnitBuilder U = waitProgram({Use}, {call("End", {wait()})});
  U.function("End", 1, {cancelWait(val(param(0))), closeWait(val(param(0)))});
  EXPECT_EQ(fix(U), "WaitForThreadpoolWaitCallbacks(p0, TRUE);\n  ");
  // Wherever the helper is called from, it must be able to wait.
  UnitBuilder Locked = U;
  Locked.function("Other", 1,
                  {lock(member("cs")), call("End", {val(member("other"))}),
                   unlock(member("cs"))});
  EXPECT_EQ(fix(Locked), "");
  UnitBuilder Called = U;
  Called.function("Middle", 1, {call("End", {val(member("other"))})});
  Called.function("OnOther", 3, {call("Middle", {val(Context)})});
  Called.function(
      "StartOther", 1,
      {assign(member("work"), createWork("OnOther", val(Context)))});
  EXPECT_EQ(fix(Called), "");
}

TEST(Fixes, NoneInAHelperOfAnotherFile) {
  UnitBuilder U = waitProgram({Use}, {call("End", {wait()})});
  U.function("End", 1, {cancelWait(val(param(0))), closeWait(val(param(0)))});
  U.Facts.Functions.at(functionUsr("End")).Where.File = 1;
  ASSERT_EQ(rulesOf(U), "close-before-wait");
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, OnePlaceIsEditedOnce) {
  // Two owners, one helper: the first finding brings the fix.
  UnitBuilder U = waitProgram({Use}, {call("End", {wait()})});
  U.function("Abort", 1, {cancel(), call("End", {wait()})});
  U.function("End", 1, {closeWait(val(param(0)))});
  unsigned Fixes = 0;
  for (const Finding &F : findingsOf(U))
    Fixes += !F.Fix.empty();
  EXPECT_EQ(Fixes, 1u);
}

TEST(Fixes, NoneUnderALock) {
  const Body Stop = {lock(member("cs")), cancel(), close(),
                     unlock(member("cs"))};
  ASSERT_EQ(rulesOf(waitProgram({Use}, Stop)), "close-before-wait");
  EXPECT_EQ(fix({Use}, Stop), "");
  const Body Guarded = {lockMember(member("m")), cancel(), close(),
                        unlockMember(member("m"))};
  ASSERT_EQ(rulesOf(waitProgram({Use}, Guarded)), "close-before-wait");
  EXPECT_EQ(fix({Use}, Guarded), "");
  // A lock class of the user's own.
  UnitBuilder U = waitProgram(
      {Use}, {call("Lock", {addr(member("cs"))}), cancel(), close()});
  U.function("Lock", 1, {api("EnterCriticalSection", {val(param(0))})});
  ASSERT_EQ(rulesOf(U), "close-before-wait");
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, BehindALock) {
  EXPECT_EQ(
      fix({Use}, {lock(member("cs")), unlock(member("cs")), cancel(), close()}),
      "WaitForThreadpoolWaitCallbacks(p0->wait, TRUE);\n  ");
}

TEST(Fixes, NoneWhereTheOwnerMayRunInACallback) {
  UnitBuilder U = waitProgram({Use}, {cancel(), close()});
  ASSERT_NE(fix(U), "");
  U.function(
      "Later", 1,
      {api("TrySubmitThreadpoolCallback", {fn("Stop"), val(Context), num(0)})});
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, NoneInDllMain) {
  UnitBuilder U = waitProgram({Use}, {});
  U.function("DllMain", 1, {cancel(), close()});
  ASSERT_EQ(rulesOf(U), "close-before-wait");
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, NoneWhereAnInsertionHasNoPlace) {
  UnitBuilder U = waitProgram({Use}, {cancel(), close()});
  for (facts::Node &N : U.Facts.Functions.at(functionUsr("Stop")).Nodes)
    N.Insertion = {};
  ASSERT_EQ(rulesOf(U), "close-before-wait");
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, NoneThatWouldCallAFunctionTwice) {
  // CloseThreadpoolWait(Get(ctx));
  UnitBuilder U = waitProgram({Use}, {cancel()});
  U.function("Get", 1, {ret(val(arrow(param(0), "wait")))});
  Statement Close = api("CloseThreadpoolWait", {});
  Close.Before.push_back(call("Get", {val(Context)}));
  U.function("Stop", 1, {cancel(), Close});
  ASSERT_EQ(rulesOf(U), "close-before-wait");
  EXPECT_EQ(fix(U), "");
}

TEST(Fixes, NoneThatHelpsWithSomeOutcomesOnly) {
  // The first repair puts the drain where another outcome does not come by.
  const Body Stop = {cancel(), ifUnknown({}, {close(), ret()}), close()};
  const std::vector<Finding> Found = findingsOf(waitProgram({Use}, Stop));
  ASSERT_EQ(rulesOf(Found), "close-before-wait");
  EXPECT_TRUE(Found[0].Fix.empty());
}

} // namespace
