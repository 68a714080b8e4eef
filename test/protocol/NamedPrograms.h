//===- NamedPrograms.h - The verdict table of docs/semantics.md -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_PROTOCOL_NAMEDPROGRAMS_H
#define THREADPOOL_TIDY_TEST_PROTOCOL_NAMEDPROGRAMS_H

#include "protocol/Explorer.h"

namespace threadpool::protocol {

/// A row of the table, in the notation of Notation.h.
struct NamedProgram {
  const char *Name;
  ObjectKind Kind;
  const char *Callback;
  const char *Owner;
  /// A failure that must be reachable; none: the program is safe.
  std::optional<Failure> Fails;
  /// The rules that the smallest repair names, in its order. Empty: safe, or
  /// there is no repair.
  const char *Repair;

  Program program() const;
};

std::vector<NamedProgram> namedPrograms();

/// A program with more than a million states, on a pool of three threads.
NamedProgram largestProgram();

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_TEST_PROTOCOL_NAMEDPROGRAMS_H
