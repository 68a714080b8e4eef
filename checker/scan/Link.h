//===- Link.h - From the facts of units to findings -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_LINK_H
#define THREADPOOL_TIDY_SCAN_LINK_H

#include "rules/Analyze.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace threadpool::scan {

/// What became of one unit.
struct UnitSummary {
  /// Below the root.
  std::string Name;
  /// Why there is no syntax tree; empty if there is one.
  std::string NotAnalysed;
  /// Compiler errors that were passed over.
  unsigned NumErrors = 0;
  unsigned NumMissingIncludes = 0;
  unsigned NumFunctions = 0;
  /// Those of them that an error took something from.
  unsigned NumBroken = 0;
};

/// What all units say together.
struct Linked {
  /// In the order of their names.
  std::vector<UnitSummary> Units;
  std::size_t NumPrograms = 0;
  /// What the locations of the findings refer to.
  std::vector<std::string> Files;
  /// In the order of their places, each once.
  std::vector<rules::Finding> Findings;
  /// The same of the objects.
  std::vector<rules::ObjectVerdict> Objects;
};

/// Reads the facts files at \p Paths, puts the units of each program together
/// and applies all rules. Neither the order of \p Paths nor how the units are
/// spread over them makes a difference (facts/Library.h). Holds the facts of
/// one program at a time. Fails if a file is not as it should be, and names it.
llvm::Expected<Linked> link(llvm::ArrayRef<std::string> Paths,
                            const rules::Options &Opts);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_LINK_H
