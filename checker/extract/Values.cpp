//===- Values.cpp - What expressions are worth ----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/NumberRanges.h"
#include "extract/Paths.h"

#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using OperandKind = facts::Operand::OperandKind;

/// More than a reader, or a search, could make use of.
static constexpr unsigned MaxSources = 16;

std::optional<facts::Operand>
FunctionTranslator::constantValue(const Expr *E) const {
  if (E->isValueDependent() || E->isGLValue())
    return std::nullopt;
  if (E->isNullPointerConstant(Context, Expr::NPC_NeverValueDependent))
    return constant(0);
  // An integer that is used as a pointer, such as INVALID_HANDLE_VALUE.
  while (E->getType()->isPointerType()) {
    const auto *Cast = dyn_cast<CastExpr>(withoutWrappers(E));
    if (!Cast)
      return std::nullopt;
    switch (Cast->getCastKind()) {
    case CK_NullToPointer:
      return constant(0);
    case CK_IntegralToPointer:
    case CK_BitCast:
    case CK_NoOp:
      E = Cast->getSubExpr();
      break;
    default:
      return std::nullopt;
    }
  }
  Expr::EvalResult Result;
  if (!E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Result, Context) || Result.HasSideEffects)
    return std::nullopt;
  const std::optional<std::int64_t> Number = asInteger(Result.Val.getInt());
  return Number ? std::optional(constant(*Number)) : std::nullopt;
}

facts::Operand FunctionTranslator::valueOf(const Expr *E) {
  facts::Operand Result = valueOfStripped(withoutWrappers(E));
  Result.Text = Unit.Source.text(E->getSourceRange());
  Result.IsNumber = isNumber(E->getType());
  if (Result.Kind == OperandKind::Unknown)
    Result.Range = rangeOf(E, Context);
  return Result;
}

bool FunctionTranslator::isNumber(QualType Type) const {
  // The bits of a pointer, whatever the unit is compiled for.
  constexpr std::uint64_t PointerBits = 64;
  return !Type->isDependentType() &&
         (Type->isArithmeticType() || Type->isEnumeralType()) &&
         Context.getTypeSize(Type) < PointerBits;
}

facts::Operand FunctionTranslator::valueOfStripped(const Expr *E) {
  if (Body.brokenPartOf(E))
    return unknown();
  if (auto Known = Values.find(E); Known != Values.end()) {
    // A conditional operator that denotes an object keeps a pointer to it.
    if (E->isGLValue() && isa<AbstractConditionalOperator>(E))
      return valueAt(pathOf(E));
    return Known->second;
  }
  if (E->isGLValue()) {
    facts::Path Where = pathOf(E);
    return Where.isValid() ? valueAt(std::move(Where)) : unknownFrom(E);
  }
  if (std::optional<facts::Operand> Number = constantValue(E))
    return *Number;
  if (std::optional<facts::Operand> Product = productOf(E))
    return *Product;
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return valueOfCast(Cast);
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    return valueOfUnary(Op);
  if (const auto *Op = dyn_cast<BinaryOperator>(E))
    return valueOfBinary(Op);
  if (isa<CXXThisExpr>(E))
    return thisPointer();
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E) &&
      E->getType()->isScalarType())
    return constant(0);
  if (const auto *List = dyn_cast<InitListExpr>(E);
      List && E->getType()->isScalarType())
    return List->getNumInits() == 1 ? valueOf(List->getInit(0)) : constant(0);
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    const auto *Last = dyn_cast_or_null<Expr>(Block->getSubStmt()->body_back());
    return Last ? valueOf(Last) : unknownFrom(E);
  }
  if (const auto *Choice = dyn_cast<ChooseExpr>(E))
    return valueOf(Choice->getChosenSubExpr());
  if (const auto *Selection = dyn_cast<GenericSelectionExpr>(E))
    return valueOf(Selection->getResultExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (const Expr *Argument = forwardedArgument(Call))
      return Call->isPRValue() && Argument->isGLValue() ? pointerTo(Argument)
                                                        : valueOf(Argument);
  }
  if (E->getType()->isRecordType()) {
    facts::Path Where = pathOf(E);
    if (Where.isValid())
      return valueAt(std::move(Where));
  }
  return unknownFrom(E);
}

facts::Operand FunctionTranslator::valueOfCast(const CastExpr *Cast) {
  const Expr *Inner = Cast->getSubExpr();
  if (const Expr *Part = partOfContainer(Cast))
    return valueOf(Part);
  switch (Cast->getCastKind()) {
  case CK_FunctionToPointerDecay:
    return pointerTo(Inner);
  case CK_ArrayToPointerDecay: {
    facts::Path First = withElement(pathOf(Inner), "0");
    if (First.isValid())
      return addressOf(std::move(First));
    facts::Operand Result = unknownFrom(Inner);
    Result.IsLiteral = isa<StringLiteral>(Inner->IgnoreParens());
    return Result;
  }
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return constant(0);
  case CK_LValueToRValue:
    if (Cast->getType()->isPointerType())
      if (facts::Path Element = pathOfIterated(Inner); Element.isValid())
        return addressOf(std::move(Element));
    return valueOf(Inner);
  case CK_Dynamic:
  case CK_FloatingToIntegral:
  case CK_FloatingToBoolean:
  case CK_IntegralToFloating:
  case CK_ToUnion:
    return unknownFrom(Cast);
  default:
    return valueOf(Inner);
  }
}

