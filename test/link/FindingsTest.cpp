//===- FindingsTest.cpp - Rules, places, stories and fixes ----------------===//
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

const Statement Use = touch(shared("data"));
const Body GuardedRearm = {Use, returnIfStopped(), rearm()};

std::vector<Finding> findings(const Body &OnSignal, const Body &Stop) {
  return findingsOf(waitProgram(OnSignal, Stop));
}

std::string rules(const Body &OnSignal, const Body &Stop) {
  return rulesOf(findings(OnSignal, Stop));
}

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
  return fix(findings(OnSignal, Stop));
}

//===----------------------------------------------------------------------===//
// Which rule, and where
//===----------------------------------------------------------------------===//

TEST(Findings, SafeProgramsHaveNone) {
  EXPECT_EQ(
      rules(GuardedRearm, {setFlag(), drain(), cancel(), drain(), close()}),
      "");
  EXPECT_EQ(rules({Use}, {cancel(), drain(), close()}), "");
}

TEST(Findings, UnguardedRearm) {
  const UnitBuilder U =
      waitProgram({Use, rearm()}, {cancel(), drain(), close()});
  const std::vector<Finding> Found = findingsOf(U);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Rules.front(), Rule::UnguardedRearm);
  EXPECT_EQ(Found[0].Where.Line, U.lineOf("OnSignal", "SetThreadpoolWait"));
  EXPECT_GT(Found[0].Length, 0u);
  EXPECT_TRUE(Found[0].Fix.empty());
}

TEST(Findings, AFlagThatNobodySetsIsNoGuard) {
  EXPECT_EQ(rules(GuardedRearm, {drain(), cancel(), drain(), close()}),
            "unguarded-rearm");
}

TEST(Findings, AStepOfAStopThatCannotBeJudged) {
  // What the flag becomes is not known, but that CloseIt() is only the last
  // step of this stop is.
  UnitBuilder U = waitProgram(
      GuardedRearm, {assign(member("stop"), unknown({param(1)})), drain(),
                     cancel(), drain(), call("CloseIt", {val(Context)})});
  U.function("CloseIt", 1, {close()});
  EXPECT_EQ(rulesOf(U), "");
}

TEST(Findings, AWholeStopBehindWhatIsNotKnown) {
  UnitBuilder U = waitProgram(
      {Use}, {call("Unseen", {val(Context)}), call("CloseIt", {val(Context)})});
  U.function("CloseIt", 1, {cancel(), close()});
  EXPECT_EQ(rulesOf(U), "close-before-wait");
}

TEST(Findings, MissingSecondWait) {
  EXPECT_EQ(rules(GuardedRearm, {setFlag(), cancel(), drain(), close()}),
            "missing-second-wait");
}

TEST(Findings, CloseBeforeWait) {
  const UnitBuilder U = waitProgram({Use}, {cancel(), close()});
  const std::vector<Finding> Found = findingsOf(U);
  ASSERT_EQ(rulesOf(Found), "close-before-wait");
  EXPECT_EQ(Found[0].Where.Line, U.lineOf("Stop", "CloseThreadpoolWait"));
}

TEST(Findings, MissingCancel) {
  EXPECT_EQ(rules({Use}, {drain(), close()}), "missing-cancel");
}

TEST(Findings, StopFlagOrder) {
  EXPECT_EQ(
      rules(GuardedRearm, {drain(), setFlag(), cancel(), drain(), close()}),
      "stop-flag-order");
}

TEST(Findings, StopFlagOrderIfAnotherRoutineSetsIt) {
  UnitBuilder U =
      waitProgram(GuardedRearm, {drain(), cancel(), drain(), close()});
  U.function("RequestStop", 1, {setFlag()});
  EXPECT_EQ(rulesOf(U), "stop-flag-order");
}

TEST(Findings, UseAfterClose) {
  const UnitBuilder U =
      waitProgram({Use}, {cancel(), drain(), close(), cancel()});
  EXPECT_EQ(rulesOf(U), "use-after-close");
}

TEST(Findings, LockHeldWait) {
  EXPECT_EQ(rules({lock(shared("cs")), Use, unlock(shared("cs"))},
                  {lock(member("cs")), cancel(), drain(), close(),
                   unlock(member("cs"))}),
            "lock-held-wait");
}

TEST(Findings, WorkThatNeverEnds) {
  UnitBuilder U;
  const Operand Work = val(member("work"));
  U.function("Start", 1,
             {assign(member("work"), createWork("OnWork", val(Context))),
              submit(Work)});
  U.function("OnWork", 3, {Use, submit(val(OwnObject))});
  U.function("Stop", 1, {drainWork(Work), closeWork(Work)});
  const std::vector<Finding> Found = findingsOf(U);
  ASSERT_EQ(rulesOf(Found), "unguarded-rearm");
  EXPECT_NE(Found[0].Message.find("may never end"), std::string::npos);
}

