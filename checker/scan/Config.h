//===- Config.h - The configuration of a scan -------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file for clang-tidy serves a scan as well:
// https://clang.llvm.org/extra/clang-tidy/#configuration
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_CONFIG_H
#define THREADPOOL_TIDY_SCAN_CONFIG_H

#include "rules/Analyze.h"
#include "scan/RuleSet.h"

#include "llvm/Support/Error.h"

#include <string>

namespace threadpool::scan {

struct Config {
  RuleSet Reporting;
  rules::Options Analysis;
  /// As written, or, of a file, below that file's directory.
  std::string WrapperFile;
};

/// Reads what "Checks" and "CheckOptions" in \p Text say of this tool's rules,
/// and passes over what they say of others. Fails, with the place in \p Name,
/// if it is no YAML, or if it names a rule, an option or a value that there is
/// not.
llvm::Expected<Config> parseConfig(llvm::StringRef Text, llvm::StringRef Name);

/// The same of the file at \p Path.
llvm::Expected<Config> readConfig(const std::string &Path);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_CONFIG_H
