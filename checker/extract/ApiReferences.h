//===- ApiReferences.h - Which declarations are the API -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_APIREFERENCES_H
#define THREADPOOL_TIDY_EXTRACT_APIREFERENCES_H

#include "facts/ThreadpoolApi.h"

namespace clang {
class ASTContext;
class FunctionDecl;
class Preprocessor;
} // namespace clang

namespace threadpool::extract {

/// The table's row for \p Function, or null. Only global functions with C
/// linkage count; members and functions of namespaces may have any name. The
/// spellings of one interlocked operation (intrinsic, barrier variants) share
/// a row.
const facts::ApiFunction *apiOf(const clang::FunctionDecl &Function);

/// Whether the unit refers to any function of the API. Costs a look-up per name
/// of the API, whatever the size of the unit, and of what it has precompiled.
/// Of a unit with something precompiled nothing is known without \p PP: it may.
bool mentionsApi(clang::ASTContext &Context, clang::Preprocessor *PP);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_APIREFERENCES_H
