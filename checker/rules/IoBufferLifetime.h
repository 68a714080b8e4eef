//===- IoBufferLifetime.h - threadpool-io-buffer-lifetime -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a routine frees behind its own operation, and its variables, are found
// by a search over its paths; what an owner frees that others use, by the
// protocol engine (Protocol.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_IOBUFFERLIFETIME_H
#define THREADPOOL_TIDY_RULES_IOBUFFERLIFETIME_H

#include "rules/Rules.h"

namespace threadpool::rules {

/// Whether the I/O of \p C may be ended by a routine that is called before the
/// owner: one that closes a file of the unit's operations, or cancels I/O.
bool mayEndIoBefore(const Evidence &E, const link::Case &C);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_IOBUFFERLIFETIME_H
