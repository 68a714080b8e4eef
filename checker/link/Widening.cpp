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
  llvm::StringRef Name = E.Known->Name;
  return E.Known->is(ValueKind::At) &&
         E.Known->Where.Root == facts::Path::RootKind::Local &&
         Name.consume_front(LocalMark) && Name == E.Where->Name;
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

const Value *Widening::untested(const Value &V) {
  if (!V.IsTested)
    return &V;
  const Value *&Result = Untested[&V];
  if (!Result) {
    Value Plain = V;
    Plain.IsTested = false;
    Result = &Names.value(Plain);
  }
  return Result;
}

const Environment &Widening::widen(unsigned Frame, std::uint32_t Node,
                                   const Environment &Env) {
  Environment Apart(Names);
  for (const Entry &E : Env)
    if (isKeptApart(E))
      Apart.append({E.Where, untested(*E.Known)});
  auto [It, IsNew] = Known.try_emplace({Frame, Node, std::move(Apart)}, Env);
  Environment &Common = It->second;
  if (IsNew)
    return Common;
  Common.meet(Env, [this](const Entry &Mine, const Value *Other) {
    if (Other == Mine.Known)
      return Other;
    if (isKeptApart(Mine))
      return untested(*Mine.Known);
    // A test of what the variable held to begin with.
    if (!Other || isItself(Mine) || isItself({Mine.Where, Other}))
      return static_cast<const Value *>(nullptr);
    return Unknown;
  });
  return Common;
}

} // namespace threadpool::link
