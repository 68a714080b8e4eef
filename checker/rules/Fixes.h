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
#include "rules/WaitPlaces.h"

namespace threadpool::rules {

/// The source edits of \p R, which must be proven for the variant \p Told of
/// the case \p C; empty if they are not all local and safe to apply unseen.
std::vector<Edit> editsOf(const link::Case &C, const protocol::Program &Told,
                          const protocol::Repair &R, const WaitPlaces &Places);

/// The edits that put \p Statement before the one that \p Anchor is in; empty
/// if that is no place for one.
std::vector<Edit> insertBefore(const facts::Node &Anchor,
                               const std::string &Statement);

/// Takes the fixes away that touch a place which the fix of an earlier finding
/// touches, so that those that are left apply together. Whoever applies them
/// hears of the rest again.
void dropConflictingFixes(std::vector<Finding> &Findings);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_FIXES_H
