//===- Loops.cpp - Loops over all elements, seen from one of them ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Elements.h"
#include "link/Walker.h"

#include <algorithm>

namespace threadpool::link {

using facts::Node;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using ValueKind = Value::ValueKind;

Path::Step Walker::resolve(const Path::Step &Element) const {
  if (Element.Name == facts::EachElement) {
    Recalled.noteOther();
    return isAtOther() ? otherElement() : chosenElement("");
  }
  const Path Variable = indexVariable(Element);
  if (!Variable.isValid())
    return Element;
  const Path Slot = own(Variable);
  const Value *Index = lookup(Slot);
  if (!Index)
    return Variable.Root == Path::RootKind::Parameter && !slot(Slot).empty()
               ? elementAt(textOf(Slot))
               : anyElement();
  switch (Index->Kind) {
  case ValueKind::Index:
    return Index->Number ? otherElement() : chosenElement(Index->Name);
  case ValueKind::Constant:
    return {Path::Step::StepKind::Element, std::to_string(Index->Number)};
  case ValueKind::At:
    return elementAt(Index->Name);
  default:
    return anyElement();
  }
}

void Walker::note(const Path &P, const Value &V) const {
  if (std::any_of(P.Steps.begin(), P.Steps.end(),
                  [](const Path::Step &S) { return !loopOf(S).empty(); }))
    noteElement(P, V);
}

/// A store to any element may be one to those of which something is known.
void Walker::forgetElements(const Path &P) {
  const auto Any =
      std::find_if(P.Steps.begin(), P.Steps.end(), [](const Path::Step &S) {
        return isSameStep(S, anyElement());
      });
  if (Any == P.Steps.end())
    return;
  Path Whole = P;
  Whole.Steps.resize(Any - P.Steps.begin());
  forget(Value::addressOf(std::move(Whole)));
}

std::int64_t Walker::atOthers(const Value &Index) {
  return Index.is(ValueKind::Index) ? Index.Number : 0;
}

void Walker::addAtOthers(Environment &Env, std::int64_t Added) {
  if (Added == 0)
    return;
  const std::string Name = std::string("!") + AtOthers;
  const Value *Count = Env.find(Name);
  const std::int64_t Now = (Count ? Count->Number : 0) + Added;
  if (Now == 0)
    Env.erase(Name);
  else
    Env.set(Name, Value::constant(Now));
}

/// An index that is stepped in a loop begins there with the chosen element, as
/// the loop's own variable does, and says nothing behind it.
void Walker::settleIndices(State &S) {
  const Frame &F = Frames[S.FrameId];
  const SteppedIndices &Stepped =
      Indices.try_emplace(F.Callee, *F.Callee).first->second;
  if (Stepped.all().empty())
    return;
  const Liveness &Live = livenessOf(S.FrameId);
  for (const auto &[Name, Loop] : Stepped.all()) {
    const std::string Slot = F.Label + Name;
    const Value *Index = S.Env.find(Slot);
    if (!Index)
      continue;
    const bool IsInside = Loop.count(S.Node) != 0 && Live.isLive(S.Node, Name);
    if (IsInside && Index->isNull() && !Index->Where.isValid()) {
      S.Env.set(Slot, Value::index(Slot, /*IsOther=*/false));
    } else if (!IsInside && Index->is(ValueKind::Index)) {
      addAtOthers(S.Env, -atOthers(*Index));
      S.Env.set(Slot, Value::free());
    }
  }
}

/// Whether the node sets an index that a loop steps, and if it is a step, takes
/// it.
bool Walker::stepIndex() {
  const Place &Target = placeOf(node().Target);
  const Value *Index = Target.In ? Current.Env.find(*Target.In) : nullptr;
  if (!Index || !Index->is(ValueKind::Index) || Index->Name != Target.In->Name)
    return false;
  const std::string Slot = Target.In->Name.str();
  const bool IsStep = node().Args[0].Added != 0;
  const bool IsOther = IsStep && isElementLoop(Slot);
  addAtOthers(Current.Env, IsOther - atOthers(*Index));
  if (!IsStep)
    return false;
  Current.Env.set(Slot, Value::index(Slot, IsOther));
  continueAfter();
  return true;
}

static bool isAtChosen(const Value &V) {
  return V.is(ValueKind::Index) && V.Number == 0;
}

/// Whether \p E is an index that is stepped beside the variable of its loop.
static bool isStepped(const Environment::Entry &E) {
  return E.Known->Name == E.Where->Name;
}

std::vector<std::string> Walker::loopsAtChosen() const {
  std::vector<std::string> Result;
  for (const Environment::Entry &E : Current.Env)
    if (isAtChosen(*E.Known) && !isStepped(E))
      Result.push_back(E.Known->Name);
  return Result;
}

bool Walker::isIndexAtChosen() const {
  return std::any_of(Current.Env.begin(), Current.Env.end(),
                     [this](const Environment::Entry &E) {
                       return isAtChosen(*E.Known) && isStepped(E) &&
                              isElementLoop(E.Known->Name);
                     });
}

std::vector<Value> Walker::conditionSources() const {
  std::vector<Value> Result;
  for (const Operand &O : node().Args)
    if (O.Kind != Operand::OperandKind::Unknown)
      Result.push_back(evaluate(O));
    else
      for (const Path &Source : O.Sources)
        Result.push_back(valueAt(Source));
  return Result;
}

void Walker::stepLoop() {
  const Node &N = node();
  const std::string Label = nodeLabel();
  const Slot *In = placeOf(N.LoopVariable).In;
  if (!In)
    return N.Kind == NodeKind::Branch ? stepBranch() : stepOpaqueBranch();
  // How far the loop has come: it is entered, it has been at the chosen
  // element, or at others behind that. A loop that was left half-way is entered
  // again with a variable that was set anew.
  enum : std::int64_t { Entered, WasAtChosen, IsAtOther };
  const std::string Progress = "progress " + Label;
  const Value *Variable = lookup(whereIs(N.LoopVariable));
  const bool WasStepped = !Variable || Variable->is(ValueKind::Unknown) ||
                          Variable->is(ValueKind::Free);
  const std::int64_t Came = WasStepped ? counter(Progress) : Entered;

  State Before = Current;
  auto With = [&](facts::NodeId Next, std::int64_t Now, const Value &V) {
    Current = Before;
    setCounter(Progress, Now);
    setCounter(AtOthers,
               counter(AtOthers) + (Now == IsAtOther) - (Came == IsAtOther));
    Current.Env.set(*In, Names.value(V));
    Current.Node = Next;
    State Result = std::move(Current);
    Current = Before;
    return Result;
  };
  const Value Chosen = Value::index(Label, /*IsOther=*/false);
  State Exit = With(N.Else, Entered, Value::free());
  if (!isElementLoop(Label)) {
    const Decision D = onOpaqueCondition(conditionSources());
    return branch(D, With(N.Next, Entered, Chosen), std::move(Exit));
  }
  if (Came == Entered)
    return goTo(With(N.Next, WasAtChosen, Chosen));
  if (Came == IsAtOther)
    return goTo(std::move(Exit));
  branch(Decision(), With(N.Next, IsAtOther, Value::index(Label, true)),
         std::move(Exit));
}

} // namespace threadpool::link
