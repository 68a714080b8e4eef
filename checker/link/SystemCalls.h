//===- SystemCalls.h - Effects of functions outside the API -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_SYSTEMCALLS_H
#define THREADPOOL_TIDY_LINK_SYSTEMCALLS_H

#include "facts/Facts.h"

namespace threadpool::link {

/// What a function of a system header does to the protocol.
enum class SystemEffect : std::uint8_t {
  /// Nothing, and its result is the system's own affair.
  None,
  /// Its result may tell what other threads of the program did.
  Opaque,
  /// Waits for other threads.
  Blocks,
  /// Waits until somebody stores something at the address that is its first
  /// argument.
  AwaitsStore,
  /// Wakes other threads.
  Signals,
  /// Waits for the end of a thread.
  Joins,
  /// Ends the I/O on a handle.
  EndsIo,
  /// Unregisters a producer of notifications.
  StopsSource,
};

/// Whether a function without a body, of the program or of the system, is
/// called like one that ends the signals of a producer.
bool stopsSource(const facts::Node &N);

/// \pre N is a call with CalleeIsSystem.
SystemEffect effectOf(const facts::Node &N);

/// Whether \p N calls a member of a log that writes to it: what that does with
/// its arguments is to show them.
bool writesToLog(const facts::Node &N);

/// Whether the function, which may be the program's own, by its name gives back
/// a reference to, takes over, or ends the object that it is called with.
bool mayEndLifetime(const facts::Node &N);

bool isDestructor(const facts::Node &N);

/// How the name of \p N, a function of another unit, begins if it ends like
/// one that allocates memory, or, with \p Frees, frees what it is called with;
/// empty for other calls.
std::string allocatorOf(const facts::Node &N, bool Frees);

/// Whether \p N, by its name, only frees memory.
bool givesMemoryBack(const facts::Node &N);

/// Whether \p N ends a pointer that owns what it points to, and nobody else
/// does.
bool endsOnlyOwner(const facts::Node &N);

/// Whether \p N, a function of the system, gives its caller what another
/// thread of the program has sent.
bool receives(const facts::Node &N);

/// Whether the function, which may be the program's own, by its name tells
/// somebody something, and does nothing else.
bool onlyReports(const facts::Node &N);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_SYSTEMCALLS_H
