//===- OverlappedApi.h - Asynchronous operations on files -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What OverlappedApi.def says about a call. These functions are no part of the
// protocol of a thread-pool object; they are ordinary calls in the facts.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_OVERLAPPEDAPI_H
#define THREADPOOL_TIDY_FACTS_OVERLAPPEDAPI_H

#include "facts/Facts.h"

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>

namespace threadpool::facts {

/// How a call tells what became of the operation: done at once, pending, or
/// failed. The first two have a completion, the last has none.
enum class OperationResult : std::uint8_t {
  /// TRUE: done. FALSE: the last error is ERROR_IO_PENDING, or it failed.
  Boolean,
  /// TRUE: pending. FALSE: failed.
  Queued,
  /// FALSE: the last error is ERROR_IO_PENDING, or it failed.
  NeverTrue,
  /// 0: done. SOCKET_ERROR: the last error is WSA_IO_PENDING, or it failed.
  Socket,
  /// NO_ERROR: done. ERROR_IO_PENDING: pending. Any other: failed.
  ErrorCode,
  /// STATUS_SUCCESS: done. STATUS_PENDING: pending. Negative: failed.
  Status,
  /// S_OK: done. The HRESULT of ERROR_IO_PENDING: pending. Other negative ones:
  /// failed.
  Result,
};

/// One row of OverlappedApi.def.
struct OverlappedFunction {
  llvm::StringLiteral Name;
  OperationResult Told;
  std::uint8_t File;
  std::uint8_t Overlapped;
  std::optional<std::uint8_t> Routine;
  std::optional<std::uint8_t> Buffer;
};

/// The row of the function that \p Call, a node of the kind Call, calls: by its
/// name, or, if it is one of the extensions of Winsock, through a pointer that
/// has the function's name in its own. Null if it calls none.
const OverlappedFunction *lookupOverlapped(const Node &Call);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_OVERLAPPEDAPI_H
