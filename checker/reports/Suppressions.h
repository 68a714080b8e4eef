//===- Suppressions.h - NOLINT ----------------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_SUPPRESSIONS_H
#define THREADPOOL_TIDY_REPORTS_SUPPRESSIONS_H

#include "rules/SilencedLines.h"

#include "llvm/ADT/StringMap.h"

#include <string>

namespace threadpool::reports {

/// The comments that silence rules in all files, which are read when they are
/// asked for.
class Suppressions {
public:
  /// Whether a comment in \p File silences \p Check on \p Line.
  bool suppress(const std::string &File, unsigned Line, llvm::StringRef Check) {
    return linesOf(File).silences(Line, Check);
  }

  /// What the comments of \p File silence; nothing if it cannot be read.
  const rules::SilencedLines &linesOf(const std::string &File);

private:
  llvm::StringMap<rules::SilencedLines> Known;
};

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_SUPPRESSIONS_H
