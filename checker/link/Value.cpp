//===- Value.cpp - What a walk knows of a value ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Value.h"

namespace threadpool::link {

using facts::Path;
using ValueKind = Value::ValueKind;

Value Value::constant(std::int64_t N) {
  Value V = make(ValueKind::Constant);
  V.Number = N;
  return V;
}

Value Value::constantFrom(const Value &Source, std::int64_t N) {
  Value V = Source;
  V.Kind = ValueKind::Constant;
  V.Number = N;
  V.Times = nullptr;
  V.Half = facts::NumberHalf::None;
  return V;
}

Value Value::otherFrom(const Value &Source) {
  Value V = Source;
  V.Kind = ValueKind::Other;
  return V;
}

Value Value::at(Path P) {
  if (!P.isValid())
    return unknown();
  Value V = make(ValueKind::At);
  V.Name = textOf(P);
  V.Where = std::move(P);
  return V;
}

Value Value::addressOf(Path P) {
  if (!P.isValid())
    return nonNull();
  Value V = make(ValueKind::AddressOf);
  V.Name = textOf(P);
  V.Where = std::move(P);
  return V;
}

Value Value::function(std::string Usr) {
  Value V = make(ValueKind::Function);
  V.Name = std::move(Usr);
  return V;
}

Value Value::fresh(std::string Id) {
  Value V = make(ValueKind::Fresh);
  V.Name = std::move(Id);
  return V;
}

Value Value::index(std::string Loop, bool IsOther) {
  Value V = make(ValueKind::Index);
  V.Name = std::move(Loop);
  V.Number = IsOther;
  return V;
}

Value Value::tested() const {
  if (!is(ValueKind::At))
    return nonNull();
  Value V = *this;
  V.IsTested = true;
  return V;
}

Path Value::pointee() const {
  switch (Kind) {
  case ValueKind::At:
    return dereference(Where);
  case ValueKind::AddressOf:
    return Where;
  default:
    return {};
  }
}

bool Value::isNotNull() const {
  switch (Kind) {
  case ValueKind::Unknown:
  case ValueKind::Free:
  case ValueKind::Index:
  case ValueKind::Other:
    return false;
  case ValueKind::Constant:
    return Number != 0;
  case ValueKind::At:
    return IsTested;
  case ValueKind::NonNull:
  case ValueKind::AddressOf:
  case ValueKind::Function:
  case ValueKind::Fresh:
  case ValueKind::OwnObject:
    return true;
  }
  return false;
}

Value bitOf(const Value &Whole, const Path::Step &Bit) {
  switch (Whole.Kind) {
  case ValueKind::Constant: {
    const auto Mask = static_cast<std::int64_t>(std::stoull(Bit.Name));
    return Value::constantFrom(Whole, Whole.Number & Mask);
  }
  case ValueKind::At: {
    Path Where = Whole.Where;
    Where.Steps.push_back(Bit);
    return Value::at(std::move(Where));
  }
  case ValueKind::Free:
    return Whole;
  default:
    return Value::unknown();
  }
}

Value halfOf(const Value &Whole, facts::NumberHalf Half) {
  if (Whole.is(ValueKind::Constant)) {
    const auto Bits = static_cast<std::uint64_t>(Whole.Number);
    const std::uint64_t Part =
        Half == facts::NumberHalf::High ? Bits >> 32 : Bits & 0xffffffff;
    return Value::constantFrom(Whole, static_cast<std::int64_t>(Part));
  }
  if (Whole.Times) {
    Value V = Whole;
    V.Half = Half;
    return V;
  }
  return Whole.is(ValueKind::Free) ? Whole : Value::unknown();
}

} // namespace threadpool::link
