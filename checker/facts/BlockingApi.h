//===- BlockingApi.h - What a thread waits in -------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What BlockingApi.def says about a call.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_BLOCKINGAPI_H
#define THREADPOOL_TIDY_FACTS_BLOCKINGAPI_H

#include "facts/Facts.h"

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>

namespace threadpool::facts {

/// What a thread waits for.
enum class BlockingKind : std::uint8_t {
  /// Nothing but that time goes by.
  Time,
  /// An object that somebody signals, or wakes who waits.
  Signal,
  /// The end of another thread.
  Thread,
  /// What another thread computes.
  Result,
  /// What is put in a queue.
  Packet,
  /// A window's or a thread's message.
  Message,
  /// The end of a server that runs until it is told to stop. Page
  /// rpcdce/nf-rpcdce-rpcserverlisten.
  Server,
  /// Somebody's answer.
  User,
  /// The other end of a pipe. Page
  /// namedpipeapi/nf-namedpipeapi-connectnamedpipe.
  Client,
};

/// Which arguments matter, by position from 0.
struct BlockingArguments {
  /// How long at most; without it, for ever.
  std::optional<std::uint8_t> Milliseconds;
  /// The handle that is waited for.
  std::optional<std::uint8_t> Handle;
  /// It waits only if this is the handle of a pipe that is not opened for
  /// overlapped I/O.
  std::optional<std::uint8_t> Pipe;
  /// It waits only if this is 0.
  std::optional<std::uint8_t> Unless;
};

/// One row of BlockingApi.def.
struct BlockingFunction {
  llvm::StringLiteral Name;
  bool IsCxx;
  BlockingKind Kind;
  BlockingArguments Args;
};

/// The row of the function that \p Call calls, or null.
const BlockingFunction *lookupBlocking(const Node &Call);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_BLOCKINGAPI_H
