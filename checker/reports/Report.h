//===- Report.h - What a scan tells -----------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_REPORT_H
#define THREADPOOL_TIDY_REPORTS_REPORT_H

#include "scan/Changes.h"
#include "scan/RuleSet.h"
#include "scan/Scan.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>
#include <string>
#include <vector>

namespace threadpool::reports {

/// What a comparison with a baseline says of a finding.
enum class Novelty : std::uint8_t { NotCompared, New, Known };

/// A finding and the rule that it is reported under.
struct Reported {
  const rules::Finding *Found = nullptr;
  rules::Rule As;
  /// By a comment.
  bool IsSilenced = false;
  Novelty Compared = Novelty::NotCompared;

  /// Whether it is told of, and fails a run.
  bool counts() const { return !IsSilenced && Compared != Novelty::Known; }
};

/// Finds the paths of a scan's files.
class Paths {
public:
  /// \p Here is the directory below which paths are written relative.
  Paths(const scan::ScanResult &Result, std::string Here)
      : Result(Result), Here(std::move(Here)) {}

  /// \p Path as a user would write it.
  std::string shown(llvm::StringRef Path) const;
  /// Where the file called \p Name below the root is, as an absolute path.
  std::string absolute(llvm::StringRef Name) const;
  /// The same as a user would write it.
  std::string of(llvm::StringRef Name) const;
  /// Where the file with that index in the findings is.
  std::string of(std::uint32_t File) const;
  /// The same from the root of the file system on.
  std::string absolute(std::uint32_t File) const;

private:
  const scan::ScanResult &Result;
  std::string Here;
};

/// The findings of \p Result that \p Reporting reports, and that have to do
/// with \p Changed, if given: by their lines, or those of their stories. Those
/// that a comment silences are among them.
std::vector<Reported> reportedOf(const scan::ScanResult &Result,
                                 const scan::RuleSet &Reporting,
                                 const std::optional<scan::Changes> &Changed);

/// Those of \p All that count.
std::vector<Reported> countedOf(llvm::ArrayRef<Reported> All);

/// How much of a repository was seen.
struct Coverage {
  std::size_t NumAnalysed = 0;
  /// Of those, units that do not compile here.
  unsigned NumInPart = 0;
  unsigned NumMissingIncludes = 0;
  unsigned NumFunctions = 0;
  /// Of those, functions that an error took something from.
  unsigned NumBroken = 0;
};

Coverage coverageOf(const scan::ScanResult &Result);

/// Says how much of the repository was seen, and what was not and why.
void printSummary(const scan::ScanResult &Result, const Paths &Where,
                  std::size_t NumFindings, llvm::raw_ostream &Out);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_REPORT_H