TEST(Findings, SeveralFaultsAreOneStory) {
  EXPECT_EQ(rules({Use, rearm()}, {cancel(), close()}),
            "unguarded-rearm+close-before-wait");
  EXPECT_EQ(rules({Use}, {close()}), "close-before-wait+missing-cancel");
}

TEST(Findings, OneRearmIsOneFindingHoweverManyStopIt) {
  UnitBuilder U = waitProgram({Use, rearm()}, {cancel(), drain(), close()});
  U.function("StopToo", 1, {cancel(), drain(), close()});
  EXPECT_EQ(rulesOf(U), "unguarded-rearm+missing-second-wait");
}

TEST(Findings, APartIsToldOnceOrNotAtAll) {
  // End() may be called from other units too.
  const Body End = {cancel(), drain(), close()};
  UnitBuilder U = waitProgram(GuardedRearm, {call("End", {val(Context)})});
  U.function("End", 1, End);
  EXPECT_EQ(rulesOf(U), "unguarded-rearm+missing-second-wait");
  U.function("Stop", 1, {setFlag(), drain(), call("End", {val(Context)})});
  EXPECT_EQ(rulesOf(U), "");
}

TEST(Findings, AFlagCannotBeTheObjectItself) {
  // Clearing the pointer earlier would leave the calls behind without one.
  const Body OnSignal = {Use, ifClear(shared("wait"), {ret()}),
                         setWait(val(shared("wait")), val(shared("event")))};
  const std::string Rules = rules(
      OnSignal, {cancel(), drain(), close(), assign(member("wait"), num(0))});
  EXPECT_EQ(Rules.find("stop-flag-order"), std::string::npos);
}

//===----------------------------------------------------------------------===//
// Stories
//===----------------------------------------------------------------------===//

void expectNumbered(const Finding &F) {
  unsigned Expected = 1;
  bool IsBehind = false;
  for (const Note &N : F.Notes) {
    if (N.Number == 0) {
      IsBehind = true;
      continue;
    }
    EXPECT_FALSE(IsBehind) << "an explanation stands in the interleaving";
    EXPECT_EQ(N.Number, Expected++);
  }
  EXPECT_GT(Expected, 2u);
  for (const Note &N : F.Notes) {
    EXPECT_TRUE(N.Where.isValid()) << N.Text;
    EXPECT_FALSE(N.Text.empty());
    EXPECT_NE(N.Text.back(), '.') << N.Text;
  }
}

TEST(Stories, NotesAreNumberedWithoutHoles) {
  const std::vector<std::pair<Body, Body>> Programs = {
      {{Use, rearm()}, {cancel(), drain(), close()}},
      {GuardedRearm, {setFlag(), cancel(), drain(), close()}},
      {{Use}, {close()}},
      {{Use}, {drain(), close()}},
      {{Use}, {cancel(), drain(), close(), cancel()}},
      {{lock(shared("cs")), Use, unlock(shared("cs"))},
       {lock(member("cs")), cancel(), drain(), close(), unlock(member("cs"))}},
  };
  for (const auto &[OnSignal, Stop] : Programs) {
    const std::vector<Finding> Found = findings(OnSignal, Stop);
    ASSERT_EQ(Found.size(), 1u);
    SCOPED_TRACE(Found[0].Message);
    expectNumbered(Found[0]);
  }
}

/// The story as lines "NUMBER text".
std::string story(const std::vector<Finding> &Found) {
  std::string Text;
  if (Found.size() == 1)
    for (const Note &N : Found.front().Notes)
      if (N.Number)
        Text += std::to_string(N.Number) + " " + N.Text + "\n";
  return Text;
}

TEST(Stories, BothActorsAreNamed) {
  const std::string Text = story(findings({Use}, {cancel(), close()}));
  EXPECT_NE(Text.find("'Stop' cancels the wait"), std::string::npos) << Text;
  EXPECT_NE(Text.find("'Stop' closes the wait"), std::string::npos) << Text;
  EXPECT_NE(Text.find("callback 1 ('OnSignal')"), std::string::npos) << Text;
}

TEST(Stories, AFlagIsNamedAsItIsTested) {
  const std::string Text =
      story(findings(GuardedRearm, {setFlag(), cancel(), drain(), close()}));
  EXPECT_NE(Text.find("reads 'p1->stop', which nobody has changed yet"),
            std::string::npos)
      << Text;
  EXPECT_NE(Text.find("'Stop' writes 'stop'"), std::string::npos) << Text;
}

