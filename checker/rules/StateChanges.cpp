//===- StateChanges.cpp - What a routine does to its thread ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StateChanges.h"

#include "rules/EventReach.h"
#include "rules/EventSearch.h"
#include "rules/ThreadCalls.h"

#include <algorithm>
#include <set>

namespace threadpool::rules {

using facts::StateArgument;
using facts::StateFunction;
using facts::StateRole;
using facts::ThreadState;
using link::Event;
using link::EventGraph;
using link::Value;
using ArgumentKind = facts::StateArgument::ArgumentKind;
using ChangeKind = StateChange::ChangeKind;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

class Classifier {
public:
  Classifier(const EventGraph &G, const Registration &By, ThreadState Of)
      : G(G), By(By), Of(Of) {
    for (const Event &Ev : G.events())
      if (Ev.Kind == EventKind::Call || Ev.Kind == EventKind::Api)
        for (const StateFunction *Row : facts::lookupStates(G.nodeOf(Ev.Place)))
          if (Row->State == Of && isFor(*Row, Ev)) {
            Rows[&Ev] = Row;
            break;
          }
  }

  std::map<const Event *, StateChange> classify() const {
    std::map<const Event *, StateChange> Result;
    for (const auto &[Ev, Row] : Rows) {
      StateChange C;
      C.Row = Row;
      C.Kind = kindOf(*Row, *Ev);
      if (const StateArgument *Which = Row->find(ArgumentKind::Which))
        C.Which = nameOf(valueOf(*Ev, *Which));
      Result[Ev] = std::move(C);
    }
    return Result;
  }

private:
  static Value valueOf(const Event &Ev, const StateArgument &A) {
    return A.Argument < Ev.Args.size() ? Ev.Args[A.Argument] : Value::unknown();
  }

  static std::string nameOf(const Value &V) {
    if (V.is(ValueKind::Constant))
      return std::to_string(V.Number);
    return V.is(ValueKind::At) ? link::textOf(V.Where) : "";
  }

  static bool isFor(const StateFunction &Row, const Event &Ev) {
    return std::all_of(std::begin(Row.Arguments), std::end(Row.Arguments),
                       [&Ev](const StateArgument &A) {
                         const Value V = valueOf(Ev, A);
                         const bool Is =
                             V.is(ValueKind::Constant) && V.Number == A.Number;
                         return A.Kind == ArgumentKind::Is
                                    ? Is
                                    : A.Kind != ArgumentKind::IsNot || !Is;
                       });
  }

  /// Whether the call surely is about the thread that runs.
  bool isAboutOwn(const StateFunction &Row, const Event &Ev) const {
    if (const StateArgument *A = Row.find(ArgumentKind::Thread))
      return isOwnThread(G, valueOf(Ev, *A));
    const StateArgument *A = Row.find(ArgumentKind::ThreadOrNull);
    return !A || valueOf(Ev, *A).isNull();
  }

  ChangeKind kindOf(const StateFunction &Row, const Event &Ev) const {
    switch (Row.Role) {
    case StateRole::Tells:
      return ChangeKind::Tells;
    case StateRole::Ends:
      return ChangeKind::Ends;
    case StateRole::Begins:
      return isAboutOwn(Row, Ev) ? ChangeKind::Begins : ChangeKind::None;
    case StateRole::Sets:
      return isAboutOwn(Row, Ev) && changes(Row, Ev) ? ChangeKind::Begins
                                                     : ChangeKind::Ends;
    }
    return ChangeKind::None;
  }

  /// Whether what \p Ev sets surely is not what was there before.
  bool changes(const StateFunction &Row, const Event &Ev) const {
    const StateArgument *Set = Row.find(ArgumentKind::Value);
    const Value V = valueOf(Ev, *Set);
    if (Of == ThreadState::Slot)
      return isOwnVariable(V) || isContext(V);
    if (V.is(ValueKind::Constant))
      return V.Number != Set->Number && isAlwaysNumber(Ev, Set->Argument);
    if (V.is(ValueKind::AddressOf))
      return !isGivenToOther(V, Ev);
    const facts::Operand &Written = G.nodeOf(Ev.Place).Args[Set->Argument];
    return isComputed(Written) ||
           (!isBehindOther(Ev) && isNoSavedOne(V, Written));
  }

