//===- FirstRead.h - What a callback reads right away -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_FIRSTREAD_H
#define THREADPOOL_TIDY_RULES_FIRSTREAD_H

#include "link/EventGraph.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace threadpool::rules {

/// Whether whoever does \p Ev, at \p N, may wait there for somebody else.
bool mayWait(const link::Event &Ev, const facts::Node &N);

/// Whether \p N gives \p Storage a value, and does not ask for the one that it
/// has.
bool onlyWrites(const facts::Node &N, const facts::Path &Storage);

/// Whether nobody changes what is at a path any more when a callback comes.
using IsSettledFn = llvm::function_ref<bool(const facts::Path &)>;

/// Where the callback that \p Body is of surely reads \p What, before it may
/// have waited for anybody or asked for anything that is not settled. Null if
/// it does not, or if it is not known well enough.
const facts::Node *firstRead(const link::EventGraph &Body,
                             const facts::Path &What, IsSettledFn IsSettled);

/// Whether the callback that \p Body is of tests \p What anywhere, or may do so
/// where an error hides it.
bool mayTest(const link::EventGraph &Body, const facts::Path &What);

/// Whether the callback that \p Body is of frees \p Memory on a way on which it
/// asks for nothing but what is settled, and for \p What.
bool frees(const link::EventGraph &Body, const facts::Path &Memory,
           const facts::Path &What, IsSettledFn IsSettled);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_FIRSTREAD_H
