//===- Parts.h - Structures that have one place in another ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A routine that makes an object may reach it through the structure around it,
// and the one that stops it through a pointer to the part that keeps it. Where
// a structure is a part of one other only, the two are the same but for the
// part's name, so that name is left away.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_PARTS_H
#define THREADPOOL_TIDY_EXTRACT_PARTS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <vector>

namespace clang {
class Expr;
class FieldDecl;
class RecordDecl;
class VarDecl;
} // namespace clang

namespace threadpool::extract {

/// How a unit puts structures into each other.
class Parts {
public:
  void note(const clang::FieldDecl &Field);
  void note(const clang::VarDecl &Variable);
  /// Looks at one expression of the unit.
  void note(const clang::Expr *E);

  /// The fields whose names tell nothing: each is the only one of its type, a
  /// plain structure that keeps objects of the thread pool, has pointers to it
  /// and is never copied as a whole.
  std::vector<const clang::FieldDecl *> nameless() const;

private:
  static const clang::RecordDecl *structureOf(clang::QualType Type);
  void noteCopy(clang::QualType Type);

  /// By type; null where there are several.
  llvm::DenseMap<const clang::RecordDecl *, const clang::FieldDecl *> Fields;
  llvm::DenseSet<const clang::RecordDecl *> PointedTo, Copied;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_PARTS_H
