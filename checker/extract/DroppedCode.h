//===- DroppedCode.h - What errors removed from the syntax tree -*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_DROPPEDCODE_H
#define THREADPOOL_TIDY_EXTRACT_DROPPEDCODE_H

namespace clang {
class FunctionDecl;
class Preprocessor;
} // namespace clang

namespace threadpool::extract {

/// Whether statements or initialisers are written in \p Function, or in the
/// template that it is made from, that its syntax tree lacks. After an error
/// Clang drops some without a trace. \p PP may be null: macros count as code
/// then, even empty ones.
bool hasDroppedCode(const clang::FunctionDecl &Function,
                    const clang::Preprocessor *PP);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_DROPPEDCODE_H
