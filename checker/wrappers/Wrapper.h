//===- Wrapper.h - What the user's own functions do -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A project's wrapper of the thread pool is often a header and a library: its
// calls say nothing. A description says what they do in the words of the API.
// Files and annotations share these records, their words and their conditions;
// docs/wrappers.md is the manual.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_WRAPPERS_WRAPPER_H
#define THREADPOOL_TIDY_WRAPPERS_WRAPPER_H

#include "facts/ThreadpoolApi.h"

#include <optional>
#include <string>
#include <vector>

namespace threadpool::wrappers {

/// One thing that a described function does.
enum class Effect : std::uint8_t {
  // On a thread-pool object.
  Create,
  Arm,
  Cancel,
  Drain,
  Close,
  // On a lock.
  Lock,
  TryLock,
  Unlock,
  // On a flag.
  SetFlag,
  ClearFlag,
  TestFlag,
  /// Nothing signals what the program's waits wait for any more.
  SourceOff,
  /// Neither objects nor flags nor locks are touched.
  Nothing,
};

/// What a described object is.
struct Kind {
  facts::ApiObject Object = facts::ApiObject::Wait;
  /// A timer that fires again and again whatever its calls say.
  bool IsPeriodic = false;
};

/// Where a thing stands in a call.
struct Place {
  enum class PlaceKind : std::uint8_t {
    /// Nowhere; for the object: `this` of a member function, else argument 0.
    Unsaid,
    This,
    Result,
    Argument,
  };
  PlaceKind Where = PlaceKind::Unsaid;
  unsigned Index = 0; // of an argument, from 0

  bool is(PlaceKind K) const { return Where == K; }
};

/// One described function, or all functions of one name.
struct Wrapper {
  /// Qualified, without template arguments.
  std::string Name;
  /// The types of the parameters, of one overload alone.
  std::optional<std::vector<std::string>> Parameters;
  /// In the order in which they happen.
  std::vector<Effect> Effects;
  std::optional<Kind> Object;
  Place ObjectAt, Callback, Context, Handle, Period;
  /// "FILE:LINE:COLUMN" of the description; empty for annotations.
  std::string Where;
};

/// All that a file describes.
struct Wrappers {
  std::vector<Wrapper> Functions;
  /// Classes whose constructors take the lock that their first argument names,
  /// and whose destructors release it.
  std::vector<std::string> Guards;
};

std::optional<Effect> effectNamed(llvm::StringRef Word);
std::optional<Kind> kindNamed(llvm::StringRef Word);
/// The place of \p W that is called \p Word: object, callback, context, handle
/// or period. Null for other words.
Place *placeNamed(Wrapper &W, llvm::StringRef Word);

/// Whether \p E happens to a thread-pool object.
bool isOnObject(Effect E);

/// The words, with commas between them, for messages.
std::string allEffects();
std::string allKinds();
std::string allPlaces();

/// What is wrong with a description whose words are all right, and what was
/// expected instead; empty if nothing is.
std::string complaintAbout(const Wrapper &W);

} // namespace threadpool::wrappers

#endif // THREADPOOL_TIDY_WRAPPERS_WRAPPER_H
