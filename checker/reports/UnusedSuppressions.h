//===- UnusedSuppressions.h - Comments that silence nothing ----- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_UNUSEDSUPPRESSIONS_H
#define THREADPOOL_TIDY_REPORTS_UNUSEDSUPPRESSIONS_H

#include "scan/RuleSet.h"
#include "scan/Scan.h"

#include <string>
#include <vector>

namespace threadpool::reports {

struct UnusedSuppression {
  /// Below the root of the scan.
  std::string File;
  /// Where the comment stands, from 1.
  unsigned Line = 0;
  /// The name or pattern in its brackets.
  std::string Checks;
};

/// The comments of all sources that name rules of this tool, and no others than
/// \p Reporting reports, and that no finding of \p Result has to do with, in
/// the order of their places. Those in units that were not analysed are not
/// judged.
std::vector<UnusedSuppression> unusedIn(const scan::ScanResult &Result,
                                        const scan::RuleSet &Reporting);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_UNUSEDSUPPRESSIONS_H
