//===- UnitEvidence.h - What declarations and macros tell -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_UNITEVIDENCE_H
#define THREADPOOL_TIDY_EXTRACT_UNITEVIDENCE_H

#include "facts/Facts.h"

#include "llvm/ADT/ArrayRef.h"

#include <optional>
#include <utility>

namespace clang {
class ASTContext;
class Decl;
class FieldDecl;
class FunctionDecl;
class Preprocessor;
class VarDecl;
} // namespace clang

namespace threadpool::extract {

/// What \p Variable holds at the start of the program, if that is a constant.
/// An aggregate of zeros is 0.
std::optional<std::int64_t> initialValue(const clang::VarDecl &Variable,
                                         const clang::ASTContext &Context);

/// What a constructor stores in \p Field unless it says otherwise, if that is a
/// constant.
std::optional<std::int64_t> initialValue(const clang::FieldDecl &Field,
                                         const clang::ASTContext &Context);

/// Why the unit should be part of a DLL, and the declaration that says so, if
/// one does. \p PP may be null.
std::pair<facts::DllEvidence, const clang::Decl *>
dllEvidence(llvm::ArrayRef<const clang::FunctionDecl *> Functions,
            llvm::ArrayRef<const clang::VarDecl *> Variables,
            const clang::Preprocessor *PP);

/// Whether _WIN32_WINNT asks for Windows 8 or later. \p PP may be null.
bool targetsWindows8(const clang::Preprocessor *PP);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_UNITEVIDENCE_H
