//===- Borrowing.h - Who works on an object ----------------------- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_BORROWING_H
#define THREADPOOL_TIDY_RULES_BORROWING_H

#include "facts/Facts.h"
#include "facts/ThreadpoolApi.h"

namespace threadpool::rules {

/// Whether the function works on its object, and leaves it with who has it.
bool borrows(const facts::ApiFunction &Api);

/// Whether the function \p Callback, which \p Creator gives to the pool, may
/// close the object that it is called for.
bool mayEndItself(const facts::UnitFacts &Unit,
                  const facts::ApiFunction &Creator,
                  const std::string &Callback);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_BORROWING_H
