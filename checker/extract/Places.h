//===- Places.h - Where things stand in the source ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_PLACES_H
#define THREADPOOL_TIDY_EXTRACT_PLACES_H

#include "facts/Facts.h"

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class ASTContext;
class Stmt;
} // namespace clang

namespace threadpool::extract {

/// Translates Clang's locations. Adds each file that it meets to \p Files.
class Places {
public:
  Places(const clang::ASTContext &Context, std::vector<std::string> &Files);

  /// Where \p Place is expanded.
  facts::Location locate(clang::SourceLocation Place);
  /// How far the unit's own file has been read where \p Place is.
  std::uint32_t progressAt(clang::SourceLocation Place) const;
  /// \p Range as written; empty if a macro has part in its ends.
  std::string text(clang::SourceRange Range) const;
  /// Gives \p N the place and length of \p Range.
  void place(facts::Node &N, clang::SourceRange Range);
  /// Where to insert around \p Statement, which stands directly in braces, or
  /// is a branch or body of \p Outer without them. The part \p Named of it
  /// says which variables have to be known there.
  facts::InsertionPoint around(const clang::Stmt &Statement,
                               const clang::Stmt &Named,
                               const clang::Stmt *Outer = nullptr);
  /// Whether the file of \p Place, so far as it spells null pointers, mostly
  /// spells them nullptr; in C never.
  bool prefersNullptr(clang::SourceLocation Place);
  /// Tells \p F where the body of \p Definition begins, which has a statement.
  void locateBody(const clang::FunctionDecl &Definition, facts::Function &F);
  /// Whether the braces of branches and loops mostly stand in lines of their
  /// own in \p File.
  bool prefersBracesOnOwnLine(clang::FileID File);

private:
  std::uint32_t fileIndex(clang::FileID File);
  bool spellsNullptr(clang::FileID File) const;

  const clang::ASTContext &Context;
  std::vector<std::string> &Files;
  llvm::DenseMap<clang::FileID, std::uint32_t> Index;
  llvm::DenseMap<clang::FileID, bool> Nullptr;
  llvm::DenseMap<clang::FileID, bool> BracesOnOwnLine;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_PLACES_H
