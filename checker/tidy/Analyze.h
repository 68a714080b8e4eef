//===- Analyze.h - From Clang's view of a unit to findings ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_ANALYZE_H
#define THREADPOOL_TIDY_TIDY_ANALYZE_H

#include "extract/Described.h"
#include "rules/Analyze.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace threadpool::tidy {

/// Findings, and the files that their locations refer to.
struct UnitFindings {
  std::vector<std::string> Files;
  std::vector<rules::Finding> Findings;
  /// Of the unit, and those of them that errors keep from being judged.
  unsigned NumFunctions = 0;
  unsigned NumBroken = 0;
  /// What is wrong with the descriptions of wrappers; nothing is found then.
  std::vector<extract::Described::Problem> Problems;
};

/// All findings of all rules in the translation unit of \p Context, whichever
/// of them are enabled. \p PP is null where the host offers none. The file of
/// wrappers is \p WrapperFile, or if that is empty the nearest one above the
/// main file.
UnitFindings analyze(clang::ASTContext &Context, clang::Preprocessor *PP,
                     const rules::Options &Opts, llvm::StringRef WrapperFile);

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_ANALYZE_H
