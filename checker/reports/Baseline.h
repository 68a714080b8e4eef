//===- Baseline.h - Findings that are known ---------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_BASELINE_H
#define THREADPOOL_TIDY_REPORTS_BASELINE_H

#include "reports/Run.h"

#include <string>
#include <vector>

namespace threadpool::reports {

/// Findings that do not fail a run, because they were there before.
class Baseline {
public:
  /// Reads the file at \p Path. Fails if it is not one that this tool wrote:
  /// broken, or of a newer version.
  static llvm::Expected<Baseline> read(llvm::StringRef Path);

  /// Those of \p All that no comment silences.
  static Baseline of(llvm::ArrayRef<Reported> All, const Fingerprints &Prints,
                     const scan::ScanResult &Result);

  /// Says of each finding whether it is new.
  void compare(std::vector<Reported> &All, const Fingerprints &Prints) const;

  /// Without the entries whose findings are gone, whoever reports them.
  Baseline pruned(const Fingerprints &Prints) const;

  std::size_t size() const { return Entries.size(); }

  llvm::Error write(llvm::StringRef Path) const;

private:
  struct Entry {
    std::string Fingerprint;
    /// For who reads the file: as it was when the entry was made.
    std::string Rule, Path, Function, Message;
  };

  std::vector<Entry> Entries;
};

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_BASELINE_H
