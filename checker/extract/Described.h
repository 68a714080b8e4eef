//===- Described.h - Which declarations are described -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Descriptions come from a file, by name, and from annotations in the source.
// Where a function has both, the file is right: a project can correct a header
// that it doesn't own.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_DESCRIBED_H
#define THREADPOOL_TIDY_EXTRACT_DESCRIBED_H

#include "wrappers/Wrapper.h"

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"

#include <map>
#include <set>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
class FunctionDecl;
} // namespace clang

namespace threadpool::extract {

/// The described functions and classes of one unit.
class Described {
public:
  /// A wrong annotation, or a description that does not fit its function.
  struct Problem {
    /// Of the annotation; invalid if Text begins with a place in a file.
    clang::SourceLocation Where;
    std::string Text;
  };

  /// Reads the unit's annotations. \p File must outlive this.
  Described(const clang::ASTContext &Context, const wrappers::Wrappers &File);

  /// Whether the unit mentions anything that is described, as far as its names
  /// tell.
  bool isMentioned() const { return Mentioned; }

  /// The description of \p Function; null if there is none.
  const wrappers::Wrapper *find(const clang::FunctionDecl &Function);
  bool isGuard(const clang::CXXRecordDecl &Class) const;

  /// Grows as functions are looked up.
  const std::vector<Problem> &problems() const { return Problems; }

private:
  const wrappers::Wrapper *
  findInFile(const clang::FunctionDecl &Function) const;
  bool fits(const wrappers::Wrapper &W, const clang::FunctionDecl &Function);

  std::map<std::string, std::vector<const wrappers::Wrapper *>> ByName;
  std::set<std::string> GuardNames;
  /// By canonical declaration, of the pattern for instances of templates.
  std::map<const clang::Decl *, wrappers::Wrapper> Annotated;
  std::set<const clang::Decl *> AnnotatedGuards;
  llvm::DenseMap<const clang::FunctionDecl *, const wrappers::Wrapper *> Known;
  std::vector<Problem> Problems;
  bool Mentioned = false;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_DESCRIBED_H
