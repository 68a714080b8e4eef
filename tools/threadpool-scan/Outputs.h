//===- Outputs.h - The reports that a command writes ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOOLS_THREADPOOL_SCAN_OUTPUTS_H
#define THREADPOOL_TIDY_TOOLS_THREADPOOL_SCAN_OUTPUTS_H

#include "reports/Baseline.h"
#include "reports/Run.h"

#include "llvm/Support/CommandLine.h"

#include <optional>
#include <string>

namespace threadpool::host {

/// The options for reports and the baseline, and what they ask for.
class Outputs {
public:
  explicit Outputs(llvm::cl::OptionCategory &Category);

  /// To be called before anything is scanned: fails if the options contradict
  /// each other, or the baseline cannot be read. \p SeesAll: the scan reports
  /// findings wherever they are.
  llvm::Error prepare(bool SeesAll);

  /// Compares with the baseline, and writes it where that is asked for. What
  /// was done is said on \p Log.
  llvm::Error compare(std::vector<reports::Reported> &All,
                      const reports::Fingerprints &Prints,
                      const scan::ScanResult &Result, llvm::raw_ostream &Log);

  /// Whether standard output is a report's, and nobody else's.
  bool ownStandardOutput() const { return !OnStandardOutput.empty(); }

  /// Writes all of them. Fails if one cannot be written; others are all the
  /// same.
  llvm::Error write(const reports::Run &Ended) const;

private:
  llvm::cl::opt<std::string> Sarif, GitLab, Json, Html, Pictures;
  llvm::cl::opt<bool> GitHub;
  llvm::cl::opt<std::string> BaselineFile;
  llvm::cl::opt<bool> UpdateBaseline;

  /// The option whose report goes to standard output, if there is one.
  std::string OnStandardOutput;
  std::optional<reports::Baseline> Known;
};

} // namespace threadpool::host

#endif // THREADPOOL_TIDY_TOOLS_THREADPOOL_SCAN_OUTPUTS_H
