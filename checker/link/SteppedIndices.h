//===- SteppedIndices.h - Indices that a loop steps on its way --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Not every index is the variable of its loop: `if (Fits) Works[n++] = ...` is
// in a loop over something else. Between two times at which such an index is
// set back it names each element once, like the variable of a loop.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_STEPPEDINDICES_H
#define THREADPOOL_TIDY_LINK_STEPPEDINDICES_H

#include "facts/Facts.h"

#include <map>
#include <set>

namespace threadpool::link {

/// The local variables of a function that name elements, are only ever set to 0
/// and stepped up by one, and are stepped in a loop without being its variable.
class SteppedIndices {
public:
  explicit SteppedIndices(const facts::Function &F);

  /// The names that Liveness gives them, each with the nodes of the loops in
  /// which it is stepped.
  const std::map<std::string, std::set<facts::NodeId>> &all() const {
    return Loops;
  }

private:
  std::map<std::string, std::set<facts::NodeId>> Loops;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_STEPPEDINDICES_H
