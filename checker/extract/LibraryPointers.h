//===- LibraryPointers.h - The smart pointers of the library ----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The owning pointers of the C++ library, known by name: their headers differ
// from library to library, and what they do does not.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_LIBRARYPOINTERS_H
#define THREADPOOL_TIDY_EXTRACT_LIBRARYPOINTERS_H

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

#include <map>
#include <set>

namespace threadpool::extract {

/// An instance of std::unique_ptr or std::shared_ptr.
struct LibraryPointer {
  const clang::ClassTemplateSpecializationDecl *Class = nullptr;
  bool IsShared = false;
  /// What it points to; the elements' type if it owns an array.
  clang::QualType Pointee;
  bool IsArray = false;
  /// Null for shared pointers, which can have any.
  clang::QualType Deleter;

  explicit operator bool() const { return Class != nullptr; }
};

/// The library's smart pointer that \p Type is; an empty one if it is none.
LibraryPointer libraryPointer(const clang::CXXRecordDecl *Class);
LibraryPointer libraryPointer(clang::QualType Type);
/// The one whose member \p Call calls; libraries have some members in bases.
LibraryPointer libraryPointerCalled(const clang::CallExpr *Call);

/// How a unit uses the smart pointers whose classes do not tell how they
/// delete.
class LibraryPointers {
public:
  /// Looks at one expression of the unit.
  void note(const clang::Expr *E);

  /// What every pointer of the class of \p P that the unit makes deletes with;
  /// null if that is not known, or not the same for all.
  const clang::FunctionDecl *deleterOf(const LibraryPointer &P) const;
  /// Whether nobody else can have a copy of a pointer of this class.
  bool isSoleOwner(const LibraryPointer &P) const;

private:
  void noteDeleter(const LibraryPointer &P, const clang::Expr *Given);

  using ClassKey = const clang::Decl *;
  /// Null where there are several.
  std::map<ClassKey, const clang::FunctionDecl *> Deleters;
  std::set<ClassKey> Copied;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_LIBRARYPOINTERS_H
