//===- ArmedCallback.h - What an arm lets come ------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_ARMEDCALLBACK_H
#define THREADPOOL_TIDY_RULES_ARMEDCALLBACK_H

#include "rules/Rules.h"

#include <optional>

namespace threadpool::rules {

/// What the pool calls once it is armed.
struct ArmedCallback {
  const facts::Function *Called = nullptr;
  const facts::ApiFunction *Creator = nullptr;
  /// The context, as the routine that arms knows it; not valid if there is
  /// none.
  facts::Path Memory;
  /// Nobody had the context before that routine.
  bool IsNew = false;

  /// What is at \p Storage, as the callback knows it: the same, or, of the
  /// context, what is reached by its parameter.
  facts::Path asSeenInside(const facts::Path &Storage) const;
  /// The other way round; not valid if the routine does not know it.
  facts::Path asSeenOutside(const facts::Path &Storage) const;
};

/// What \p Arm arms, or submits, in the graph \p G of \p Routine; none if it is
/// not known well enough.
std::optional<ArmedCallback> armedBy(const Evidence &E,
                                     const facts::Function &Routine,
                                     const link::EventGraph &G,
                                     const link::Event &Arm);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_ARMEDCALLBACK_H
