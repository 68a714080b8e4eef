//===- TopLevel.h - What stands at the top of a unit ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An editor's server keeps the headers of a file in a precompiled preamble, and
// has parsed the file again with each key. To go through all declarations of
// windows.h would take ten times as long as that; so of what is precompiled
// only that is read which is asked for.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_TOPLEVEL_H
#define THREADPOOL_TIDY_EXTRACT_TOPLEVEL_H

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace clang {
class ASTContext;
class Decl;
class IdentifierInfo;
} // namespace clang

namespace threadpool::extract {

/// The declarations of the translation unit itself. Of what is precompiled
/// those in system headers are left out, but for the headers that ForeignCode
/// does not count as foreign.
std::vector<clang::Decl *> topLevel(clang::ASTContext &Context);

/// The identifier \p Name, or null where neither the unit nor what it has
/// precompiled has it.
const clang::IdentifierInfo *identifier(const clang::ASTContext &Context,
                                        llvm::StringRef Name);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_TOPLEVEL_H
