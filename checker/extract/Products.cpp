//===- Products.cpp - 64-bit multiples and halves of one number -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A due time is often computed from milliseconds: -10000 times a number. Where
// that is done in 32 bits, or with the minus before a number without a sign, it
// comes out wrong. The expression is calculated twice, as C does it and as
// meant, for one value after the other.
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

#include "llvm/ADT/APSInt.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using llvm::APSInt;

/// Wide enough for what is meant.
static constexpr unsigned MeantBits = 256;

/// The one variable or member of \p E, which otherwise consists of
/// constants, products, signs and conversions of integers; null if it does not.
static const Expr *leafOf(const Expr *E, const ASTContext &Context) {
  E = withoutWrappers(E);
  if (!E->getType()->isIntegralOrEnumerationType())
    return nullptr;
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      return E;
    return Cast->getCastKind() == CK_IntegralCast ||
                   Cast->getCastKind() == CK_NoOp
               ? leafOf(Cast->getSubExpr(), Context)
               : nullptr;
  }
  if (const auto *Sign = dyn_cast<UnaryOperator>(E))
    return Sign->getOpcode() == UO_Minus || Sign->getOpcode() == UO_Plus
               ? leafOf(Sign->getSubExpr(), Context)
               : nullptr;
  const auto *Product = dyn_cast<BinaryOperator>(E);
  if (!Product || Product->getOpcode() != BO_Mul)
    return nullptr;
  const bool IsLeftConstant = Product->getLHS()->isEvaluatable(Context);
  if (IsLeftConstant == Product->getRHS()->isEvaluatable(Context))
    return nullptr;
  return leafOf(IsLeftConstant ? Product->getRHS() : Product->getLHS(),
                Context);
}

namespace {

/// Calculates an expression for one value of its leaf.
class Calculation {
public:
  Calculation(const ASTContext &Context, const Expr *Leaf, std::uint64_t Value,
              bool AsMeant)
      : Context(Context), Leaf(Leaf), Value(Value), AsMeant(AsMeant) {}

  /// Nothing for what C leaves undefined.
  std::optional<APSInt> operator()(const Expr *E) const {
    E = withoutWrappers(E);
    if (E == Leaf)
      return fit(APSInt(llvm::APInt(MeantBits, Value), /*isUnsigned=*/false),
                 E->getType());
    if (const auto *Cast = dyn_cast<CastExpr>(E)) {
      std::optional<APSInt> Inner = (*this)(Cast->getSubExpr());
      return Inner ? std::optional(fit(*Inner, E->getType())) : std::nullopt;
    }
    if (const auto *Sign = dyn_cast<UnaryOperator>(E)) {
      std::optional<APSInt> Inner = (*this)(Sign->getSubExpr());
      if (!Inner || Sign->getOpcode() == UO_Plus)
        return Inner;
      return inRange(APSInt(-widen(*Inner), false), E->getType());
    }
    if (const auto *Product = dyn_cast<BinaryOperator>(E);
        Product && Product->getOpcode() == BO_Mul) {
      const auto Left = (*this)(Product->getLHS());
      const auto Right = (*this)(Product->getRHS());
      if (!Left || !Right)
        return std::nullopt;
      return inRange(APSInt(widen(*Left) * widen(*Right), false), E->getType());
    }
    Expr::EvalResult Result;
    if (E->isValueDependent() || !E->EvaluateAsInt(Result, Context))
      return std::nullopt;
    return fit(Result.Val.getInt(), E->getType());
  }

private:
  static llvm::APInt widen(const APSInt &N) { return N.extend(MeantBits); }

  APSInt fit(const APSInt &N, QualType Type) const {
    if (AsMeant)
      return APSInt(N.extOrTrunc(MeantBits), false);
    const bool IsUnsigned = Type->isUnsignedIntegerOrEnumerationType();
    return APSInt(APSInt(N.extOrTrunc(Context.getIntWidth(Type)), IsUnsigned));
  }

  /// What is too large for a signed type is undefined.
  std::optional<APSInt> inRange(const APSInt &N, QualType Type) const {
    APSInt Result = fit(N, Type);
    if (!AsMeant && !Type->isUnsignedIntegerOrEnumerationType() &&
        widen(Result) != N)
      return std::nullopt;
    return Result;
  }

  const ASTContext &Context;
  const Expr *Leaf;
  const std::uint64_t Value;
  const bool AsMeant;
};

} // namespace

