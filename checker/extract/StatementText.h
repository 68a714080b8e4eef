//===- StatementText.h - Statements as tokens -------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_STATEMENTTEXT_H
#define THREADPOOL_TIDY_EXTRACT_STATEMENTTEXT_H

#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace threadpool::extract {

/// Whether \p Text, which is not empty, are whole statements, without a label
/// that would be an entrance from elsewhere.
bool areStatements(llvm::ArrayRef<clang::Token> Text);

/// The parts of a list between its commas.
std::vector<std::vector<clang::Token>>
splitAtCommas(llvm::ArrayRef<clang::Token> List);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_STATEMENTTEXT_H
