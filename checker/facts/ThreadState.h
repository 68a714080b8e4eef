//===- ThreadState.h - What a thread carries from call to call --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What ThreadState.def says about a call: which state of its thread the
// function changes, gives back, or tells. These functions are no part of the
// protocol of a thread-pool object.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_THREADSTATE_H
#define THREADPOOL_TIDY_FACTS_THREADSTATE_H

#include "facts/Facts.h"

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <vector>

namespace threadpool::facts {

/// A state of a thread that stays when a function returns.
enum class ThreadState : std::uint8_t {
  Com,
  Impersonation,
  Priority,
  Background,
  Boost,
  /// The processors on which the thread may run, or should.
  Affinity,
  IdealProcessor,
  /// The languages of user interfaces.
  Languages,
  Locale,
  Transaction,
  /// A slot of thread or fiber local storage.
  Slot,
};

enum class StateRole : std::uint8_t {
  /// The state is another one now.
  Begins,
  /// The state is what it was before, if it began once.
  Ends,
  /// The state becomes an argument's.
  Sets,
  /// The state does not change.
  Tells,
};

/// How a call tells whether it has changed the state.
enum class StateResult : std::uint8_t {
  /// It does not.
  None,
  /// Not 0: it has.
  Boolean,
  /// 0: it has.
  Code,
  /// Not negative: it has.
  Status,
};

/// What an argument of such a function is.
struct StateArgument {
  enum class ArgumentKind : std::uint8_t {
    None,
    /// The handle of the thread; null stands for the caller's in the second.
    Thread,
    ThreadOrNull,
    /// The state to be, or a pointer to it.
    Value,
    /// The row is for calls with the number Number here, or for all others.
    Is,
    IsNot,
    /// Which one of several.
    Which,
  };
  ArgumentKind Kind = ArgumentKind::None;
  std::uint8_t Argument = 0;
  /// Value: what a thread has that nobody has changed.
  std::int64_t Number = 0;
};

/// One row of ThreadState.def.
struct StateFunction {
  llvm::StringLiteral Name;
  bool IsCxx;
  ThreadState State;
  StateRole Role;
  StateResult Result;
  StateArgument Arguments[4];

  /// The argument of that kind, or null.
  const StateArgument *find(StateArgument::ArgumentKind Kind) const;
};

/// The rows of the function that \p Call calls.
std::vector<const StateFunction *> lookupStates(const Node &Call);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_THREADSTATE_H
