//===- Conditions.cpp - What branches depend on ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

#include "clang/Basic/Builtins.h"

#include <limits>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;
using OperandKind = facts::Operand::OperandKind;

/// \p E without what leaves its truth as it is.
static const Expr *withoutTruthWrappers(const Expr *E) {
  while (true) {
    const Expr *Inner = withoutWrappers(E);
    if (const auto *Cast = dyn_cast<CastExpr>(Inner)) {
      switch (Cast->getCastKind()) {
      case CK_NoOp:
      case CK_IntegralCast:
      case CK_IntegralToBoolean:
      case CK_PointerToBoolean:
      case CK_BooleanToSignedIntegral:
        Inner = Cast->getSubExpr();
        break;
      default:
        break;
      }
    } else if (const auto *Call = dyn_cast<CallExpr>(Inner)) {
      const unsigned Builtin = Call->getBuiltinCallee();
      if (Builtin == Builtin::BI__builtin_expect ||
          Builtin == Builtin::BI__builtin_expect_with_probability)
        Inner = Call->getArg(0);
    }
    if (Inner == E)
      return E;
    E = Inner;
  }
}

bool FunctionTranslator::isCondition(const Expr *E) {
  E = withoutTruthWrappers(E);
  if (const auto *Not = dyn_cast<UnaryOperator>(E))
    return Not->getOpcode() == UO_LNot;
  const auto *Op = dyn_cast<BinaryOperator>(E);
  return Op &&
         (Op->isEqualityOp() || Op->isRelationalOp() || Op->isLogicalOp());
}

FunctionTranslator::Test FunctionTranslator::testOf(const Expr *E) {
  if (Body.brokenPartOf(E))
    return {};
  E = withoutTruthWrappers(E);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    Test Inner = testOf(Not->getSubExpr());
    Inner.Negated = !Inner.Negated;
    return Inner;
  }
  if (const auto *Op = dyn_cast<BinaryOperator>(E)) {
    if (Op->isEqualityOp())
      return comparison(Op);
    if (Op->isRelationalOp())
      return order(Op);
  }

  Test Result;
  facts::Operand Value = valueOf(E);
  switch (Value.Kind) {
  case OperandKind::Constant:
    Result.Kind = Test::Constant;
    Result.Value = Value.Number != 0;
    break;
  case OperandKind::Address:
  case OperandKind::Function:
    Result.Kind = Test::Constant;
    Result.Value = true;
    break;
  case OperandKind::Value:
    Result.Kind = Test::Compare;
    Result.Left = std::move(Value);
    Result.Right = constant(0);
    Result.Negated = true;
    break;
  case OperandKind::Unknown:
    Result.Left = std::move(Value);
    break;
  }
  return Result;
}

FunctionTranslator::Test
FunctionTranslator::comparison(const BinaryOperator *Op) {
  const bool Negated = Op->getOpcode() == BO_NE;
  const Expr *Left = Op->getLHS(), *Right = Op->getRHS();
  if (constantValue(Left))
    std::swap(Left, Right);
  const std::optional<facts::Operand> Number = constantValue(Right);
  if (Number && isCondition(Left) &&
      (Number->Number == 0 || Number->Number == 1)) {
    Test Inner = testOf(Left);
    Inner.Negated ^= Negated != (Number->Number == 0);
    return Inner;
  }

  Test Result;
  Result.Negated = Negated;
  facts::Operand A = valueOf(Left), B = valueOf(Right);
  const bool IsConstant = B.Kind == OperandKind::Constant;
  if (IsConstant && A.Kind == OperandKind::Constant) {
    Result.Kind = Test::Constant;
    Result.Value = A.Number == B.Number;
  } else if (A.Kind == OperandKind::Value && B.Kind != OperandKind::Unknown) {
    Result.Kind = Test::Compare;
    Result.Left = std::move(A);
    Result.Right = std::move(B);
  } else if (IsConstant && B.Number == 0 && A.Kind != OperandKind::Unknown) {
    // The address of something is not null.
    Result.Kind = Test::Constant;
    Result.Value = false;
  } else {
    Result.Left = unknownFrom(Op);
  }
  return Result;
}

/// All four order operators are "less than" something, or the opposite.
FunctionTranslator::Test FunctionTranslator::order(const BinaryOperator *Op) {
  const Expr *Left = Op->getLHS(), *Right = Op->getRHS();
  BinaryOperatorKind How = Op->getOpcode();
  if (constantValue(Left)) {
    std::swap(Left, Right);
    How = BinaryOperator::reverseComparisonOp(How);
  }
  Test Result;
  facts::Operand A = valueOf(Left), B = valueOf(Right);
  constexpr std::int64_t Highest = std::numeric_limits<std::int64_t>::max();
  if (A.Kind != OperandKind::Value || B.Kind != OperandKind::Constant ||
      B.Number == Highest || !Left->getType()->isIntegralOrEnumerationType()) {
    Result.Left = unknownFrom(Op);
    return Result;
  }
  Result.Kind = Test::Compare;
  Result.IsOrder = true;
  Result.Negated = How == BO_GT || How == BO_GE;
  if (How == BO_GT || How == BO_LE)
    ++B.Number;
  Result.Left = std::move(A);
  Result.Right = std::move(B);
  return Result;
}

