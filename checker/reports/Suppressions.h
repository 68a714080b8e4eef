//===- Suppressions.h - NOLINT ----------------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The comments that silence clang-tidy silence a scan:
// https://clang.llvm.org/extra/clang-tidy/#suppressing-undesired-diagnostics
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_SUPPRESSIONS_H
#define THREADPOOL_TIDY_REPORTS_SUPPRESSIONS_H

#include "llvm/ADT/StringMap.h"

#include <string>
#include <vector>

namespace threadpool::reports {

/// What the comments of one file silence.
class SilencedLines {
public:
  explicit SilencedLines(llvm::StringRef Text);

  /// Whether \p Check is silent on \p Line, from 1.
  bool silences(unsigned Line, llvm::StringRef Check) const;

private:
  struct Range {
    unsigned First, Last;
    /// Patterns of names; empty for all.
    std::vector<std::string> Checks;
  };
  std::vector<Range> Ranges;
};

/// Those of all files, which are read when they are asked for.
class Suppressions {
public:
  /// Whether a comment in \p File silences \p Check on \p Line.
  bool suppress(const std::string &File, unsigned Line, llvm::StringRef Check);

private:
  llvm::StringMap<SilencedLines> Known;
};

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_SUPPRESSIONS_H
