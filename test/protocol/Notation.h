//===- Notation.h - Programs as short strings -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The notation of the verdict table in docs/semantics.md, for tests and
// benchmarks: one letter per operation, in order, spaces ignored. A digit
// behind a letter is its index (flag, lock or resource), 0 if absent.
//
//   F  set flag             T  leave the routine if the flag is set
//   C  cancel               t  skip the next operation if the flag is set
//   W  drain, TRUE          w  drain, FALSE
//   X  close                G  group close, TRUE      g  group close, FALSE
//   D  free the resource    H  close the waited handle
//   U  use the resource     R  arm, submit or start
//   L  lock                 l  unlock
//   Y  lock, or leave the routine if somebody else has it
//   S  source off           B  dissociate
//   E  end the I/O that was started
//   V  skip or do the next operation, either may happen
//   ?  something unknown
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_PROTOCOL_NOTATION_H
#define THREADPOOL_TIDY_TEST_PROTOCOL_NOTATION_H

#include "protocol/Program.h"
#include <string_view>

namespace threadpool::protocol::notation {

/// \p Text followed by End. Node I is the I-th operation.
Graph graph(std::string_view Text);

/// A program as the table of docs/semantics.md means it. The object starts
/// armed (I/O: one operation in flight; work: one callback queued). A flag
/// that the owner sets is a stop flag with stop value 1; one that is only
/// tested is none.
Program program(ObjectKind Kind, std::string_view Callback,
                std::string_view Owner);

} // namespace threadpool::protocol::notation

#endif // THREADPOOL_TIDY_TEST_PROTOCOL_NOTATION_H
