//===- Fingerprint.h - What a finding is recognised by ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_FINGERPRINT_H
#define THREADPOOL_TIDY_REPORTS_FINGERPRINT_H

#include "reports/Report.h"
#include "reports/SourceFile.h"

#include "llvm/ADT/StringSet.h"

namespace threadpool::reports {

/// For each finding of a scan a name that it keeps when lines are moved, or
/// files and directories renamed: made of the rule, the function, the text of
/// the line, what the message names, and a number among those that have all of
/// that in common. No two findings have the same.
class Fingerprints {
public:
  Fingerprints(const scan::ScanResult &Result, const Paths &Where,
               SourceFiles &Files);

  const std::string &of(const rules::Finding &Found) const;

  /// Whether one of the findings has it, reported or not.
  bool has(llvm::StringRef Fingerprint) const {
    return All.contains(Fingerprint);
  }

private:
  const rules::Finding *First;
  std::vector<std::string> InOrder;
  llvm::StringSet<> All;
};

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_FINGERPRINT_H
