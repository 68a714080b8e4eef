//===- Includes.h - What the includes of a file mean ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOLERANCE_INCLUDES_H
#define THREADPOOL_TIDY_TOLERANCE_INCLUDES_H

#include "tolerance/Overlay.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace threadpool::tolerance {

class Checkout;
class SystemHeaders;

/// A file with all that it includes, as far as that can be told from the text.
struct Closure {
  /// The files of the project, the file itself first.
  std::vector<std::string> Files;
  /// Spellings that nothing was found for, in order of appearance.
  std::vector<std::string> Missing;
  /// Include directories, for quoted includes only and for all, in the order
  /// in which they are to be searched.
  std::vector<std::string> QuotedRoots;
  std::vector<std::string> Roots;
  /// Spellings with angle brackets that mean headers of the project, and those
  /// of packages, which are read like them; with either kind of slashes.
  std::vector<std::string> Angled;
  /// What is spelled in another case, or with backslashes, or is not what the
  /// include directories have under that name.
  Overlay Found;
  /// A header that is reached includes windows.h.
  bool ReachesWindows = false;
  /// A header that may be one of the SDK is not found, and would come before
  /// windows.h.
  bool LacksBeforeWindows = false;
  /// A quoted include has nothing that it could mean.
  bool LacksProjectHeader = false;
  /// A file of the project names a thread-pool function.
  bool NamesApi = false;
  /// A header is named that came with C++20.
  bool NeedsCxx20 = false;
  /// A file of the project is written in C++/CX, and names its strings or
  /// objects.
  bool UsesCxxCx = false;
};

/// Follows the includes of \p File. \p Project may be null.
Closure followIncludes(llvm::StringRef File, const Checkout *Project,
                       const SystemHeaders &System,
                       llvm::vfs::FileSystem &Files);

} // namespace threadpool::tolerance

#endif // THREADPOOL_TIDY_TOLERANCE_INCLUDES_H
