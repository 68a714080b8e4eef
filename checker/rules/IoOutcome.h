//===- IoOutcome.h - What became of an operation ----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_IOOUTCOME_H
#define THREADPOOL_TIDY_RULES_IOOUTCOME_H

#include "facts/OverlappedApi.h"

#include <cstdint>
#include <tuple>

namespace threadpool::rules {

/// A test of a number against a constant.
struct NumberTest {
  /// Less, or else equal.
  bool IsOrder = false;
  std::int64_t Constant = 0;
  /// Whether the test was passed.
  bool Holds = true;
};

/// What may have become of an operation, as far as a path has asked.
class IoOutcome {
public:
  /// Nothing was asked yet.
  explicit IoOutcome(facts::OperationResult Told);

  bool mayBeDone() const { return (Possible & Done) != 0; }
  bool mayBePending() const { return (Possible & Pending) != 0; }
  bool mayHaveFailed() const { return (Possible & Failed) != 0; }
  bool hasFailed() const { return Possible == Failed; }
  /// Something contradicts itself, or is not known of this function: no
  /// completion may have been promised, or one by a failure.
  bool isImpossible() const { return Possible == 0; }

  /// The result of the call was tested.
  void noteResult(const NumberTest &T);
  /// The last error behind the call was tested.
  void noteError(const NumberTest &T);

  bool operator<(const IoOutcome &O) const {
    return std::tie(Told, Possible) < std::tie(O.Told, O.Possible);
  }

private:
  enum Bits : std::uint8_t { Done = 1, Pending = 2, Failed = 4 };

  bool allows(Bits What, const NumberTest &T) const;

  facts::OperationResult Told;
  std::uint8_t Possible;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_IOOUTCOME_H
