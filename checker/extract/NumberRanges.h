//===- NumberRanges.h - What a number may be --------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_NUMBERRANGES_H
#define THREADPOOL_TIDY_EXTRACT_NUMBERRANGES_H

#include "facts/Facts.h"

#include "clang/AST/Expr.h"

#include <memory>

namespace threadpool::extract {

/// What \p E may be: a sum or a multiple of the rest of a division, or of the
/// lowest bits of something, and constants; or a constant duration. Null if
/// that is not what it is.
std::shared_ptr<const facts::NumberRange>
rangeOf(const clang::Expr *E, const clang::ASTContext &Context);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_NUMBERRANGES_H
