//===- NumberRanges.cpp - What a number may be ----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Times are often random: Sleep(500 + rand() % 2000). And those of the C++
// library are objects that hold a number.
//
//===----------------------------------------------------------------------===//

#include "extract/NumberRanges.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

#include <optional>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NumberRange;

/// Numbers that can be added and multiplied without a second thought.
static constexpr std::int64_t MaxNumber = std::int64_t(1) << 31;

static const Expr *withoutConversions(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParenCasts();
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    if (Inner == E)
      return E;
    E = Inner;
  }
}

static std::optional<std::int64_t> numberOf(const Expr *E,
                                            const ASTContext &Context) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Result, Context) ||
      !Result.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  const std::int64_t Number = Result.Val.getInt().getExtValue();
  return Number >= 0 && Number < MaxNumber ? std::optional(Number)
                                           : std::nullopt;
}

/// Whether \p E, which may have a sign, has none all the same.
static bool isNatural(const Expr *E) {
  const Expr *Inner = withoutConversions(E);
  if (Inner->getType()->isUnsignedIntegerOrEnumerationType())
    return true;
  const auto *Call = dyn_cast<CallExpr>(Inner);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() && Callee->getName() == "rand";
}

static std::optional<NumberRange> ofBinary(const BinaryOperator *Op,
                                           const ASTContext &Context);

static std::optional<NumberRange> ofNumber(const Expr *E,
                                           const ASTContext &Context) {
  E = withoutConversions(E);
  if (const std::optional<std::int64_t> Number = numberOf(E, Context))
    return NumberRange{*Number, *Number};
  const auto *Op = dyn_cast<BinaryOperator>(E);
  return Op && Op->getType()->isIntegralOrEnumerationType()
             ? ofBinary(Op, Context)
             : std::nullopt;
}

static std::optional<NumberRange> ofBinary(const BinaryOperator *Op,
                                           const ASTContext &Context) {
  std::optional<NumberRange> Result;
  const std::optional<std::int64_t> By = numberOf(Op->getRHS(), Context);
  switch (Op->getOpcode()) {
  case BO_Rem:
    if (!By || *By == 0 || !isNatural(Op->getLHS()))
      return std::nullopt;
    return NumberRange{0, *By - 1};
  case BO_And: {
    const std::optional<std::int64_t> Mask =
        By ? By : numberOf(Op->getLHS(), Context);
    // A mask with a gap has no even spread.
    if (!Mask || (*Mask & (*Mask + 1)) != 0)
      return std::nullopt;
    return NumberRange{0, *Mask};
  }
  case BO_Add:
  case BO_Mul: {
    const std::optional<NumberRange> Left = ofNumber(Op->getLHS(), Context);
    const std::optional<NumberRange> Right = ofNumber(Op->getRHS(), Context);
    if (!Left || !Right)
      return std::nullopt;
    Result =
        Op->getOpcode() == BO_Add
            ? NumberRange{Left->Least + Right->Least, Left->Most + Right->Most}
            : NumberRange{Left->Least * Right->Least, Left->Most * Right->Most};
    return Result->Most < MaxNumber ? Result : std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

/// The template arguments of \p Type if it is std::\p Name, or in a namespace
/// of std; null if it is not.
static const TemplateArgumentList *argumentsOf(QualType Type, StringRef Name) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type->getAsCXXRecordDecl());
  const DeclContext *Around = Class ? Class->getDeclContext() : nullptr;
  while (Around && Around->getParent() && Around->isNamespace() &&
         !Around->isStdNamespace())
    Around = Around->getParent();
  return Around && Around->isStdNamespace() && Class->getName() == Name
             ? &Class->getTemplateArgs()
             : nullptr;
}

/// The milliseconds of a constant of the type std::chrono::duration.
static std::optional<std::int64_t> millisecondsOf(const Expr *E,
                                                  const ASTContext &Context) {
  const TemplateArgumentList *Duration = argumentsOf(E->getType(), "duration");
  const TemplateArgumentList *Ratio =
      Duration && Duration->size() == 2
          ? argumentsOf(Duration->get(1).getAsType(), "ratio")
          : nullptr;
  if (!Ratio || Ratio->size() != 2 || E->isValueDependent())
    return std::nullopt;
  APValue Value;
  if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
    const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
    const APValue *Known = Variable && Variable->isConstexpr()
                               ? Variable->evaluateValue()
                               : nullptr;
    if (!Known)
      return std::nullopt;
    Value = *Known;
  } else {
    Expr::EvalResult Result;
    if (E->isGLValue() || !E->EvaluateAsRValue(Result, Context))
      return std::nullopt;
    Value = Result.Val;
  }
  if (!Value.isStruct() || Value.getStructNumFields() != 1 ||
      !Value.getStructField(0).isInt() ||
      !Value.getStructField(0).getInt().isRepresentableByInt64())
    return std::nullopt;
  const std::int64_t Count = Value.getStructField(0).getInt().getExtValue();
  const llvm::APSInt Seconds = Ratio->get(0).getAsIntegral();
  const llvm::APSInt Parts = Ratio->get(1).getAsIntegral();
  const double Milliseconds =
      1000.0 * Count * Seconds.getExtValue() / Parts.getExtValue();
  return Milliseconds >= 0 && Milliseconds < MaxNumber
             ? std::optional<std::int64_t>(Milliseconds)
             : std::nullopt;
}

std::shared_ptr<const NumberRange> extract::rangeOf(const Expr *E,
                                                    const ASTContext &Context) {
  if (E->isTypeDependent())
    return nullptr;
  const Expr *Inner = withoutConversions(E);
  std::optional<NumberRange> Result;
  if (const auto *Op = dyn_cast<BinaryOperator>(Inner);
      Op && Op->getType()->isIntegralOrEnumerationType())
    Result = ofBinary(Op, Context);
  else if (Inner->getType()->isRecordType())
    if (const std::optional<std::int64_t> Time = millisecondsOf(Inner, Context))
      Result = NumberRange{*Time, *Time};
  return Result ? std::make_shared<const NumberRange>(*Result) : nullptr;
}
