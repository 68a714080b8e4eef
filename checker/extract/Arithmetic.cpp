//===- Arithmetic.cpp - Bits and counters ---------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A flag may be one bit among others, or a counter. Operations with constants
// are told as far as they concern single bits or add something.
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using OperandKind = facts::Operand::OperandKind;

/// The bit that \p Op masks out of a variable; an invalid path if it is
/// something else.
facts::Path FunctionTranslator::maskedBit(const BinaryOperator *Op) {
  if (Op->getOpcode() != BO_And ||
      !Op->getType()->isIntegralOrEnumerationType())
    return {};
  const Expr *Variable = Op->getLHS(), *Mask = Op->getRHS();
  if (constantValue(Variable))
    std::swap(Variable, Mask);
  const std::optional<facts::Operand> Bit = constantValue(Mask);
  if (!Bit || !llvm::isPowerOf2_64(static_cast<std::uint64_t>(Bit->Number)))
    return {};
  const facts::Operand Value = valueOf(Variable);
  const bool IsWhole =
      Value.Kind == OperandKind::Value &&
      (Value.Where.Steps.empty() ||
       Value.Where.Steps.back().Kind != facts::Path::Step::StepKind::Bit);
  return IsWhole ? withBit(Value.Where, Bit->Number) : facts::Path();
}

/// Sets the bits of \p Mask in \p Variable, or clears those that are not in it.
/// False if that can't be told bit by bit.
bool FunctionTranslator::changeBits(const Expr *At, const facts::Path &Variable,
                                    QualType Type, bool Set,
                                    const facts::Operand &Mask) {
  // Whoever changes more bits at once writes a new value.
  constexpr int MaxBits = 4;
  if (!Variable.isValid() || Mask.Kind != OperandKind::Constant ||
      !Type->isIntegralOrEnumerationType())
    return false;
  auto Bits = static_cast<std::uint64_t>(Mask.Number);
  if (!Set)
    Bits = ~Bits;
  Bits &= llvm::maskTrailingOnes<std::uint64_t>(Context.getTypeSize(Type));
  if (llvm::popcount(Bits) > MaxBits)
    return false;
  for (; Bits != 0; Bits &= Bits - 1) {
    const std::uint64_t Bit = Bits & -Bits;
    emitAssign(withBit(Variable, Bit),
               constant(Set ? static_cast<std::int64_t>(Bit) : 0), At);
  }
  return true;
}

void FunctionTranslator::addTo(const Expr *At, const facts::Path &Variable,
                               std::int64_t Added) {
  facts::Operand Sum;
  if (Variable.isValid()) {
    Sum = unknown({Variable});
    Sum.Added = Added;
  }
  emitAssign(Variable, std::move(Sum), At);
}

void FunctionTranslator::translateCompound(const BinaryOperator *Op) {
  const facts::Path Variable = pathOf(Op->getLHS());
  const QualType Type = Op->getLHS()->getType();
  const std::optional<facts::Operand> By = constantValue(Op->getRHS());
  const bool IsNumber = Type->isIntegralOrEnumerationType();
  switch (Op->getOpcode()) {
  case BO_AndAssign:
  case BO_OrAssign:
    if (By &&
        changeBits(Op, Variable, Type, Op->getOpcode() == BO_OrAssign, *By))
      return;
    break;
  case BO_AddAssign:
  case BO_SubAssign:
    if (By && IsNumber)
      return addTo(Op, Variable,
                   Op->getOpcode() == BO_AddAssign ? By->Number : -By->Number);
    break;
  default:
    break;
  }
  emitAssign(Variable, unknownFrom(Op), Op);
}

void FunctionTranslator::translateStep(const UnaryOperator *Op) {
  const facts::Path Variable = pathOf(Op->getSubExpr());
  if (Op->getType()->isIntegralOrEnumerationType())
    addTo(Op, Variable, Op->isIncrementOp() ? 1 : -1);
  else
    emitAssign(Variable, unknownFrom(Op), Op);
}
