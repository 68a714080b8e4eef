//===- PromelaWriter.h - Programs as input of the model checker Spin ------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Says in Promela what docs/semantics.md says, independently of the engine:
// actors are processes, locks have holders, every step looks for a deadlock,
// and running callbacks are neither sorted nor packed. An endless drain is left
// out: that a drain can still end is a property of branching time, for which
// Spin's linear logic has no words.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_PROTOCOL_PROMELAWRITER_H
#define THREADPOOL_TIDY_TEST_PROTOCOL_PROMELAWRITER_H

#include "protocol/Program.h"
#include <string>

namespace threadpool::protocol {

/// What the verifier can print behind "MET <number of the program> ".
enum class Met : std::uint8_t {
  LateCallback,
  UseAfterClose,
  HandleGone,
  Deadlock,
  Unknown,
};
inline constexpr unsigned NumMet = 5;

/// A model that first chooses one of \p Programs, and then runs it on a pool
/// of two threads. Its verifier prints a line "MET <index> <what>" for
/// everything that can be met, once.
std::string promela(const std::vector<Program> &Programs);

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_TEST_PROTOCOL_PROMELAWRITER_H
