//===- DirtyPaths.h - Ways on which a thread stays changed ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows the paths of a callback with the states of the thread that it has
// begun and not yet ended. A path counts only as far as everything on it is
// known: a call that may end the state, or a condition that may be about it,
// and decides whether it is ended, is where it is left.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_DIRTYPATHS_H
#define THREADPOOL_TIDY_RULES_DIRTYPATHS_H

#include "rules/StateChanges.h"

#include <set>
#include <utility>
#include <vector>

namespace threadpool::rules {

/// A call that changes a state of the thread, and where the callback ends with
/// the state changed.
struct DirtyPath {
  const link::Event *Begins = nullptr;
  link::Site End;
  /// On other ways from there the state is given back.
  bool IsEndedElsewhere = false;
};

/// One for each such place of the callback \p By, whose graph is \p G.
std::vector<DirtyPath> dirtyPathsOf(const Evidence &E,
                                    const link::EventGraph &G,
                                    const Registration &By,
                                    facts::ThreadState Of);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_DIRTYPATHS_H
