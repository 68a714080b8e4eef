//===- Paths.cpp - Building paths and operands ----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Paths.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::facts;

using StepKind = Path::Step::StepKind;
using OperandKind = Operand::OperandKind;

Path extract::pathTo(Path::RootKind Root, std::string Symbol) {
  Path Result;
  Result.Root = Root;
  Result.Symbol = std::move(Symbol);
  return Result;
}

Path extract::resultOf(NodeId Node) {
  return pathTo(Path::RootKind::Result, std::to_string(Node));
}

static Path withStep(Path From, StepKind Kind, std::string Name) {
  if (From.isValid())
    From.Steps.push_back({Kind, std::move(Name)});
  return From;
}

Path extract::dereferenced(Path From) {
  return withStep(std::move(From), StepKind::Dereference, "");
}

Path extract::withField(Path From, std::string Usr) {
  return withStep(std::move(From), StepKind::Field, std::move(Usr));
}

Path extract::withElement(Path From, std::string Index) {
  return withStep(std::move(From), StepKind::Element, std::move(Index));
}

Path extract::withIndex(Path Pointer, std::string Index) {
  // An array has decayed to a pointer to its first element.
  const bool IsElement = !Pointer.Steps.empty() &&
                         Pointer.Steps.back().Kind == StepKind::Element &&
                         Pointer.Steps.back().Name == "0";
  if (IsElement)
    Pointer.Steps.back().Name = std::move(Index);
  else if (Index != "0")
    Pointer = withElement(std::move(Pointer), std::move(Index));
  return Pointer;
}

Path extract::withBit(Path From, std::uint64_t Value) {
  return withStep(std::move(From), StepKind::Bit, std::to_string(Value));
}

Path extract::withSignal(Path From) {
  return withStep(std::move(From), StepKind::Signal, "");
}

Path extract::withHeld(Path From) {
  return withStep(std::move(From), StepKind::Held, "");
}

Operand extract::constant(std::int64_t Number) {
  Operand Result;
  Result.Kind = OperandKind::Constant;
  Result.Number = Number;
  return Result;
}

Operand extract::unknown(std::vector<Path> Sources) {
  Operand Result;
  Result.Sources = std::move(Sources);
  return Result;
}

static Operand at(OperandKind Kind, Path Where) {
  Operand Result;
  if (Where.isValid()) {
    Result.Kind = Kind;
    Result.Where = std::move(Where);
  }
  return Result;
}

Operand extract::valueAt(Path Where) {
  return at(OperandKind::Value, std::move(Where));
}

Operand extract::addressOf(Path Where) {
  if (!Where.Steps.empty() &&
      Where.Steps.back().Kind == StepKind::Dereference) {
    Where.Steps.pop_back();
    return valueAt(std::move(Where));
  }
  return at(OperandKind::Address, std::move(Where));
}

Operand extract::functionNamed(std::string Usr) {
  Operand Result;
  Result.Kind = OperandKind::Function;
  Result.Function = std::move(Usr);
  return Result;
}

Path extract::pointee(const Operand &Pointer) {
  if (Pointer.Kind == OperandKind::Address)
    return Pointer.Where;
  if (Pointer.Kind == OperandKind::Value)
    return dereferenced(Pointer.Where);
  return {};
}

Path extract::describedBy(const Operand &Object) {
  return withStep(pointee(Object), StepKind::Described, "");
}

static bool sameStep(const Path::Step &A, const Path::Step &B) {
  return A.Kind == B.Kind && A.Name == B.Name;
}

bool extract::isPrefix(const Path &Start, const Path &Whole) {
  return Start.Root == Whole.Root && Start.Symbol == Whole.Symbol &&
         Start.Steps.size() <= Whole.Steps.size() &&
         std::equal(Start.Steps.begin(), Start.Steps.end(), Whole.Steps.begin(),
                    sameStep);
}

bool extract::operator==(const Path &A, const Path &B) {
  return A.Steps.size() == B.Steps.size() && isPrefix(A, B);
}

bool extract::isShared(const Path &P) {
  switch (P.Root) {
  case Path::RootKind::None:
    return false;
  case Path::RootKind::This:
  case Path::RootKind::Global:
    return true;
  case Path::RootKind::Parameter:
  case Path::RootKind::Local:
  case Path::RootKind::Result:
    return std::any_of(P.Steps.begin(), P.Steps.end(), [](const Path::Step &S) {
      return S.Kind == StepKind::Dereference;
    });
  }
  return false;
}
