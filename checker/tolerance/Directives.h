//===- Directives.h - The includes that a text names ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOLERANCE_DIRECTIVES_H
#define THREADPOOL_TIDY_TOLERANCE_DIRECTIVES_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace threadpool::tolerance {

/// An #include or #import as it is written.
struct Include {
  std::string Spelling;
  bool IsAngled = false;
};

/// Every include that \p Text names, in order. Conditions are not evaluated:
/// what an excluded line names is found, too. Includes of a macro are not.
std::vector<Include> includesOf(llvm::StringRef Text);

/// Whether a word of \p Text is the name of a thread-pool function.
bool namesApi(llvm::StringRef Text);

} // namespace threadpool::tolerance

#endif // THREADPOOL_TIDY_TOLERANCE_DIRECTIVES_H
