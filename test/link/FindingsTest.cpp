//===- FindingsTest.cpp - From facts to findings and their stories --------===//
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

std::vector<Finding> findings(const Body &OnSignal, const Body &Stop) {
  return findingsOf(waitProgram(OnSignal, Stop));
}

std::string rules(const Body &OnSignal, const Body &Stop) {
  return rulesOf(findings(OnSignal, Stop));
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

} // namespace
