//===- Annotations.h - Descriptions in the source ---------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_ANNOTATIONS_H
#define THREADPOOL_TIDY_EXTRACT_ANNOTATIONS_H

#include "wrappers/Wrapper.h"

#include "clang/Basic/SourceLocation.h"

#include <map>
#include <set>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
class FunctionDecl;
} // namespace clang

namespace threadpool::extract {

/// What the annotations `threadpool::...` of a unit say.
struct Annotations {
  /// By patternOf().
  std::map<const clang::Decl *, wrappers::Wrapper> Functions;
  std::set<const clang::Decl *> Guards;
  /// What is wrong, and what was expected, with its place.
  std::vector<std::pair<clang::SourceLocation, std::string>> Problems;
};

/// Costs one look-up where the unit has no annotation at all.
Annotations readAnnotations(const clang::ASTContext &Context);

/// The first declaration of \p Function, or of what it is an instance of.
const clang::Decl *patternOf(const clang::FunctionDecl &Function);
const clang::Decl *patternOf(const clang::CXXRecordDecl &Class);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_ANNOTATIONS_H
