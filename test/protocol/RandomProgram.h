//===- RandomProgram.h - Programs to compare judges on --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_PROTOCOL_RANDOMPROGRAM_H
#define THREADPOOL_TIDY_TEST_PROTOCOL_RANDOMPROGRAM_H

#include "protocol/Program.h"

namespace threadpool::protocol {

/// A program with branches, loops, flags, locks and all kinds of operations.
/// The same seed gives the same program everywhere.
Program randomProgram(std::uint64_t Seed);

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_TEST_PROTOCOL_RANDOMPROGRAM_H
