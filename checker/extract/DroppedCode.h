//===- DroppedCode.h - What errors removed from the syntax tree -*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_DROPPEDCODE_H
#define THREADPOOL_TIDY_EXTRACT_DROPPEDCODE_H

#include "clang/Lex/Token.h"

#include <vector>

namespace clang {
class FunctionDecl;
class Preprocessor;
class Stmt;
} // namespace clang

namespace threadpool::extract {

/// Statements or initialisers that are written in a function, but that its
/// syntax tree lacks. After an error Clang drops some without a trace.
struct DroppedCode {
  /// Whole statements that follow each other.
  struct Text {
    std::vector<clang::Token> Tokens;
    /// Where the macro is used that wrote them; invalid if none did.
    clang::SourceLocation Use;
  };
  /// Whole statements that were dropped next to one that is still there:
  /// whatever they do, they do it there.
  struct Gap {
    const clang::Stmt *Neighbor = nullptr;
    bool IsBehind = false;
    /// What was dropped is the value of the variable that Neighbor declares.
    bool IsInitializer = false;
    /// What was dropped, in its order; without tokens if that may be anything.
    std::vector<Text> Texts;
  };
  std::vector<Gap> Gaps;
  /// There is more, and where it would have led is not known.
  bool IsUnbounded = false;
};

/// What \p Function, or the template that it is made from, lacks. \p PP may be
/// null: macros count as code then, even empty ones.
DroppedCode findDroppedCode(const clang::FunctionDecl &Function,
                            const clang::Preprocessor *PP);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_DROPPEDCODE_H
