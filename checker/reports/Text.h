//===- Text.h - Findings as clang-tidy prints them --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_TEXT_H
#define THREADPOOL_TIDY_REPORTS_TEXT_H

#include "rules/Finding.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace threadpool::reports {

/// Prints \p Found under the rule \p As. \p PathOf says where the file of that
/// index is.
void print(const rules::Finding &Found, rules::Rule As,
           llvm::function_ref<std::string(std::uint32_t)> PathOf,
           llvm::raw_ostream &Out);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_TEXT_H
