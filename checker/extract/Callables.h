//===- Callables.h - What the user's code gives others to call --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_CALLABLES_H
#define THREADPOOL_TIDY_EXTRACT_CALLABLES_H

#include "clang/AST/ExprCXX.h"

namespace threadpool::extract {

/// What the user's code gives others to call.
struct Callable {
  const clang::FunctionDecl *Function = nullptr;
  /// The closure that Function is called on, or null.
  const clang::Expr *Closure = nullptr;
};

/// \p E without the conversions to the receiver's own type of callables.
Callable callableIn(const clang::Expr *E);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_CALLABLES_H
