//===- Condition.h - The conditions of a Visual Studio project -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_CONDITION_H
#define THREADPOOL_TIDY_INPUTS_CONDITION_H

#include "inputs/PathFinder.h"
#include "inputs/Properties.h"

#include <optional>

namespace threadpool::inputs {

/// Whether \p Condition holds; nothing if it is not understood. What is not
/// defined is empty. Exists() looks below \p Directory.
std::optional<bool> holds(llvm::StringRef Condition, Properties &Values,
                          llvm::StringRef Directory, PathFinder &Paths);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_CONDITION_H
