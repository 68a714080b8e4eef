//===- Widening.cpp - Fewer states for a routine with many paths ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Widening.h"

namespace threadpool::link {

using ValueKind = Value::ValueKind;
using Entry = Environment::value_type;

/// Whether the variable holds what it held when the routine began.
static bool isItself(const Entry &E) {
  if (!E.second.is(ValueKind::At) ||
      E.second.Where.Root != facts::Path::RootKind::Local)
    return false;
  facts::Path Steps = E.second.Where;
  Steps.Root = facts::Path::RootKind::None;
  return E.first == E.second.Where.Symbol + textOf(Steps);
}

/// Whether states with different values of \p E must not be merged.
static bool isKeptApart(const Entry &E) {
  if (E.first[0] == '!')
    return true;
  switch (E.second.Kind) {
  case ValueKind::AddressOf:
  case ValueKind::Function:
  case ValueKind::Fresh:
  case ValueKind::OwnObject:
    return true;
  case ValueKind::At:
    return !isItself(E);
  default:
    return false;
  }
}

static bool isSame(const Value &A, const Value &B) {
  return !(A < B) && !(B < A);
}

const Environment &Widening::widen(unsigned Frame, std::uint32_t Node,
                                   const Environment &Env) {
  Environment Apart, Rest;
  for (const Entry &E : Env) {
    Entry Untested = E;
    Untested.second.IsTested = false;
    (isKeptApart(E) ? Apart : Rest).insert(std::move(Untested));
  }
  auto [It, IsNew] = Known.try_emplace({Frame, Node, std::move(Apart)}, Env);
  Environment &Common = It->second;
  if (IsNew)
    return Common;
  for (auto Mine = Common.begin(); Mine != Common.end();) {
    auto Other = Env.find(Mine->first);
    if (Other != Env.end() && isSame(Mine->second, Other->second)) {
      ++Mine;
    } else if (isKeptApart(*Mine)) {
      Mine->second.IsTested = false;
      ++Mine;
    } else if (isItself(*Mine) || Other == Env.end() || isItself(*Other)) {
      // A test of what the variable held to begin with.
      Mine = Common.erase(Mine);
    } else {
      Mine->second = Value::unknown();
      ++Mine;
    }
  }
  return Common;
}

} // namespace threadpool::link
