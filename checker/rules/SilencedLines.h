//===- SilencedLines.h - NOLINT ---------------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The comments that silence clang-tidy silence the rules, on each line of a
// finding's story:
// https://clang.llvm.org/extra/clang-tidy/#suppressing-undesired-diagnostics
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_SILENCEDLINES_H
#define THREADPOOL_TIDY_RULES_SILENCEDLINES_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace threadpool::rules {

/// What the comments of one file silence.
class SilencedLines {
public:
  explicit SilencedLines(llvm::StringRef Text);

  /// A comment, or one of the names in its brackets.
  struct Directive {
    /// Where it stands, from 1.
    unsigned Line = 0;
    /// The lines that it is for.
    unsigned First = 0, Last = 0;
    /// A pattern of names; empty for all.
    std::string Checks;

    bool matches(llvm::StringRef Check) const;
  };
  const std::vector<Directive> &directives() const { return Directives; }

  /// Calls \p Do with the index of each directive by which \p Check is silent
  /// on \p Line.
  void forEach(unsigned Line, llvm::StringRef Check,
               llvm::function_ref<void(std::size_t)> Do) const;
  bool silences(unsigned Line, llvm::StringRef Check) const;

private:
  void add(unsigned Line, unsigned First, unsigned Last,
           const std::vector<std::string> &Checks);

  std::vector<Directive> Directives;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_SILENCEDLINES_H
