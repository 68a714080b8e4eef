//===- StateOutcome.cpp - Whether a state has changed ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StateOutcome.h"

#include <limits>

namespace threadpool::rules {

using facts::StateResult;

bool hasFailed(StateResult How, const NumberRange &R) {
  switch (How) {
  case StateResult::None:
    return false;
  case StateResult::Boolean:
    return R.Low == 0 && R.High == 0;
  case StateResult::Code:
    return !R.has(0);
  case StateResult::Status:
    return R.High < 0;
  }
  return false;
}

bool hasSucceeded(StateResult How, const NumberRange &R) {
  switch (How) {
  case StateResult::None:
    return true;
  case StateResult::Boolean:
    return !R.has(0);
  case StateResult::Code:
    return R.Low == 0 && R.High == 0;
  case StateResult::Status:
    return R.Low >= 0;
  }
  return false;
}

bool mayBeDone(StateResult How, const NumberRange &R) {
  constexpr std::int64_t Most = std::numeric_limits<std::int64_t>::max();
  const bool IsAsked =
      How == StateResult::Code ? !R.has(0)
      : How == StateResult::Boolean
          ? R.Low >= 0 || R.High != Most
          : R.High != Most || R.Not.lower_bound(0) != R.Not.end();
  return !IsAsked || hasSucceeded(How, R);
}

} // namespace threadpool::rules
