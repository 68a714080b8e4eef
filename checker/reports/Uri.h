//===- Uri.h - Paths as URIs ------------------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_URI_H
#define THREADPOOL_TIDY_REPORTS_URI_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace threadpool::reports {

/// \p Text with each byte that \p IsSpecial written as "%" and its number.
std::string percentEncoded(llvm::StringRef Text,
                           llvm::function_ref<bool(char)> IsSpecial);

/// \p Path as a URI: a relative reference, or one of the scheme "file" if it
/// is absolute. What no URI can hold, and each byte that is not ASCII, is
/// written as its number.
std::string asUri(llvm::StringRef Path);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_URI_H
