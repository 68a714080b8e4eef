//===- Facts.h - From Clang's view of a unit to facts -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_FACTS_H
#define THREADPOOL_TIDY_TIDY_FACTS_H

#include "extract/Described.h"
#include "extract/Extract.h"

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace threadpool::tidy {

struct KnownUnit {
  facts::UnitFacts Facts;
  /// What is wrong with the descriptions of wrappers; the facts say nothing
  /// then.
  std::vector<extract::Described::Problem> Problems;
};

/// What the unit of \p Context says, and its project where it says nothing.
/// \p PP is null where the host offers none. The file of wrappers is
/// \p WrapperFile, or if that is empty the nearest one above the main file.
KnownUnit factsOf(clang::ASTContext &Context, clang::Preprocessor *PP,
                  const extract::Purpose &For, llvm::StringRef WrapperFile);

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_FACTS_H
