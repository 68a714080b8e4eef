//===- ForeignCode.h - Code that is not looked into -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_FOREIGNCODE_H
#define THREADPOOL_TIDY_EXTRACT_FOREIGNCODE_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace threadpool::extract {

/// Tells the program's own code from what it rests on: system headers, but for
/// those of libraries whose guards call what the program gives them, and the
/// error reporting of WIL, which the macros of nearly every line of a program
/// that uses them lead into.
class ForeignCode {
public:
  explicit ForeignCode(const clang::SourceManager &Sources)
      : Sources(Sources) {}

  /// Whether what stands at \p Place is not looked into.
  bool contains(clang::SourceLocation Place);
  /// Whether what stands at \p Place is no code of the program, looked into or
  /// not.
  bool isLibrarys(clang::SourceLocation Place) const;
  /// Where what system headers have that is not foreign is declared.
  static llvm::ArrayRef<llvm::StringLiteral> guardNamespaces();

private:
  const clang::SourceManager &Sources;
  /// Whether a file is not what the way it was included says.
  llvm::DenseMap<clang::FileID, bool> Exceptions;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_FOREIGNCODE_H