TEST(Stories, AFlagThatIsReadOnceIsToldOnce) {
  const std::string Text =
      story(findings({Use, assign(local("s"), val(shared("stop"))),
                      ifEqual(local("s"), 2, {ret()}),
                      ifEqual(local("s"), 1, {ret()}), rearm()},
                     {setFlag(), cancel(), drain(), close()}));
  const std::size_t First = Text.find("callback 1 ('OnSignal') reads");
  ASSERT_NE(First, std::string::npos) << Text;
  EXPECT_EQ(Text.find("callback 1 ('OnSignal') reads", First + 1),
            std::string::npos)
      << Text;
}

TEST(Stories, HelpersAreNamed) {
  UnitBuilder U = waitProgram({Use}, {call("End", {wait()})});
  U.function("End", 1, {closeWait(val(param(0)))});
  const std::string Text = story(findingsOf(U));
  EXPECT_NE(Text.find("'Stop', in 'End', closes"), std::string::npos) << Text;
}

TEST(Stories, StepsAreRecords) {
  UnitBuilder U = waitProgram({Use}, {cancel(), call("Middle", {wait()})});
  U.function("Middle", 1, {call("End", {val(param(0))})});
  U.function("End", 1, {closeWait(val(param(0)))});
  const std::vector<Finding> Found = findingsOf(U);
  ASSERT_EQ(Found.size(), 1u);
  const std::vector<Note> &Notes = Found[0].Notes;
  ASSERT_GE(Notes.size(), 4u);

  EXPECT_EQ(Notes[0].Who, Actor::Pool);
  EXPECT_EQ(Notes[0].CallbackNumber, 1u);
  EXPECT_TRUE(Notes[0].Calls.empty());

  const facts::Function &Stop = U.Facts.Functions.at(functionUsr("Stop"));
  const facts::Function &Middle = U.Facts.Functions.at(functionUsr("Middle"));
  const facts::Function &End = U.Facts.Functions.at(functionUsr("End"));
  EXPECT_EQ(Notes[1].Number, 2u);
  EXPECT_EQ(Notes[1].Who, Actor::Owner);
  EXPECT_EQ(Notes[1].CallbackNumber, 0u);
  EXPECT_EQ(Notes[1].Where.Line, Stop.Nodes[0].Where.Line);
  EXPECT_TRUE(Notes[1].Calls.empty());

  EXPECT_EQ(Notes[2].Number, 3u);
  EXPECT_EQ(Notes[2].Where.Line, End.Nodes[0].Where.Line);
  ASSERT_EQ(Notes[2].Calls.size(), 2u);
  EXPECT_EQ(Notes[2].Calls[0].Function, "Middle");
  EXPECT_EQ(Notes[2].Calls[0].Where.Line, Stop.Nodes[1].Where.Line);
  EXPECT_EQ(Notes[2].Calls[1].Function, "End");
  EXPECT_EQ(Notes[2].Calls[1].Where.Line, Middle.Nodes[0].Where.Line);

  bool IsUsed = false;
  for (const Note &N : Notes)
    IsUsed |= N.Who == Actor::Callback && N.CallbackNumber == 1 &&
              N.Text.find("uses its context") != std::string::npos;
  EXPECT_TRUE(IsUsed);
}

//===----------------------------------------------------------------------===//
// Fixes
//===----------------------------------------------------------------------===//

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
  const std::vector<Finding> Found = findings({Use}, {close()});
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
  ASSERT_EQ(rules({Use}, Stop), "close-before-wait");
  EXPECT_EQ(fix({Use}, Stop), "");
  const Body Guarded = {lockMember(member("m")), cancel(), close(),
                        unlockMember(member("m"))};
  ASSERT_EQ(rules({Use}, Guarded), "close-before-wait");
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
  const std::vector<Finding> Found = findings({Use}, Stop);
  ASSERT_EQ(rulesOf(Found), "close-before-wait");
  EXPECT_TRUE(Found[0].Fix.empty());
}

//===----------------------------------------------------------------------===//
// mutex-wait
//===----------------------------------------------------------------------===//

const Statement CreateMutex = api("CreateMutexW", {num(0), num(0), num(0)});

TEST(MutexWait, ThroughLocalsAndMembers) {
  UnitBuilder U;
  U.function(
      "A", 1,
      {assign(local("m"), CreateMutex), setWait(wait(), val(local("m")))});
  EXPECT_EQ(rulesOf(U), "mutex-wait");
  U.function("B", 1, {assign(member("mutex"), CreateMutex)});
  U.function("C", 1, {setWait(wait(), val(member("mutex")))});
  const std::vector<Finding> Found = findingsOf(U);
  ASSERT_EQ(rulesOf(Found), "mutex-wait, mutex-wait");
  EXPECT_EQ(Found[1].Where.Line, U.lineOf("C", "SetThreadpoolWait"));
  ASSERT_EQ(Found[1].Notes.size(), 1u);
  EXPECT_EQ(Found[1].Notes[0].Where.Line, U.lineOf("B", "CreateMutexW"));
}

