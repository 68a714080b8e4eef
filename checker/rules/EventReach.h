//===- EventReach.h - What is done before and after -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_EVENTREACH_H
#define THREADPOOL_TIDY_RULES_EVENTREACH_H

#include "link/EventGraph.h"

#include <set>
#include <vector>

namespace threadpool::rules {

/// The nodes of \p G, by number, from which a way leads to \p Place, and there.
std::vector<bool> nodesLeadingTo(const link::EventGraph &G,
                                 const link::Event &Place);

/// What is done on the ways to \p Place, and there.
std::set<const link::Event *> eventsLeadingTo(const link::EventGraph &G,
                                              const link::Event &Place);

/// What is done on the ways from \p Place on, without what is done there unless
/// a way leads back.
std::set<const link::Event *> eventsBehind(const link::EventGraph &G,
                                           const link::Event &Place);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_EVENTREACH_H