void FunctionTranslator::branchOn(const Test &T, facts::NodeId Next,
                                  facts::NodeId Else, const Stmt *At) {
  const facts::Path LoopVariable = loopVariable(At);
  // The body of a loop comes next, and nothing says what is compared.
  if (T.Negated && !(T.Kind == Test::Opaque && LoopVariable.isValid()))
    std::swap(Next, Else);
  if (T.Kind == Test::Constant) {
    Nodes.goTo(T.Value ? Next : Else);
    return;
  }
  facts::Node N = newNode(
      T.Kind == Test::Compare ? NodeKind::Branch : NodeKind::OpaqueBranch, At);
  N.LoopVariable = LoopVariable;
  N.Args.push_back(T.Left);
  if (T.Kind == Test::Compare)
    N.Args.push_back(T.Right);
  if (T.Kind == Test::Compare && T.IsOrder)
    N.Compare = facts::Comparison::Less;
  // Readers know the condition as it is written.
  if (T.Kind == Test::Compare && T.Negated) {
    N.Compare =
        T.IsOrder ? facts::Comparison::NotLess : facts::Comparison::NotEqual;
    std::swap(Next, Else);
  }
  Nodes.branch(std::move(N), Next, Else);
}

facts::Operand FunctionTranslator::outcomeOf(const Expr *E) {
  return outcomeOf(testOf(E), E);
}

facts::Operand FunctionTranslator::outcomeOf(const Test &T, const Expr *E) {
  if (T.Kind == Test::Constant)
    return constant(T.Value != T.Negated);
  if (T.Kind == Test::Opaque)
    return T.Left;
  const facts::Path Result = Nodes.newTemporary();
  const facts::NodeId IfTrue = Nodes.newJoin(), IfFalse = Nodes.newJoin(),
                      After = Nodes.newJoin();
  forEachPath(static_cast<const facts::Node &>([&] {
                facts::Node N;
                N.Args = {T.Left, T.Right};
                return N;
              }()),
              [&](const facts::Path &P) { Told.push_back(P); });
  branchOn(T, IfTrue, IfFalse, E);
  for (facts::NodeId Side : {IfTrue, IfFalse}) {
    Nodes.continueAt(Side);
    emitAssign(Result, constant(Side == IfTrue), E);
    Nodes.goTo(After);
  }
  Nodes.continueAt(After);
  return valueAt(Result);
}

void FunctionTranslator::emitWaitingStores(const Expr *E) {
  auto Found = Waiting.find(E);
  if (Found == Waiting.end())
    return;
  for (const WaitingStore &Store : Found->second)
    switch (Store.What) {
    case WaitingStore::Value:
      emitAssign(Store.Target, valueOf(E), E);
      break;
    case WaitingStore::Outcome:
      emitAssign(Store.Target,
                 E->getType()->isBooleanType() ? valueOf(E) : outcomeOf(E), E);
      break;
    case WaitingStore::Pointer:
      emitAssign(Store.Target, pointerTo(E), E);
      break;
    }
}

/// Conditional operators store their value where both sides have ended.
void FunctionTranslator::prepareChoices() {
  for (const Stmt *S : Body.all()) {
    const auto *Choice = dyn_cast<AbstractConditionalOperator>(S);
    if (!Choice || Choice->getType()->isVoidType())
      continue;
    // An object is made in its place by either side.
    const bool IsObject =
        Choice->getType()->isRecordType() && Choice->isPRValue();
    const facts::Path Target = IsObject ? homeOf(Choice) : Nodes.newTemporary();
    if (!IsObject)
      Values[Choice] = valueAt(Target);
    const WaitingStore Store = {Target, Choice->isGLValue()
                                            ? WaitingStore::Pointer
                                            : WaitingStore::Value};
    const Expr *IfTrue = Choice->getTrueExpr();
    if (const auto *Short = dyn_cast<BinaryConditionalOperator>(Choice))
      IfTrue = Short->getCommon();
    for (const Expr *Side :
         {IfTrue, static_cast<const Expr *>(Choice->getFalseExpr())})
      if (!IsObject || !isBuiltInPlace(Side))
        Waiting[withoutWrappers(Side)].push_back(Store);
  }
}