  /// Whether the argument is a number on all ways. Where it is on some, a test
  /// has shown what was read before.
  bool isAlwaysNumber(const Event &Ev, unsigned Argument) const {
    return std::all_of(Rows.begin(), Rows.end(), [&](const auto &Other) {
      return !isSamePlace(*Other.first, Ev) ||
             Other.first->Args[Argument].is(ValueKind::Constant);
    });
  }

  /// Whether \p V points to a variable that dies with its function.
  static bool isOwnVariable(const Value &V) {
    return V.is(ValueKind::AddressOf) &&
           V.Where.Root == facts::Path::RootKind::Local &&
           std::none_of(V.Where.Steps.begin(), V.Where.Steps.end(),
                        link::isDereference);
  }

  bool isContext(const Value &V) const {
    if (By.Made) {
      const facts::Path Memory = By.Made->Context.pointee();
      if (Memory.isValid() && Memory.Root != facts::Path::RootKind::Global &&
          V.is(ValueKind::AddressOf) &&
          link::textOf(V.Where) == link::textOf(Memory))
        return true;
    }
    const std::string Parameter =
        link::ParameterMark +
        std::to_string(link::parametersOf(*By.Api).Context);
    return V.is(ValueKind::At) && V.Where.Steps.empty() &&
           V.Where.Symbol == G.frames()[0].Label + Parameter;
  }

  /// Whether another call about the state got \p V, to store there what it is.
  bool isGivenToOther(const Value &V, const Event &Ev) const {
    return std::any_of(Rows.begin(), Rows.end(), [&](const auto &Other) {
      if (isSamePlace(*Other.first, Ev))
        return false;
      const StateArgument *Set = Other.second->find(ArgumentKind::Value);
      for (std::size_t I = 0; I < Other.first->Args.size(); ++I)
        if (Other.first->Args[I] == V && !(Set && Set->Argument == I))
          return true;
      return false;
    });
  }

  /// Whether a call that may tell what was there before, or have changed it,
  /// comes before \p Ev.
  bool isBehindOther(const Event &Ev) const {
    const std::set<const Event *> Before = eventsLeadingTo(G, Ev);
    return std::any_of(Rows.begin(), Rows.end(), [&](const auto &Other) {
      const auto &[Earlier, Row] = Other;
      return Before.count(Earlier) != 0 && !isSamePlace(*Earlier, Ev) &&
             (Row->Role != StateRole::Tells || isAboutOwn(*Row, *Earlier));
    });
  }

  /// Whether \p Written is made there out of something else.
  static bool isComputed(const facts::Operand &Written) {
    return (Written.Kind == facts::Operand::OperandKind::Unknown &&
            (Written.IsLiteral || !Written.Sources.empty())) ||
           link::isBit(Written.Where);
  }

  /// Whether nothing says that \p V was saved before, out of sight.
  bool isNoSavedOne(const Value &V, const facts::Operand &Written) const {
    for (const std::string &Text : {Written.Text, link::textOf(V.Where)})
      for (llvm::StringRef Word :
           {"old", "prev", "save", "orig", "restore", "initial", "default"})
        if (llvm::StringRef(Text).contains_insensitive(Word))
          return false;
    if (V.is(ValueKind::At))
      return !isOfProject(V);
    return Of == ThreadState::Impersonation || Of == ThreadState::Transaction ||
           Of == ThreadState::Languages;
  }

  /// Whether \p V is what a function of the program yields.
  bool isOfProject(const Value &V) const {
    return std::any_of(G.events().begin(), G.events().end(),
                       [&](const Event &Ev) {
                         return Ev.Kind == EventKind::Call && Ev.Result == V &&
                                !G.nodeOf(Ev.Place).CalleeIsSystem;
                       });
  }

  const EventGraph &G;
  const Registration &By;
  const ThreadState Of;
  std::map<const Event *, const StateFunction *> Rows;
};

} // namespace

std::map<const Event *, StateChange>
stateChangesIn(const EventGraph &G, const Registration &By, ThreadState Of) {
  return Classifier(G, By, Of).classify();
}

} // namespace threadpool::rules
