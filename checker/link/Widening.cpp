//===- Widening.cpp - Fewer states for a routine with many paths ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Widening.h"

namespace threadpool::link {

using ValueKind = Value::ValueKind;
using Entry = Environment::Entry;

/// Whether the variable holds what it held when the routine began.
static bool isItself(const Entry &E) {
  if (!E.Known->is(ValueKind::At) ||
      E.Known->Where.Root != facts::Path::RootKind::Local ||
      !E.Where->Name.starts_with(E.Known->Where.Symbol))
    return false;
  facts::Path Steps = E.Known->Where;
  Steps.Root = facts::Path::RootKind::None;
  return E.Where->Name == E.Known->Where.Symbol + textOf(Steps);
}

/// Whether states with different values of \p E must not be merged.
static bool isKeptApart(const Entry &E) {
  if (E.Where->isCounter())
    return true;
  switch (E.Known->Kind) {
  case ValueKind::AddressOf:
  case ValueKind::Function:
  case ValueKind::Fresh:
  case ValueKind::OwnObject:
    return true;
  case ValueKind::At:
    return !E.Where->HoldsNumbers && !isItself(E);
  default:
    return false;
  }
}

static Value untested(Value V) {
  V.IsTested = false;
  return V;
}

const Environment &Widening::widen(unsigned Frame, std::uint32_t Node,
                                   const Environment &Env) {
  Environment Apart(Names);
  for (const Entry &E : Env)
    if (isKeptApart(E))
      Apart.set(*E.Where, Names.value(untested(*E.Known)));
  auto [It, IsNew] = Known.try_emplace({Frame, Node, std::move(Apart)}, Env);
  Environment &Common = It->second;
  if (IsNew)
    return Common;
  // A test of what the variable held to begin with.
  Common.eraseIf([&Env](const Entry &Mine) {
    const Value *Other = Env.find(*Mine.Where);
    return Other != Mine.Known && !isKeptApart(Mine) &&
           (!Other || isItself(Mine) || isItself({Mine.Where, Other}));
  });
  Common.change([&Env](const Entry &Mine) -> std::optional<Value> {
    if (Env.find(*Mine.Where) == Mine.Known)
      return std::nullopt;
    return isKeptApart(Mine) ? untested(*Mine.Known) : Value::unknown();
  });
  return Common;
}

} // namespace threadpool::link
