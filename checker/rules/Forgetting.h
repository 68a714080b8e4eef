//===- Forgetting.h - Objects that are stopped and forgotten ----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_FORGETTING_H
#define THREADPOOL_TIDY_RULES_FORGETTING_H

#include "rules/Home.h"
#include "rules/Rules.h"

namespace threadpool::rules {

/// A place in a function.
struct Forgetting {
  const facts::Function *In = nullptr;
  /// Null if there is none.
  const facts::Node *At = nullptr;
};

/// Where a routine of the unit forgets the object at \p Where that it has just
/// stopped. It was open until then, and nobody can find it any more; what code
/// with errors does elsewhere does not matter.
/// \pre Nothing that is known of the unit closes or copies what is at \p Where.
Forgetting findForgetting(const Evidence &E, const facts::Path &Where);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_FORGETTING_H
