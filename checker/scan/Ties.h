//===- Ties.h - Who else has to do with a pool object -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The unit of a destructor may name nothing of the pool: it calls Stop(), and
// another unit has what that does. Which units those are the facts of the ones
// that are known tell: by the names of what holds objects, of who stops them
// and of who is called by callbacks.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_TIES_H
#define THREADPOOL_TIDY_SCAN_TIES_H

#include "facts/UnitRecord.h"

#include <set>
#include <string>

namespace threadpool::scan {

/// Names without what qualifies them.
struct Ties {
  /// Classes, and variables and functions: who mentions one may have to do with
  /// an object.
  std::set<std::string> Types, Shared;
  /// Functions that are given to the pool, and those that they call: who
  /// defines one says what happens.
  std::set<std::string> Callbacks, Called;

  /// Adds what \p Unit ties to an object of the pool, itself or by what is
  /// known already. Whether that is anything new.
  bool add(const facts::UnitRecord &Unit);
};

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_TIES_H
