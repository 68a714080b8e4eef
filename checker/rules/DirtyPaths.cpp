//===- DirtyPaths.cpp - Ways on which a thread stays changed --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/DirtyPaths.h"

#include "link/SystemCalls.h"
#include "rules/EventReach.h"
#include "rules/EventSearch.h"
#include "rules/PathKnowledge.h"
#include "rules/StateConditions.h"
#include "rules/StateOutcome.h"
#include "rules/StateWords.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace threadpool::rules {

using facts::Function;
using facts::Node;
using facts::StateFunction;
using facts::StateRole;
using facts::ThreadState;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using GraphNode = link::EventGraph::Node;
using ValueKind = link::Value::ValueKind;

namespace {

/// Beyond them the ways of a callback are too many to follow.
constexpr std::size_t MaxSteps = 200'000;
constexpr std::size_t MaxOpen = 4;

class DirtySearch {
public:
  DirtySearch(const Evidence &E, const EventGraph &G, const Registration &By,
              ThreadState Of)
      : E(E), G(G), Of(Of), Changes(stateChangesIn(G, By, Of)),
        Conditions(G, Changes, Of) {}

  std::vector<DirtyPath> find();

private:
  struct Path {
    std::vector<const Event *> Open;
    PathKnowledge Known;
    bool operator<(const Path &O) const {
      return std::tie(Open, Known) < std::tie(O.Open, O.Known);
    }
  };

  void findEnders();
  bool hidesEnder() const;
  bool mayEnd(const Event &Ev) const;
  void findObjects();
  bool mayBeGuard(const Event &Destructor) const;
  bool onEvent(Path &P, const Event &Ev);
  bool onBranch(Path &P, const UndecidedCondition &Cond, bool TakesNext);
  void onEnd(const Path &P, const GraphNode &At);
  void begin(Path &P, const Event &Ev) const;
  void end(Path &P, const StateChange &C) const;
  bool isEndedBehind(const Event &Begins) const;

