//===- CallbackTypes.h - Functions of a callback's type ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_CALLBACKTYPES_H
#define THREADPOOL_TIDY_EXTRACT_CALLBACKTYPES_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace threadpool::extract {

/// The function of the API that makes objects whose callbacks have the type of
/// \p Function and are told of their object; empty if there is none.
llvm::StringRef creatorOfCallback(const clang::FunctionDecl &Function);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_CALLBACKTYPES_H
