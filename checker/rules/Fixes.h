//===- Fixes.h - A repair as edits of the source ----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_FIXES_H
#define THREADPOOL_TIDY_RULES_FIXES_H

#include "link/Case.h"
#include "protocol/Repair.h"
#include "rules/Finding.h"

namespace threadpool::rules {

/// The source edits of \p R, which must be proven for the case; empty if they
/// are not all local and safe to apply unseen. \p IsCallback says whether a
/// function is called by the pool.
std::vector<Edit> editsOf(const link::Case &C, const protocol::Repair &R,
                          bool OwnerMayRunInCallback);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_FIXES_H
