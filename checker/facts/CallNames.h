//===- CallNames.h - Which function of C is called --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_CALLNAMES_H
#define THREADPOOL_TIDY_FACTS_CALLNAMES_H

#include "facts/Facts.h"

#include "llvm/ADT/StringRef.h"

namespace threadpool::facts {

/// The name of the global function with C linkage that \p N calls; empty for
/// all other nodes.
llvm::StringRef plainName(const Node &N);

/// Whether \p N calls the global function with C linkage \p Name.
bool isCallOf(const Node &N, llvm::StringRef Name);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_CALLNAMES_H
