//===- Prefilter.h - Which units are worth parsing --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_PREFILTER_H
#define THREADPOOL_TIDY_SCAN_PREFILTER_H

#include "scan/SourceTree.h"
#include "scan/Ties.h"

namespace threadpool::scan {

/// Names of the functions that the wrapper files of \p Units describe, or that
/// of \p WrapperFile if there is one, without what qualifies them.
std::set<std::string>
describedNames(const std::vector<inputs::SourceUnit> &Units,
               llvm::StringRef WrapperFile, llvm::vfs::FileSystem &Files);

/// For each unit of \p Tree whether it, or what it includes, names the pool or
/// something in \p Described.
std::vector<bool> unitsNamingPool(const SourceTree &Tree,
                                  const std::set<std::string> &Described);

/// For each unit whether it may have to do with what is tied to an object.
std::vector<bool> unitsTied(const SourceTree &Tree, const Ties &Known);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_PREFILTER_H