  const Evidence &E;
  const EventGraph &G;
  const ThreadState Of;
  const std::map<const Event *, StateChange> Changes;
  const StateConditions Conditions;
  /// The functions that end the state, and what calls them.
  std::set<std::string> Enders;
  std::set<std::string> OldObjects, Called;
  /// By place of the call, with the place of the end.
  std::map<std::pair<unsigned, facts::NodeId>, DirtyPath> Found;
  std::size_t Steps = 0;
};

/// Whether \p F itself does something to the state of its caller: gives it
/// back, or sets it.
bool endsState(const Function &F, ThreadState Of) {
  bool Begins = false, Ends = false;
  for (const Node &N : F.Nodes)
    for (const StateFunction *Row : facts::lookupStates(N))
      if (Row->State == Of) {
        Begins |= Row->Role == StateRole::Begins;
        Ends |= Row->Role == StateRole::Ends || Row->Role == StateRole::Sets;
      }
  return Ends && !Begins;
}

/// Whether the function \p Usr of the system does.
bool endsState(const std::string &Usr, ThreadState Of) {
  Node Call;
  Call.Kind = facts::NodeKind::Call;
  Call.Callee = Usr;
  const std::vector<const StateFunction *> Rows = facts::lookupStates(Call);
  return std::any_of(Rows.begin(), Rows.end(), [Of](const StateFunction *Row) {
    return Row->State == Of && Row->Role == StateRole::Ends;
  });
}

void DirtySearch::findEnders() {
  std::set<std::string> Direct;
  for (const auto &[Usr, F] : E.Unit.Functions)
    if (endsState(F, Of))
      Direct.insert(Usr);
  Enders = E.Calls.withCallers(std::move(Direct));
}

/// Whether a lambda of one of the functions ends the state, and is called by
/// code that is not followed.
bool DirtySearch::hidesEnder() const {
  std::set<const Function *> Followed;
  std::set<std::string> Lambdas;
  for (const link::Frame &F : G.frames()) {
    Followed.insert(F.Callee);
    Lambdas.insert("lambda in " + F.Callee->Name);
  }
  return std::any_of(
      E.Unit.Functions.begin(), E.Unit.Functions.end(), [&](const auto &F) {
        return Lambdas.count(F.second.Name) && !Followed.count(&F.second) &&
               endsState(F.second, Of);
      });
}

/// Collects the objects that were there before the state began, on whatever way
/// it did, and the constructors that are called.
void DirtySearch::findObjects() {
  std::optional<std::set<std::string>> Old;
  std::set<std::pair<unsigned, facts::NodeId>> Places;
  for (const auto &[Begins, Change] : Changes) {
    if (!Change.begins() ||
        !Places.insert({Begins->Place.Frame, Begins->Place.Node}).second)
      continue;
    std::set<std::string> Before;
    for (const Event *Ev : eventsLeadingTo(G, *Begins))
      if (Ev->Kind == EventKind::Call && Ev->This.is(ValueKind::AddressOf) &&
          (!Old || Old->count(Ev->This.Name)))
        Before.insert(Ev->This.Name);
    Old = std::move(Before);
  }
  if (Old)
    OldObjects = std::move(*Old);
  for (const Event &Ev : G.events())
    if (Ev.Kind == EventKind::Call)
      Called.insert(G.nodeOf(Ev.Place).CalleeName);
}

/// Whether the object of \p Destructor may have been made to undo what the
/// routine has begun.
bool DirtySearch::mayBeGuard(const Event &Destructor) const {
  const Value &Object = Destructor.This;
  const auto [Class, Name] =
      llvm::StringRef(G.nodeOf(Destructor.Place).CalleeName).rsplit("::");
  if (Object.is(ValueKind::AddressOf) &&
      Object.Where.Root == facts::Path::RootKind::Local &&
      std::none_of(Object.Where.Steps.begin(), Object.Where.Steps.end(),
                   link::isDereference))
    return !OldObjects.count(Object.Name) || mayKeep(Of, Class);
  // What a pointer leads to is mostly an item that others made.
  return Called.count(Class.str() + "::" + Name.drop_front().str()) != 0;
}

/// Whether \p Ev, a call that is not entered, may give the state back.
bool DirtySearch::mayEnd(const Event &Ev) const {
  if (Ev.Kind != EventKind::Call)
    return false;
  const Node &N = G.nodeOf(Ev.Place);
  if (Enders.count(N.Callee) ||
      std::any_of(Ev.Args.begin(), Ev.Args.end(), [this](const Value &V) {
        return V.is(ValueKind::Function) &&
               (Enders.count(V.Name) != 0 || endsState(V.Name, Of));
      }))
    return true;
  if (N.IsGuess &&
      std::any_of(N.Words.begin(), N.Words.end(),
                  [&](const std::string &W) { return mayGiveBack(Of, W); }))
    return true;
  if (N.CalleeIsSystem)
    return false;
  return link::isDestructor(N) ? mayBeGuard(Ev) : mayGiveBack(Of, N.CalleeName);
}

void DirtySearch::begin(Path &P, const Event &Ev) const {
  // Only COM counts.
  const bool IsKnown =
      std::any_of(P.Open.begin(), P.Open.end(), [&](const Event *Other) {
        return isSamePlace(*Other, Ev) ||
               (Of != ThreadState::Com &&
                Changes.at(Other).Which == Changes.at(&Ev).Which);
      });
  if (!IsKnown)
    P.Open.push_back(&Ev);
}

void DirtySearch::end(Path &P, const StateChange &C) const {
  if (Of == ThreadState::Com) {
    if (!P.Open.empty())
      P.Open.pop_back();
    return;
  }
  P.Open.erase(std::remove_if(P.Open.begin(), P.Open.end(),
                              [&](const Event *Begun) {
                                const std::string &Which =
                                    Changes.at(Begun).Which;
                                return Which.empty() || C.Which.empty() ||
                                       Which == C.Which;
                              }),
               P.Open.end());
}

bool DirtySearch::onEvent(Path &P, const Event &Ev) {
  if (++Steps > MaxSteps)
    return false;
  P.Known.note(Ev);
  auto Change = Changes.find(&Ev);
  if (Change == Changes.end())
    return P.Open.empty() || !mayEnd(Ev);
  if (Change->second.begins())
    begin(P, Ev);
  else if (Change->second.ends())
    end(P, Change->second);
  return P.Open.size() <= MaxOpen;
}

bool DirtySearch::onBranch(Path &P, const UndecidedCondition &Cond,
                           bool TakesNext) {
  const std::optional<NumberTest> Test = asNumberTest(G, Cond);
  if (Test && !P.Known.take(*Test, TakesNext))
    return false;
  P.Open.erase(
      std::remove_if(P.Open.begin(), P.Open.end(),
                     [&](const Event *Begun) {
                       const NumberRange *R =
                           P.Known.find(link::textOf(Begun->Result.Where));
                       return R && hasFailed(Changes.at(Begun).Row->Result, *R);
                     }),
      P.Open.end());
  const bool IsTested =
      std::all_of(P.Open.begin(), P.Open.end(), [&](const Event *Begun) {
        const NumberRange *R = P.Known.find(link::textOf(Begun->Result.Where));
        return R && hasSucceeded(Changes.at(Begun).Row->Result, *R);
      });
  return P.Open.empty() || !Conditions.misses(Cond, TakesNext) ||
         Conditions.isIndependent(Cond, Test, P.Known, IsTested);
}

void DirtySearch::onEnd(const Path &P, const GraphNode &At) {
  if (At.Index != 0)
    return;
  for (const Event *Begun : P.Open) {
    const NumberRange *R = P.Known.find(link::textOf(Begun->Result.Where));
    if (R && !mayBeDone(Changes.at(Begun).Row->Result, *R))
      continue;
    auto [It, IsNew] =
        Found.try_emplace({Begun->Place.Frame, Begun->Place.Node});
    // The first way out is told.
    if (!IsNew && It->second.End.Node <= At.Place.Node)
      continue;
    It->second.Begins = Begun;
    It->second.End = At.Place;
  }
}

bool DirtySearch::isEndedBehind(const Event &Begins) const {
  const std::set<const Event *> Behind = eventsBehind(G, Begins);
  return std::any_of(Changes.begin(), Changes.end(), [&](const auto &Change) {
    return Change.second.ends() && Behind.count(Change.first);
  });
}

std::vector<DirtyPath> DirtySearch::find() {
  std::vector<DirtyPath> Result;
  if (std::none_of(Changes.begin(), Changes.end(),
                   [](const auto &Change) { return Change.second.begins(); }))
    return Result;
  if (hidesEnder())
    return Result;
  findEnders();
  findObjects();
  searchEvents(
      G, Path{{}, PathKnowledge(Conditions.repeated())},
      [this](Path &P, const Event &Ev) { return onEvent(P, Ev); },
      [this](Path &P, const UndecidedCondition &Cond, bool TakesNext) {
        return onBranch(P, Cond, TakesNext);
      },
      [this](const Path &P, const GraphNode &At) { onEnd(P, At); });
  if (Steps > MaxSteps)
    return Result;
  for (auto &[Place, Way] : Found) {
    Way.IsEndedElsewhere = isEndedBehind(*Way.Begins);
    if (Way.IsEndedElsewhere || !Conditions.isDoneOnce(*Way.Begins))
      Result.push_back(Way);
  }
  return Result;
}

} // namespace

std::vector<DirtyPath> dirtyPathsOf(const Evidence &E, const EventGraph &G,
                                    const Registration &By, ThreadState Of) {
  return DirtySearch(E, G, By, Of).find();
}

} // namespace threadpool::rules
