//===- JsonDepth.h - How deep a text in JSON is nested ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_JSONDEPTH_H
#define THREADPOOL_TIDY_FACTS_JSONDEPTH_H

#include "llvm/ADT/StringRef.h"

namespace threadpool::facts {

/// How many brackets are open at the deepest place of \p Json. LLVM's parser
/// calls itself for each of them, without a limit.
unsigned depthOf(llvm::StringRef Json);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_JSONDEPTH_H
