//===- Check.h - What the analysis says about a text ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_GENERATED_CHECK_H
#define THREADPOOL_TIDY_TEST_GENERATED_CHECK_H

#include "rules/Finding.h"

#include <string>
#include <vector>

namespace threadpool::generated {

struct Analysis {
  bool Compiles = false;
  /// Of the rules that the protocol decides.
  std::vector<rules::Finding> Findings;
};

/// Parses \p Text with the mock headers and runs all rules on it.
Analysis analyze(const std::string &Text, bool IsCxx);

/// \p Text with the edits of a finding.
std::string applyFix(const std::string &Text, const rules::Finding &Found);

/// The names of the rules that a finding is about, the first in front.
std::vector<std::string> namesOf(const rules::Finding &Found);

} // namespace threadpool::generated

#endif // THREADPOOL_TIDY_TEST_GENERATED_CHECK_H