facts::Operand FunctionTranslator::valueOfUnary(const UnaryOperator *Op) {
  switch (Op->getOpcode()) {
  case UO_AddrOf:
    return pointerTo(Op->getSubExpr());
  case UO_Plus:
  case UO_Extension:
    return valueOf(Op->getSubExpr());
  case UO_LNot:
    return outcomeOf(Op);
  case UO_PreInc:
  case UO_PreDec:
    return valueAt(pathOf(Op->getSubExpr()));
  default:
    return unknownFrom(Op);
  }
}

facts::Operand FunctionTranslator::valueOfBinary(const BinaryOperator *Op) {
  if (Op->getOpcode() == BO_Comma)
    return valueOf(Op->getRHS());
  if (Op->isAssignmentOp()) {
    facts::Path Where = pathOf(Op->getLHS());
    return Where.isValid() ? valueAt(std::move(Where)) : valueOf(Op->getRHS());
  }
  if (Op->isEqualityOp() || Op->isRelationalOp())
    return outcomeOf(Op);
  if (Op->getOpcode() == BO_Add && Op->getLHS()->getType()->isPointerType()) {
    facts::Path Element =
        withIndex(pointee(valueOf(Op->getLHS())), indexName(Op->getRHS()));
    if (Element.isValid())
      return addressOf(std::move(Element));
  }
  if (facts::Path Bit = maskedBit(Op); Bit.isValid())
    return valueAt(std::move(Bit));
  if (std::optional<facts::Operand> Half = halfOf(Op))
    return *Half;
  return unknownFrom(Op);
}

facts::Operand FunctionTranslator::pointerTo(const Expr *E) {
  E = withoutWrappers(E);
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
      return functionNamed(Unit.Naming.usr(*Function));
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (const auto *Function = dyn_cast<FunctionDecl>(Member->getMemberDecl()))
      return functionNamed(Unit.Naming.usr(*Function));
  if (E->getType()->isFunctionType()) {
    // Dereferenced function pointers are function pointers again.
    if (const auto *Op = dyn_cast<UnaryOperator>(E);
        Op && Op->getOpcode() == UO_Deref)
      return valueOf(Op->getSubExpr());
  }
  facts::Path Where = pathOf(E);
  return Where.isValid() ? addressOf(std::move(Where)) : unknownFrom(E);
}

facts::Operand FunctionTranslator::passed(const Expr *E) {
  const Expr *Inner = withoutWrappers(E);
  if (!Inner->isGLValue() || Body.brokenPartOf(Inner))
    return valueOf(E);
  facts::Operand Result = pointerTo(Inner);
  Result.Text = Unit.Source.text(E->getSourceRange());
  Result.Range = rangeOf(E, Context);
  return Result;
}

facts::Operand FunctionTranslator::unknownFrom(const Expr *E) {
  std::vector<facts::Path> Sources;
  collectSources(E, Sources, 0);
  return unknown(std::move(Sources));
}

void FunctionTranslator::collectSources(const Expr *E,
                                        std::vector<facts::Path> &Sources,
                                        unsigned Depth) {
  // Deeper expressions are computed from so much that it tells nothing.
  constexpr unsigned MaxDepth = 64;
  E = withoutWrappers(E);
  if (Sources.size() >= MaxSources || Depth > MaxDepth)
    return;
  if (auto Known = Values.find(E); Known != Values.end()) {
    if (Known->second.Where.isValid())
      Sources.push_back(Known->second.Where);
    Sources.insert(Sources.end(), Known->second.Sources.begin(),
                   Known->second.Sources.end());
    return;
  }
  // What is always the same decides nothing.
  if (constantValue(E))
    return;
  const Expr *Read = nullptr;
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      Read = Cast->getSubExpr();
  } else if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
    if (Op->isIncrementDecrementOp())
      Read = Op->getSubExpr();
  } else if (const auto *Op = dyn_cast<CompoundAssignOperator>(E)) {
    Read = Op->getLHS();
  }
  if (Read)
    if (facts::Path Where = pathOf(Read); Where.isValid())
      Sources.push_back(std::move(Where));
  if (Read && !isa<CompoundAssignOperator>(E))
    return;
  if (isa<LambdaExpr, UnaryExprOrTypeTraitExpr>(E))
    return;
  for (const Stmt *Child : E->children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      collectSources(Part, Sources, Depth + 1);
}
