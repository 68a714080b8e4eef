//===- Units.h - Which units the paths of a scan have -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_UNITS_H
#define THREADPOOL_TIDY_SCAN_UNITS_H

#include "inputs/Sources.h"

namespace threadpool::scan {

struct ScanOptions;

struct FoundUnits {
  /// The directory that all paths are below, or the checkout around it.
  std::string Root;
  /// Sorted by file, one for each.
  std::vector<inputs::SourceUnit> Units;
  std::vector<inputs::Problem> Problems;
  std::map<std::string, unsigned> UnknownMacros;
};

/// For each path what says most of how it is compiled: a compile database, then
/// the projects of Visual Studio below it, then nothing.
llvm::Expected<FoundUnits> findUnits(const ScanOptions &Options,
                                     llvm::vfs::FileSystem &Files);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_UNITS_H
