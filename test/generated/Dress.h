//===- Dress.h - How a program is written down ------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same callback and owner can look very different. All that is chosen for
// the look is chosen here, so that a program can be made plainer one choice at
// a time.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_GENERATED_DRESS_H
#define THREADPOOL_TIDY_TEST_GENERATED_DRESS_H

#include "Model.h"

#include <array>

namespace threadpool::generated {

enum class Style : std::uint8_t {
  Globals,
  Context,
  Class,
  Raii,
  Wil,
  Helpers,
  Array,
  Container,
  Template,
  Trampoline,
  Flags,
};

struct StyleInfo {
  Style Id;
  const char *Name;
  const char *Summary;
  bool IsCxx;
};

inline constexpr StyleInfo AllStyles[] = {
    {Style::Globals, "globals", "C with global variables", false},
    {Style::Context, "context", "C with a context structure", false},
    {Style::Class, "class", "a class with Stop and a destructor", true},
    {Style::Raii, "raii", "a member with a destructor", true},
    {Style::Wil, "wil", "a member of a type like wil's", true},
    {Style::Helpers, "helpers", "helpers, and a start that can fail", false},
    {Style::Array, "array", "a loop over an array of objects", false},
    {Style::Container, "container", "elements of a vector or an array", true},
    {Style::Template, "template", "a wrapper with traits", true},
    {Style::Trampoline, "trampoline", "lambdas and forwarding callbacks", true},
    {Style::Flags, "flags", "bits, states, atomic and interlocked flags", true},
};

inline const StyleInfo &infoOf(Style S) {
  return AllStyles[static_cast<unsigned>(S)];
}

enum class FlagForm : std::uint8_t {
  Stopping,
  Running,
  Interlocked,
  State,
  Bit,
  ClearedBit,
  InterlockedBit,
  Counter,
  // C++ from here.
  AtomicBool,
  AtomicRunning,
  AtomicState,
  ScopedState,
};
inline constexpr unsigned NumFlagsOfC = 8, NumFlags = 12;

enum class LockForm : std::uint8_t {
  CriticalSection,
  SlimLock,
  // C++ from here.
  Mutex,
  LockGuard,
  UniqueLock,
  OwnGuard,
};
inline constexpr unsigned NumLocksOfC = 2, NumLocks = 6;

/// Choices that are plainest at 0.
enum class Choice : std::uint8_t {
  Names,
  Flag,
  Lock,
  /// The callback takes the object from its context, not from its parameter.
  ArmsMember,
  /// The callback does its work in another function.
  Forwards,
  /// The re-arm is in a helper, with its test.
  ArmsInHelper,
  TestsInHelper,
  /// `if (stop) return;` before the re-arm instead of `if (!stop)` around it.
  Leaves,
  UsesLockInside,
  UsesEx,
  /// Some steps of the owner are in a helper.
  Folds,
  /// So many functions around the owner's steps.
  Levels,
  TestsHandle,
  ForgetsHandle,
  StopsFirst,
  ChecksCreation,
  /// Statements that have nothing to do with the object.
  Noise,
  /// How much of the stop the member's destructor does.
  Split,
  /// A private value is compared by its order.
  ComparesOrder,
  /// A member is emptied before its object is closed.
  SwapsFirst,
  /// The callback heeds another flag beside the owner's, which others set.
  HeedsTwoFlags,
  /// Who finds the flag set leaves the stopping to who has set it.
  StopsOnce,
  /// The owner is the start itself, where something fails behind the arm.
  FailsLate,
  /// Another object with another callback has the same context; it is stopped
  /// properly.
  HasSibling,
  /// What the style itself varies.
  Form,
};
inline constexpr unsigned NumChoices = 25;

struct Dress {
  Style Look = Style::Globals;
  std::array<unsigned, NumChoices> Choices{};

  unsigned operator[](Choice C) const {
    return Choices[static_cast<unsigned>(C)];
  }
  FlagForm flag() const { return static_cast<FlagForm>((*this)[Choice::Flag]); }
  LockForm lock() const { return static_cast<LockForm>((*this)[Choice::Lock]); }
};

/// Whether \p P can be written in style \p S.
bool fits(const Program &P, Style S);

Dress drawDress(Dice &D, const Program &P, Style S);

/// The source text of \p P in \p D.
std::string render(const Program &P, const Dress &D);

} // namespace threadpool::generated

#endif // THREADPOOL_TIDY_TEST_GENERATED_DRESS_H
