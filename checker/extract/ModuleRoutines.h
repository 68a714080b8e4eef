//===- ModuleRoutines.h - As a module comes and goes ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_MODULEROUTINES_H
#define THREADPOOL_TIDY_EXTRACT_MODULEROUTINES_H

#include "facts/Facts.h"

#include "llvm/ADT/ArrayRef.h"

namespace clang {
class VarDecl;
} // namespace clang

namespace threadpool::extract {

struct UnitContext;

/// The destruction of those of \p Variables, all with static storage or storage
/// of threads, that the C++ library destroys as the module ends.
std::vector<facts::Function>
exitRoutines(UnitContext &Unit,
             llvm::ArrayRef<const clang::VarDecl *> Variables);

/// What the initialisers of \p Variables do as the module begins.
std::vector<facts::Function>
startRoutines(UnitContext &Unit,
              llvm::ArrayRef<const clang::VarDecl *> Variables);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_MODULEROUTINES_H
