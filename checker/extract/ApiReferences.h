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
class FunctionDecl;
} // namespace clang

namespace threadpool::extract {

/// The table's row for \p Function, or null. Only global functions with C
/// linkage count; members and functions of namespaces may have any name. The
/// spellings of one interlocked operation (intrinsic, barrier variants) share
/// a row.
const facts::ApiFunction *apiOf(const clang::FunctionDecl &Function);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_APIREFERENCES_H
