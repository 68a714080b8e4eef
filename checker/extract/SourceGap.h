//===- SourceGap.h - What is written between two tokens ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_SOURCEGAP_H
#define THREADPOOL_TIDY_EXTRACT_SOURCEGAP_H

#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace clang {
class ASTContext;
class MacroInfo;
class Preprocessor;
} // namespace clang

namespace threadpool::extract {

/// Reads the source where the syntax tree has nothing.
class GapReader {
public:
  /// Without \p PP macros are unknown, and count as code.
  GapReader(const clang::ASTContext &Context, const clang::Preprocessor *PP)
      : Context(Context), PP(PP) {}

  /// The tokens behind the one at \p After and before the one at \p Before,
  /// without what never becomes a part of the syntax tree of its own: comments,
  /// directives and the lines they exclude, attributes, empty macros. Nothing
  /// if one macro wrote both, or the places have no order.
  std::vector<clang::Token> tokensBetween(clang::SourceLocation After,
                                          clang::SourceLocation Before) const;

  /// The tokens from \p Begin up to the semicolon that ends what begins there,
  /// with it, or up to a bracket that is opened before. Nothing if a macro or a
  /// directive has part in it, or its end is not found.
  std::vector<clang::Token> tokensFrom(clang::SourceLocation Begin) const;
  /// The macro that \p Name is at \p Where, or null.
  const clang::MacroInfo *macroAt(const clang::Token &Name,
                                  clang::SourceLocation Where) const;
  /// Whether macros are known at all.
  bool knowsMacros() const { return PP != nullptr; }

private:
  using Tokens = std::vector<clang::Token>;

  bool inOneBuffer(clang::SourceLocation &After,
                   clang::SourceLocation &Before) const;
  Tokens lex(clang::SourceLocation After, clang::SourceLocation Before) const;
  Tokens withoutDirectives(llvm::ArrayRef<clang::Token> All) const;
  void takeBranches(llvm::ArrayRef<clang::Token> All,
                    llvm::ArrayRef<std::size_t> Branches, std::size_t End,
                    Tokens &Result) const;
  Tokens withoutNoise(llvm::ArrayRef<clang::Token> All,
                      clang::SourceLocation Where, unsigned Depth = 0) const;
  bool isEmptyMacro(const clang::Token &Name, clang::SourceLocation Where,
                    unsigned Depth) const;
  std::optional<bool> isTrue(llvm::ArrayRef<clang::Token> Directive) const;
  std::optional<bool> isTrueName(const clang::Token &Name) const;

  const clang::ASTContext &Context;
  const clang::Preprocessor *PP;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_SOURCEGAP_H
