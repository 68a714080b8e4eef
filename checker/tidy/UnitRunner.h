//===- UnitRunner.h - One unit, from its file to its record -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_UNITRUNNER_H
#define THREADPOOL_TIDY_TIDY_UNITRUNNER_H

#include "facts/UnitRecord.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace threadpool::tidy {

/// A unit to analyse. All paths are absolute.
struct UnitCommand {
  std::string Source;
  /// Where the compiler would run.
  std::string Directory;
  /// What goes between the compiler's name and the file's.
  std::vector<std::string> Arguments;
  /// Files are called by their paths relative to this.
  std::string Root;
  /// What the unit is linked into, relative to the root; empty if unknown.
  std::string Project;
  /// Describes wrappers; the nearest such file above the source if empty.
  std::string WrapperFile;
};

struct UnitResult {
  facts::UnitRecord Record;
  /// The files that were read, as they are on disk.
  std::vector<std::string> Inputs;
};

/// Parses the unit, passing over errors and missing includes, in \p Files.
UnitResult runUnit(const UnitCommand &Command,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_UNITRUNNER_H
