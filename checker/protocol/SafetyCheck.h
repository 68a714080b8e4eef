//===- SafetyCheck.h - Whether a program is safe, and if not, why ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What repair search asks of the explorer, thousands of times.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_SAFETYCHECK_H
#define THREADPOOL_TIDY_PROTOCOL_SAFETYCHECK_H

#include "protocol/Explorer.h"

namespace threadpool::protocol {

struct SafetyCheck {
  bool IsSafe = false;
  /// States looked at until that was known.
  std::size_t States = 0;
  /// A run that fails or comes to something unknown, not the shortest. Empty
  /// if the program is safe or the search was incomplete.
  std::vector<Step> Against;
};

/// isSafe(P, L), with the reason.
SafetyCheck checkSafety(const Program &P, const Limits &L);

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_SAFETYCHECK_H
