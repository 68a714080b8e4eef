//===- DueTime.cpp - When a timer or wait is asked to fire ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/DueTime.h"

#include "llvm/ADT/StringRef.h"

namespace threadpool::link {

using facts::NumberHalf;
using ValueKind = Value::ValueKind;

static NumberHalf halfNamed(llvm::StringRef Name) {
  if (Name.ends_with("dwHighDateTime") || Name.ends_with("HighPart"))
    return NumberHalf::High;
  if (Name.ends_with("dwLowDateTime") || Name.ends_with("LowPart"))
    return NumberHalf::Low;
  return NumberHalf::None;
}

NumberHalf halfNamed(const facts::Path &P) {
  using StepKind = facts::Path::Step::StepKind;
  return P.Steps.empty() || P.Steps.back().Kind != StepKind::Field
             ? NumberHalf::None
             : halfNamed(llvm::StringRef(P.Steps.back().Name));
}

static DueTime known(std::int64_t Time) {
  DueTime D;
  D.Kind = DueTime::DueKind::Known;
  D.Time = Time;
  return D;
}

static DueTime timeIn(const Value &V) {
  if (V.is(ValueKind::Constant))
    return known(V.Number);
  DueTime D;
  if (V.Times && V.Half == NumberHalf::None) {
    D.Kind = DueTime::DueKind::Multiple;
    D.Factor = V.Number;
    D.Times = V.Times;
    D.From = V.Where;
  }
  return D;
}

/// The number of which \p Low and \p High are the halves.
static DueTime joined(const Value &Low, Value High) {
  if (Low.is(ValueKind::Constant) && High.is(ValueKind::Constant)) {
    const auto Bits = static_cast<std::uint64_t>(High.Number) << 32;
    return known(static_cast<std::int64_t>(
        Bits | (static_cast<std::uint64_t>(Low.Number) & 0xffffffff)));
  }
  // What is stored in the low half, be it all of a number, is cut to fit.
  if (High.Half != NumberHalf::High || Low.Half == NumberHalf::High)
    return {};
  High.Half = Low.Half;
  if (!(High == Low))
    return {};
  High.Half = NumberHalf::None;
  return timeIn(High);
}

DueTime dueTimeOf(const Value *Whole, const std::vector<NamedPart> &Parts) {
  // Who changes a part changes the whole, and the other way round.
  if (Whole && (Whole->is(ValueKind::Constant) || Whole->Times))
    return timeIn(*Whole);
  if (Whole && Parts.size() != 2)
    return {};
  const Value *Low = nullptr, *High = nullptr;
  for (const NamedPart &P : Parts)
    switch (halfNamed(llvm::StringRef(P.Name))) {
    case NumberHalf::Low:
      Low = &P.Known;
      break;
    case NumberHalf::High:
      High = &P.Known;
      break;
    case NumberHalf::None:
      return {};
    }
  if (Low && High)
    return joined(*Low, *High);
  DueTime D;
  if (Low || High)
    D.Kind = DueTime::DueKind::HalfWritten;
  return D;
}

} // namespace threadpool::link
