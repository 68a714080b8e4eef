//===- Widening.h - Fewer states for a routine with many paths --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code that reports errors and writes logs branches on everything, so that the
// states of a walk double again and again without a difference that matters to
// an object. Beyond a number of states they are merged: what they know of
// numbers and tests is reduced to what they agree on. What names storage,
// functions and objects is kept apart, and so are the counters of the path.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_WIDENING_H
#define THREADPOOL_TIDY_LINK_WIDENING_H

#include "link/Value.h"

#include <map>
#include <string>
#include <tuple>

namespace threadpool::link {

/// Known values of locals, parameters and results, by their names.
using Environment = std::map<std::string, Value>;

class Widening {
public:
  /// What is known in all states that were widened at \p Node of \p Frame and
  /// differ from \p Env in no more than numbers and tests, \p Env included.
  const Environment &widen(unsigned Frame, std::uint32_t Node,
                           const Environment &Env);

private:
  std::map<std::tuple<unsigned, std::uint32_t, Environment>, Environment> Known;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_WIDENING_H