/// The number \p Leaf in \p E where it is an operand of a product or sign: with
/// 64 bits there all that follows has them. Null if a cast follows to less.
static const Expr *widenable(const Expr *E, const Expr *Leaf,
                             const ASTContext &Context) {
  const Expr *Inner = withoutWrappers(E);
  bool IsOperand = false;
  while (Inner != Leaf) {
    if (const auto *Cast = dyn_cast<CastExpr>(Inner)) {
      if (isa<ExplicitCastExpr>(Cast)) {
        if (Context.getIntWidth(Cast->getType()) != 64)
          return nullptr;
        IsOperand = false;
      }
      Inner = Cast->getSubExpr();
    } else if (const auto *Sign = dyn_cast<UnaryOperator>(Inner)) {
      IsOperand = true;
      Inner = Sign->getSubExpr();
    } else {
      const auto *Product = cast<BinaryOperator>(Inner);
      IsOperand = true;
      Inner = Product->getLHS()->isEvaluatable(Context) ? Product->getRHS()
                                                        : Product->getLHS();
    }
    Inner = withoutWrappers(Inner);
  }
  return IsOperand ? Leaf : nullptr;
}

std::optional<facts::Operand> FunctionTranslator::productOf(const Expr *E) {
  if (E->isValueDependent() || E->isGLValue() ||
      !E->getType()->isIntegerType() || Context.getIntWidth(E->getType()) != 64)
    return std::nullopt;
  const Expr *Leaf = leafOf(E, Context);
  if (!Leaf || Leaf == withoutWrappers(E))
    return std::nullopt;
  const facts::Operand From = valueOf(Leaf);
  if (From.Kind != facts::Operand::OperandKind::Value)
    return std::nullopt;

  auto Calculate = [&](std::uint64_t N, bool AsMeant) {
    return Calculation(Context, Leaf, N, AsMeant)(E);
  };
  auto IsRight = [&](std::uint64_t N) {
    const std::optional<APSInt> Is = Calculate(N, false);
    const std::optional<APSInt> Meant = Calculate(N, true);
    return Is && Meant && Is->getRawData()[0] == Meant->getRawData()[0];
  };
  const std::optional<APSInt> One = Calculate(1, /*AsMeant=*/true);
  if (!One || *One == 1)
    return std::nullopt;
  auto Times = std::make_shared<facts::Product>();
  Times->Factor = One->trunc(64).getSExtValue();
  const QualType Type = Leaf->getType();
  const unsigned Bits = std::min<unsigned>(Context.getIntWidth(Type), 62);
  Times->IsUnsigned = Type->isUnsignedIntegerOrEnumerationType();
  Times->Most = (std::uint64_t(1) << (Bits - !Times->IsUnsigned)) - 1;
  // What is right for a number is right for all smaller ones.
  std::uint64_t Limit = 0;
  for (std::uint64_t Above = Times->Most + 1; Above - Limit > 1;) {
    const std::uint64_t Middle = Limit + (Above - Limit) / 2;
    (IsRight(Middle) ? Limit : Above) = Middle;
  }
  Times->Limit = Limit;
  Times->Where = Unit.Source.locate(E->getBeginLoc());
  const Expr *Number = widenable(E, Leaf, Context);
  if (Number && !Unit.Source.text(Number->getSourceRange()).empty())
    Times->Widen = Unit.Source.locate(Number->getBeginLoc());
  facts::Operand Result = unknown({From.Where});
  Result.Times = std::move(Times);
  return Result;
}

std::optional<facts::Operand>
FunctionTranslator::halfOf(const BinaryOperator *Op) {
  constexpr std::int64_t Bits = 32, Mask = 0xffffffff;
  const std::optional<facts::Operand> By = constantValue(Op->getRHS());
  facts::NumberHalf Half = facts::NumberHalf::None;
  if (By && Op->getOpcode() == BO_Shr && By->Number == Bits)
    Half = facts::NumberHalf::High;
  else if (By && Op->getOpcode() == BO_And && By->Number == Mask)
    Half = facts::NumberHalf::Low;
  const Expr *Whole = Op->getLHS()->IgnoreParenCasts();
  if (Half == facts::NumberHalf::None ||
      !Whole->getType()->isIntegralOrEnumerationType() ||
      Context.getIntWidth(Whole->getType()) != 64)
    return std::nullopt;
  const facts::Operand From = valueOf(Op->getLHS());
  // The high half with a mask that takes none of it away.
  if (From.Half == facts::NumberHalf::High && Half == facts::NumberHalf::Low)
    return From;
  if (From.Kind != facts::Operand::OperandKind::Value)
    return std::nullopt;
  facts::Operand Result = unknown({From.Where});
  Result.Half = Half;
  return Result;
}
