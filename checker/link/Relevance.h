//===- Relevance.h - Which functions can concern an object ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit holds much that has nothing to do with the thread pool, most of it
// from headers. A function can concern an object only if it calls the API, or
// names a variable or member that the functions around the API name too; itself
// or in what it calls.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_RELEVANCE_H
#define THREADPOOL_TIDY_LINK_RELEVANCE_H

#include "link/CallGraph.h"

namespace threadpool::link {

/// The functions of \p Unit that can concern an object of the thread pool.
std::set<std::string> relevantFunctions(const facts::UnitFacts &Unit,
                                        const CallGraph &Calls);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_RELEVANCE_H
