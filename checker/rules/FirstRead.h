//===- FirstRead.h - What a callback reads right away -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_FIRSTREAD_H
#define THREADPOOL_TIDY_RULES_FIRSTREAD_H

#include "link/EventGraph.h"

namespace threadpool::rules {

/// Whether whoever does \p Ev, at \p N, may wait there for somebody else.
bool mayWait(const link::Event &Ev, const facts::Node &N);

/// Whether \p N gives \p Storage a value, and does not ask for the one that it
/// has.
bool onlyWrites(const facts::Node &N, const facts::Path &Storage);

/// Where the callback that \p Body is of surely reads \p What, before it may
/// have waited for anybody or asked for anything. Null if it does not, if it
/// tests anywhere what it reads, or if it is not known well enough.
const facts::Node *firstRead(const link::EventGraph &Body,
                             const facts::Path &What);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_FIRSTREAD_H
