//===- PathFinder.h - Where the paths of an input are on this machine -----===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_PATHFINDER_H
#define THREADPOOL_TIDY_INPUTS_PATHFINDER_H

#include "inputs/Sources.h"

#include "llvm/ADT/StringMap.h"

#include <optional>

namespace threadpool::inputs {

/// Whether \p Path begins with a drive, or with the name of a server.
bool hasDrive(llvm::StringRef Path);

/// \p Path as it stands if it is absolute, otherwise in \p Base; with slashes
/// only, and without "." and "..". Nothing is asked of the file system.
std::string joinPath(llvm::StringRef Path, llvm::StringRef Base);

/// Finds what a path of another machine means here.
class PathFinder {
public:
  PathFinder(llvm::ArrayRef<PathMapping> Mappings,
             llvm::vfs::FileSystem &Files);

  /// The file or directory here that \p Path means, in the spelling that it has
  /// here. \p Base is what it is relative to, as the input says it. Mapped
  /// prefixes are replaced; case and the kind of slash make no difference.
  std::optional<std::string> find(llvm::StringRef Path, llvm::StringRef Base);

  /// Where \p Path, as joinPath() returns it, should be here, whether or not
  /// something is there. Empty if it is on a drive that is not mapped.
  std::string mapped(llvm::StringRef Path) const;

  bool isFile(llvm::StringRef Path) const;
  bool isDirectory(llvm::StringRef Path) const;

private:
  std::optional<std::string> inSpellingOfHere(llvm::StringRef Path);

  /// The names in a directory, by the name in lower case.
  using Listing = llvm::StringMap<std::string>;
  const Listing &list(llvm::StringRef Directory);

  /// With slashes only and none at the end; the longest first.
  std::vector<PathMapping> Mappings;
  llvm::vfs::FileSystem &Files;
  llvm::StringMap<Listing> Listings;
};

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_PATHFINDER_H
