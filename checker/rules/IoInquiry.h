//===- IoInquiry.h - What a routine asks about its I/O ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_IOINQUIRY_H
#define THREADPOOL_TIDY_RULES_IOINQUIRY_H

#include "link/EventGraph.h"
#include "rules/EventSet.h"
#include "rules/IoOutcome.h"

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <tuple>

namespace threadpool::rules {

/// Where a path looks for what became of its operations.
class IoInquiry {
public:
  /// The path has come to \p Operation; null if its last error is nobody's.
  void begin(const link::Event *Operation) {
    Last = Operation;
    Errors.clear();
  }
  /// \p Call asks for the last error.
  void askError(const link::Event &Call) {
    if (Last)
      Errors.insert(&Call);
  }

  /// Whether \p V is what the call \p Operation returned.
  static bool isResultOf(const link::Event &Operation, const link::Value &V) {
    return V.is(link::Value::ValueKind::At) && V.Name == Operation.Result.Name;
  }
  /// Whether \p V tells what became of \p Operation.
  bool tells(const link::Event &Operation, const link::Value &V) const;
  /// Adds to \p Outcome what is known of \p Operation where \p V, which tells
  /// of it, passes \p Test.
  static void note(IoOutcome &Outcome, const link::Event &Operation,
                   const link::Value &V, const NumberTest &Test);

  bool operator<(const IoInquiry &O) const {
    return std::tie(Last, Errors) < std::tie(O.Last, O.Errors);
  }

private:
  /// The last operation that a last error can be that of, and the calls that
  /// asked for it.
  const link::Event *Last = nullptr;
  EventSet Errors;
};

/// Whether a function of the system called so yields the last error.
bool asksLastError(llvm::StringRef Name);

/// Whether a function of the system called so may return much later.
bool mayTakeTime(llvm::StringRef Name);

/// Whether other threads may write to what \p V was read from.
bool isReadFromShared(const link::Value &V);

/// What \p Cond asks of one value; nothing if it asks something else.
std::optional<NumberTest> testOf(const link::EventGraph &G,
                                 const link::UndecidedCondition &Cond,
                                 bool TakesNext);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_IOINQUIRY_H
