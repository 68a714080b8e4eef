//===- Exceptions.h - What functions throw ----------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_EXCEPTIONS_H
#define THREADPOOL_TIDY_EXTRACT_EXCEPTIONS_H

#include "facts/Facts.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace threadpool::extract {

struct UnitContext;

/// Tells \p F which exceptions may leave \p Definition: those that it throws
/// itself, and those of functions that it calls.
void noteExceptions(UnitContext &Unit, const clang::FunctionDecl &Definition,
                    facts::Function &F);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_EXCEPTIONS_H
