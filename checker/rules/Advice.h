//===- Advice.h - What to do about a finding, in words ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_ADVICE_H
#define THREADPOOL_TIDY_RULES_ADVICE_H

#include "link/Case.h"
#include "protocol/Repair.h"
#include "rules/Story.h"

#include <string>

namespace threadpool::rules {

/// What to do for \p E, a part of the repair of \p P, and why it helps, for a
/// note at the node that it names.
std::string adviceOf(const protocol::Edit &E, const link::Case &C,
                     const protocol::Program &P, const Subject &S);

/// Whether the owner's node \p Id of \p P destroys a member, or deletes what
/// the member holds that is destroyed with this.
bool isDestroyedMember(const link::Case &C, const protocol::Program &P,
                       protocol::NodeId Id);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_ADVICE_H
