//===- Replay.h - Tries a known run on an edited program ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_REPLAY_H
#define THREADPOOL_TIDY_PROTOCOL_REPLAY_H

#include "protocol/Machine.h"

namespace threadpool::protocol {

/// Lets the actors of \p M move in the order of \p Run, a run of a program
/// that differs from M's only by inserted nodes and by nodes turned into Skip.
/// Inserted nodes are executed on the way. Returns true if that fails or comes
/// to something unknown, which proves that M's program is not safe; false
/// proves nothing.
bool failsAlong(const Machine &M, const std::vector<Step> &Run);

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_REPLAY_H
