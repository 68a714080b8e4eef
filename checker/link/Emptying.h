//===- Emptying.h - Loops that empty a list ---------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Routines that stop an object often empty a queue or a list on the way. Such a
// loop waits for nobody, for it takes away itself what its condition asks for.
// What is left in the end is not followed: a failure is one only if it is there
// whatever that is.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_EMPTYING_H
#define THREADPOOL_TIDY_LINK_EMPTYING_H

#include "link/GraphBuilder.h"

namespace threadpool::link {

/// Replaces a loop of the owner \p Graph that only frees things and writes to
/// flags, and waits for nobody, by one assignment to each of these, whose value
/// new inputs choose. False if there is none.
bool replaceEmptying(std::vector<RawNode> &Graph,
                     const std::vector<SharedFlag> &Flags,
                     std::vector<GraphBuilder::InputInfo> &Inputs);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_EMPTYING_H
