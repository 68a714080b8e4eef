//===- ThreadApi.h - What functions do to the thread ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What ThreadApi.def says about a call. These functions are no part of the
// protocol of a thread-pool object.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_THREADAPI_H
#define THREADPOOL_TIDY_FACTS_THREADAPI_H

#include "facts/Facts.h"

#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace threadpool::facts {

/// What a function does to the thread that calls it.
enum class ThreadEffect : std::uint8_t {
  /// The thread ends. Page processthreadsapi/nf-processthreadsapi-exitthread.
  Ends,
  /// The thread enters an apartment that is its own. Page
  /// objbase/ne-objbase-coinit.
  MakesApartment,
  /// A procedure is queued to the thread. Page
  /// processthreadsapi/nf-processthreadsapi-queueuserapc.
  QueuesApc,
  /// The thread waits, and runs the procedures that are queued to it. Page
  /// synchapi/nf-synchapi-sleepex.
  WaitsAlertably,
  /// A procedure is queued to the thread when something is done. Page
  /// fileapi/nf-fileapi-readfileex.
  CompletesByApc,
  /// What was asked for ends with the thread. Page
  /// winreg/nf-winreg-regnotifychangekeyvalue.
  EndsWithThread,
};

/// What is asked of an argument.
struct ArgumentTest {
  enum class TestKind : std::uint8_t {
    /// Nothing.
    None,
    /// A number that is not 0.
    True,
    Zero,
    /// A number that has, or has not, a bit of Mask.
    Bit,
    NoBit,
    NotNull,
    /// A handle of the thread that runs.
    OwnThread,
    /// An expression that ends with Name, where its value depends on the
    /// version of the library.
    Named,
  };
  TestKind Kind = TestKind::None;
  std::uint8_t Argument = 0;
  std::int64_t Mask = 0;
  llvm::StringLiteral Name = "";
};

/// One row of ThreadApi.def.
struct ThreadFunction {
  llvm::StringLiteral Name;
  bool IsCxx;
  ThreadEffect Effect;
  /// They all have to hold.
  ArgumentTest Tests[2];
};

/// The row of the function that \p Call calls, or null.
const ThreadFunction *lookupThread(const Node &Call);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_THREADAPI_H
