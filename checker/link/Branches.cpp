//===- Branches.cpp - Where a walk goes two ways --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Walker.h"

#include <algorithm>

namespace threadpool::link {

using facts::Node;
using facts::Operand;
using facts::Path;
using ValueKind = Value::ValueKind;

void Walker::stepTryCall(const facts::ApiFunction &Api) {
  onApiCall(Api);
  State Taken = Current, Busy = Current;
  Taken.Node = Busy.Node = node().Next;
  const Slot &Result = resultOf(Current.FrameId, Current.Node);
  Taken.Env.set(Result, Names.value(Value::constant(1)));
  Busy.Env.set(Result, Names.value(Value::constant(0)));
  const unsigned At = Api.Args.Object.index();
  stepTry(At < node().Args.size() ? evaluate(node().Args[At]).pointee()
                                  : Path(),
          std::move(Taken), std::move(Busy));
}

void Walker::stepTry(const Path &Lock, State IfTaken, State IfBusy) {
  const std::optional<std::uint32_t> Index = onTry(Lock);
  // What the lock counts along the path is part of the state.
  for (const Environment::Entry &E : Current.Env)
    if (E.Where->isCounter())
      IfTaken.Env.set(*E.Where, *E.Known);
  if (!Index)
    return goTo(std::move(IfTaken));
  Decision Tried;
  Tried.Kind = protocol::Op::TryLock;
  Tried.Index = *Index;
  branch(Tried, std::move(IfTaken), std::move(IfBusy));
}

void Walker::branch(const Decision &D, State IfTrue, State IfFalse) {
  if (D.Kind == protocol::Op::Unknown) {
    emit(protocol::Op::Unknown);
    return;
  }
  emit(D.Kind, D.Index, D.Value);
  const std::uint32_t At = Cursor;
  if (!D.TrueIfEqual)
    std::swap(IfTrue, IfFalse);
  const std::uint32_t Next = rawFor(std::move(IfTrue));
  const std::uint32_t Else = rawFor(std::move(IfFalse));
  Raw[At].Next = Next;
  Raw[At].Else = Else;
}

/// The way that the condition goes because the other one is impossible.
std::optional<bool> Walker::assumed() const {
  const auto &Nodes = Frames[Current.FrameId].Callee->Nodes;
  auto IsImpossible = [&Nodes](facts::NodeId Id) {
    return Id != facts::NoNode && Nodes[Id].IsImpossible;
  };
  const bool NeverTrue = IsImpossible(node().Next);
  if (!trustsAssertions() || NeverTrue == IsImpossible(node().Else))
    return std::nullopt;
  return !NeverTrue;
}

/// The states behind the condition here.
std::pair<Walker::State, Walker::State> Walker::sides() const {
  std::pair<State, State> Result{Current, Current};
  Result.first.Node = node().Next;
  Result.second.Node = node().Else;
  return Result;
}

void Walker::stepBranch() {
  const Node &N = node();
  const bool ConstantFirst =
      !facts::isOrder(N.Compare) && evaluate(N.Args[0]).is(ValueKind::Constant);
  const Operand &Tested = N.Args[ConstantFirst ? 1 : 0];
  const Value &V = evaluate(Tested);
  const Value &With = evaluate(N.Args[ConstantFirst ? 0 : 1]);
  const bool TrueIfEqual = N.Compare == facts::Comparison::Equal;
  if (!With.is(ValueKind::Constant)) {
    auto [IfTrue, IfFalse] = sides();
    return branchOpaque({V, With}, std::move(IfTrue), std::move(IfFalse));
  }
  const std::int64_t C = With.Number;
  if (facts::isOrder(N.Compare)) {
    auto [IfTrue, IfFalse] = sides();
    return stepOrder(Tested, V, C, std::move(IfTrue), std::move(IfFalse));
  }
  std::optional<bool> Equal;
  if (V.is(ValueKind::Other))
    onComparedCopy(V, C);
  if (V.is(ValueKind::Constant))
    Equal = V.Number == C;
  else if (V.is(ValueKind::Other))
    Equal = false;
  else if (C == 0 && V.isNotNull())
    Equal = false;
  if (Equal)
    return goOn(*Equal == TrueIfEqual ? N.Next : N.Else);
  auto [IfTrue, IfFalse] = sides();

  // A local that was tested keeps what the test showed.
  if (Tested.Kind == Operand::OperandKind::Value && !V.is(ValueKind::Index))
    if (const Slot *In = placeOf(Tested.Where).In) {
      (TrueIfEqual ? IfTrue : IfFalse).Env.set(*In, Names.value(With));
      if (C == 0)
        (TrueIfEqual ? IfFalse : IfTrue).Env.set(*In, Names.value(V.tested()));
    }
  if (const std::optional<bool> Assumed = assumed())
    return goTo(std::move(*Assumed ? IfTrue : IfFalse));
  branch(onComparison(V, C, TrueIfEqual), std::move(IfTrue),
         std::move(IfFalse));
}

void Walker::branchOpaque(const std::vector<Value> &Sources, State IfTrue,
                          State IfFalse) {
  if (const std::optional<bool> Assumed = assumed())
    return goTo(*Assumed ? std::move(IfTrue) : std::move(IfFalse));
  branch(onOpaqueCondition(Sources), std::move(IfTrue), std::move(IfFalse));
}

/// Whether \p O is a variable of \p F that is only ever given values that are
/// there already, as one that keeps the outcome of calls.
static bool isNeverComputed(const facts::Function &F, const Operand &O) {
  return O.Kind == Operand::OperandKind::Value && O.Where.Steps.empty() &&
         (O.Where.Root == Path::RootKind::Local ||
          O.Where.Root == Path::RootKind::Parameter) &&
         std::none_of(F.Nodes.begin(), F.Nodes.end(), [&O](const Node &N) {
           return N.Kind == facts::NodeKind::Assign &&
                  N.Args[0].Kind == Operand::OperandKind::Unknown &&
                  textOf(N.Target) == textOf(O.Where);
         });
}

void Walker::stepOrder(const Operand &Tested, const Value &V,
                       std::int64_t Bound, State IfTrue, State IfFalse) {
  const facts::Comparison Compare = node().Compare;
  // How often a loop runs is not followed.
  if (V.is(ValueKind::Constant) &&
      (V.Where.isValid() ||
       (followsStatuses() &&
        isNeverComputed(*Frames[Current.FrameId].Callee, Tested))))
    return goTo(facts::holds(Compare, V.Number, Bound) ? IfTrue : IfFalse);
  Range Fewer;
  if (assumed() || !V.is(ValueKind::At) || !onOrder(V, Bound, Fewer))
    return branchOpaque({V}, std::move(IfTrue), std::move(IfFalse));
  const bool MeansTrue = Fewer.IsBelow == (Compare == facts::Comparison::Less);
  const std::uint32_t Inside = rawFor(MeansTrue ? IfTrue : IfFalse);
  const std::uint32_t Outside = rawFor(MeansTrue ? IfFalse : IfTrue);
  for (std::uint32_t Value : Fewer.Values) {
    emit(protocol::Op::Test, Fewer.Flag, Value);
    Raw[Cursor].Next = Inside;
    continueAtElse(Cursor);
  }
  Raw[Cursor].Next = Outside;
}

void Walker::stepOpaqueBranch() {
  auto [IfTrue, IfFalse] = sides();
  branchOpaque(conditionSources(), std::move(IfTrue), std::move(IfFalse));
}

} // namespace threadpool::link
