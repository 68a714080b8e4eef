//===- Declarations.h - Who declares what units share -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_DECLARATIONS_H
#define THREADPOOL_TIDY_EXTRACT_DECLARATIONS_H

#include "facts/Facts.h"

#include "llvm/ADT/ArrayRef.h"

namespace clang {
class VarDecl;
} // namespace clang

namespace threadpool::extract {

struct UnitContext;

/// Notes in \p Facts, which has all else, the first declarations of what it
/// mentions, and which of \p Variables the unit defines.
void noteDeclarations(UnitContext &Unit,
                      llvm::ArrayRef<const clang::VarDecl *> Variables,
                      facts::UnitFacts &Facts);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_DECLARATIONS_H