TEST(MutexWait, Registrations) {
  UnitBuilder U;
  U.function("A", 1,
             {assign(local("m"), CreateMutex),
              api("RegisterWaitForSingleObject",
                  {addr(local("r")), val(local("m")), fn("OnSignal"), num(0),
                   num(-1), num(0)})});
  EXPECT_EQ(rulesOf(U), "mutex-wait");
}

TEST(MutexWait, OtherHandles) {
  UnitBuilder U;
  U.function("A", 1,
             {assign(local("e"),
                     api("CreateEventW", {num(0), num(0), num(0), num(0)})),
              setWait(wait(), val(local("e"))), cancel()});
  EXPECT_EQ(rulesOf(U), "");
}

TEST(MutexWait, AHandleThatMayBeAnother) {
  UnitBuilder U;
  U.function("A", 1, {assign(member("handle"), CreateMutex)});
  U.function("B", 2, {assign(member("handle"), val(param(1)))});
  U.function("C", 1, {setWait(wait(), val(member("handle")))});
  EXPECT_EQ(rulesOf(U), "");
}

//===----------------------------------------------------------------------===//
// dll-cleanup-group
//===----------------------------------------------------------------------===//

Options dll(DllChoice Choice) {
  Options O;
  O.IsDll[Rule::DllCleanupGroup] = Choice;
  return O;
}

UnitBuilder creating(const Statement &Create, const Body &Before = {}) {
  UnitBuilder U;
  Body Statements = Before;
  Statements.push_back(assign(member("wait"), Create));
  U.function("Start", 1, Statements);
  U.function("OnSignal", 4, {});
  return U;
}

const Statement CreatePlain = createWait("OnSignal", val(Context));

TEST(DllCleanupGroup, TheOptionDecides) {
  UnitBuilder U = creating(CreatePlain);
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Auto)), "");
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Yes)), "dll-cleanup-group");
  for (facts::DllEvidence Evidence :
       {facts::DllEvidence::DllMain, facts::DllEvidence::Export,
        facts::DllEvidence::Macro}) {
    U.Facts.Dll = Evidence;
    EXPECT_EQ(rulesOf(U, dll(DllChoice::Auto)), "dll-cleanup-group");
    EXPECT_EQ(rulesOf(U, dll(DllChoice::No)), "");
  }
}

TEST(DllCleanupGroup, ItStandsAtTheCreation) {
  const UnitBuilder U = creating(CreatePlain);
  const std::vector<Finding> Found = findingsOf(U, dll(DllChoice::Yes));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Where.Line, U.lineOf("Start", "CreateThreadpoolWait"));
}

TEST(DllCleanupGroup, TheEnvironmentDecides) {
  const Path Env = local("env");
  const Statement Create = createWait("OnSignal", val(Context), addr(Env));
  const Statement Initialize =
      api("InitializeThreadpoolEnvironment", {addr(Env)});
  const Options Yes = dll(DllChoice::Yes);
  EXPECT_EQ(rulesOf(creating(Create, {Initialize}), Yes), "dll-cleanup-group");
  EXPECT_EQ(rulesOf(creating(Create,
                             {Initialize,
                              api("SetThreadpoolCallbackCleanupGroup",
                                  {addr(Env), val(global("group")), num(0)})}),
                    Yes),
            "");
  EXPECT_EQ(rulesOf(creating(Create, {Initialize,
                                      api("SetThreadpoolCallbackLibrary",
                                          {addr(Env), val(global("dll"))})}),
                    Yes),
            "");
  EXPECT_EQ(
      rulesOf(creating(Create, {Initialize, call("Unseen", {addr(Env)})}), Yes),
      "");
  // That it has none is not known of one that nobody has initialised, which is
  // another rule's business.
  EXPECT_EQ(rulesOf(creating(Create), Yes), "cleanup-group-order");
}

TEST(DllCleanupGroup, ObjectsThatAreDrained) {
  UnitBuilder U = creating(CreatePlain);
  U.function("Stop", 1, {drain(), close()});
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Yes)), "");
}

TEST(DllCleanupGroup, ModulesThatStayLoaded) {
  UnitBuilder U = creating(CreatePlain);
  U.function("Pin", 0, {systemCall("GetModuleHandleExW")});
  EXPECT_EQ(rulesOf(U, dll(DllChoice::Yes)), "");
}

} // namespace
