//===- UnitRecord.h - What analysing one unit came to -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_UNITRECORD_H
#define THREADPOOL_TIDY_FACTS_UNITRECORD_H

#include "facts/Facts.h"

#include <string>
#include <vector>

namespace threadpool::facts {

/// What analysing one unit came to, as its facts file holds it.
struct UnitRecord {
  /// The unit's own file, relative to the root of the scan, with slashes.
  std::string Name;
  /// What it is linked into, as the project file is called, relative as well;
  /// empty if that is not known.
  std::string Project;
  /// Compiler errors that were passed over.
  unsigned NumErrors = 0;
  unsigned NumMissingIncludes = 0;
  /// Why there is no syntax tree; empty if there is one.
  std::string NotAnalysed;
  UnitFacts Facts;
};

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_UNITRECORD_H
