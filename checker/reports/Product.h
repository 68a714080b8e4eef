//===- Product.h - What reports say of the tool -----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_PRODUCT_H
#define THREADPOOL_TIDY_REPORTS_PRODUCT_H

#include "rules/Rule.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace threadpool::reports {

inline constexpr llvm::StringLiteral ProductName = "Threadpool Tidy";

/// As "1.2.3".
llvm::StringRef productVersion();

/// The address that README.md and docs/ are found below.
llvm::StringRef productAddress();

/// The name of \p R as users know it, with "threadpool-".
std::string checkName(rules::Rule R);

/// How the code calls \p R: a name without "-".
llvm::StringRef enumeratorName(rules::Rule R);

/// The address of the page about \p R.
std::string pageAddress(rules::Rule R);

/// The page about \p R, in Markdown, with links that work anywhere.
llvm::StringRef pageText(rules::Rule R);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_PRODUCT_H
