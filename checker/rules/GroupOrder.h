//===- GroupOrder.h - Parts of cleanup-group-order --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_GROUPORDER_H
#define THREADPOOL_TIDY_RULES_GROUPORDER_H

#include "rules/Rules.h"

#include <string>
#include <vector>

namespace threadpool::link {
struct Event;
struct Value;
} // namespace threadpool::link

namespace threadpool::rules {

/// What stands for an object, group or environment on a path; empty if nothing
/// does.
std::string identityOf(const link::Value &V);

/// What a function takes for an environment that is ready.
link::Value environmentFor(const link::Event &Ev);

/// Adds to \p Out the groups that are closed, and their members afterwards,
/// without those closes that \p Out has already.
void addGroupsClosedFirst(const Evidence &E, std::vector<Finding> &Out);

/// Adds to \p Out the environments that are used, and initialised afterwards.
void addLateInitialisations(const Evidence &E, std::vector<Finding> &Out);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_GROUPORDER_H
