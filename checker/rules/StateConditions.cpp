//===- StateConditions.cpp - What conditions have to do with --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StateConditions.h"

#include "rules/EventReach.h"
#include "rules/EventSearch.h"
#include "rules/Mentions.h"
#include "rules/StateWords.h"

#include <algorithm>
#include <utility>

namespace threadpool::rules {

using facts::Function;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using facts::ThreadState;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

StateConditions::StateConditions(
    const EventGraph &G, const std::map<const Event *, StateChange> &Changes,
    ThreadState Of)
    : G(G), Changes(Changes), Of(Of) {
  for (const Event &Ev : G.events()) {
    if (Ev.Kind == EventKind::Store)
      Stored.insert(link::textOf(Ev.Storage));
    else if (Ev.Kind == EventKind::Call || Ev.Kind == EventKind::Api)
      Results[link::textOf(Ev.Result.Where)] = &Ev;
  }
  for (const auto &[Ev, Change] : Changes)
    if (Change.begins()) {
      Repeated.insert(link::textOf(Ev->Result.Where));
      Guards.merge(guardsOf(*Ev));
    }
  auto Ends = [&](const Event &Ev) {
    auto Change = Changes.find(&Ev);
    return Change != Changes.end() && Change->second.ends();
  };
  EndsAhead =
      sidesOf(G, nodesAheadOf(G, Ends, [](const Event &) { return false; }));
  std::set<std::string> Decisive = sourcesOf(G, EndsAhead);
  Decisive.insert(Guards.begin(), Guards.end());
  std::map<std::string, std::set<std::pair<unsigned, facts::NodeId>>> Tested;
  for (const UndecidedCondition &Cond : G.conditions())
    for (const Value &V : Cond.Sources)
      if (V.is(ValueKind::At))
        Tested[link::textOf(V.Where)].insert(
            {Cond.Place.Frame, Cond.Place.Node});
  for (const auto &[Name, Places] : Tested)
    if (Decisive.count(Name) && (Places.size() > 1 || Stored.count(Name)))
      Repeated.insert(Name);
}

bool StateConditions::misses(const UndecidedCondition &Cond,
                             bool TakesNext) const {
  const auto [IfNot, IfNext] = EndsAhead[&Cond - G.conditions().data()];
  return TakesNext ? IfNot && !IfNext : IfNext && !IfNot;
}

/// What the conditions test whose sides differ.
std::set<std::string>
StateConditions::sourcesOf(const EventGraph &G,
                           const std::vector<std::array<bool, 2>> &Sides) {
  std::set<std::string> Result;
  for (std::size_t I = 0; I < Sides.size(); ++I)
    if (Sides[I][0] != Sides[I][1])
      for (const Value &V : G.conditions()[I].Sources)
        if (V.is(ValueKind::At))
          Result.insert(link::textOf(V.Where));
  return Result;
}

/// What the conditions test that decide whether \p Begins is done.
std::set<std::string> StateConditions::guardsOf(const Event &Begins) const {
  return sourcesOf(
      G, sidesOf(
             G, nodesAheadOf(
                    G, [&](const Event &Ev) { return isSamePlace(Ev, Begins); },
                    [](const Event &) { return false; })));
}

bool StateConditions::isDoneOnce(const Event &Begins) const {
  const std::set<std::string> Asked = guardsOf(Begins);
  const std::set<const Event *> Behind = eventsBehind(G, Begins);
  return std::any_of(Behind.begin(), Behind.end(), [&](const Event *Ev) {
    return Ev->Kind == EventKind::Store &&
           Asked.count(link::textOf(Ev->Storage)) != 0;
  });
}

/// The member or variable that \p P ends in, without where it is declared.
static llvm::StringRef lastName(const Path &P) {
  for (auto Step = P.Steps.rbegin(); Step != P.Steps.rend(); ++Step)
    if (Step->Kind == Path::Step::StepKind::Field)
      return llvm::StringRef(Step->Name).rsplit('@').second;
  return P.Root == Path::RootKind::Global
             ? llvm::StringRef(P.Symbol).rsplit('@').second
             : llvm::StringRef();
}

bool StateConditions::isIndependent(const Function &F, const Path &P,
                                    std::set<std::string> &Asked) const {
  if (mayTell(Of, lastName(P)))
    return false;
  switch (P.Root) {
  case Path::RootKind::Result: {
    const Node &Call = F.Nodes[std::stoul(P.Symbol)];
    const std::vector<const facts::StateFunction *> Rows =
        facts::lookupStates(Call);
    return std::none_of(Rows.begin(), Rows.end(),
                        [this](const auto *Row) { return Row->State == Of; }) &&
           !mayTell(Of, Call.Kind == NodeKind::ApiCall ? Call.Callee
                                                       : Call.CalleeName);
  }
  case Path::RootKind::Parameter:
    // The callback gets what has nothing to do with its thread; what others
    // get is not followed.
    return &F == G.frames()[0].Callee;
  case Path::RootKind::Local:
    break;
  default:
    return true;
  }
  if (mayTell(Of, P.Symbol))
    return false;
  if (!Asked.insert(P.Symbol).second)
    return true;
  auto IsVariable = [&P](const Path &Other) {
    return Other.Root == P.Root && Other.Symbol == P.Symbol;
  };
  // A constant that the walk has lost may tell which way it came, unless a
  // call has written something else since.
  const bool IsWrittenByCall =
      std::any_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
        return (N.Kind == NodeKind::Call || N.Kind == NodeKind::ApiCall) &&
               std::any_of(N.Args.begin(), N.Args.end(), [&](const Operand &O) {
                 return O.Kind == Operand::OperandKind::Address &&
                        IsVariable(O.Where);
               });
      });
  return std::all_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
    if (N.Kind != NodeKind::Assign || !IsVariable(N.Target))
      return true;
    if (N.Args[0].Kind == Operand::OperandKind::Constant)
      return IsWrittenByCall;
    return !names(N.Args[0], [&](const Path &From) {
      return From.isValid() && !isIndependent(F, From, Asked);
    });
  });
}

bool StateConditions::isIndependent(const Value &V,
                                    const UndecidedCondition &Cond) const {
  if (V.is(ValueKind::Unknown)) {
    const Function &F = *G.frames()[Cond.Place.Frame].Callee;
    std::set<std::string> Asked;
    return !names(G.nodeOf(Cond.Place), [&](const Path &P) {
      return P.isValid() && !isIndependent(F, P, Asked);
    });
  }
  if (!V.is(ValueKind::At))
    return true;
  if (mayTell(Of, lastName(V.Where)))
    return false;
  auto Made = Results.find(link::textOf(V.Where));
  return Made == Results.end() ||
         (!Changes.count(Made->second) &&
          !mayTell(Of, G.nodeOf(Made->second->Place).CalleeName));
}

bool StateConditions::isIndependent(const UndecidedCondition &Cond,
                                    const std::optional<NumberTest> &Test,
                                    const PathKnowledge &Known,
                                    bool IsTested) const {
  if (Test) {
    // What such a test has shown is known where it matters.
    auto Made = Results.find(Test->Of);
    if (Made != Results.end() && Changes.count(Made->second))
      // There is a token then, and who cannot open it has another problem.
      return Changes.at(Made->second).begins() ||
             (IsTested && Of == ThreadState::Impersonation);
    if (Stored.count(Test->Of) && !Known.find(Test->Of))
      return false;
  }
  return !Cond.Sources.empty() &&
         std::all_of(
             Cond.Sources.begin(), Cond.Sources.end(), [&](const Value &V) {
               const std::string Name = link::textOf(V.Where);
               return (Test || (!Guards.count(Name) && !Stored.count(Name))) &&
                      isIndependent(V, Cond);
             });
}

} // namespace threadpool::rules
