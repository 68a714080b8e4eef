//===- Overlay.h - Files under other names -------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOLERANCE_OVERLAY_H
#define THREADPOOL_TIDY_TOLERANCE_OVERLAY_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <string>

namespace threadpool::tolerance {

/// Files that are found under paths where they are not, without regard to
/// case. All paths are absolute.
class Overlay {
public:
  /// Lets \p Virtual stand for the file \p Real. The first of several files
  /// for one path stays.
  void add(llvm::StringRef Virtual, llvm::StringRef Real);

  bool empty() const { return Mappings.empty(); }

  /// Adds all files of \p Other.
  void merge(const Overlay &Other);

  /// The file that \p Virtual stands for; empty if there is none.
  llvm::StringRef find(llvm::StringRef Virtual) const;

  /// The form that Clang reads with -ivfsoverlay and clang-tidy with
  /// --vfsoverlay.
  std::string yaml() const;

  /// \p Base with the overlay on top; null if Clang rejects it.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
  over(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Base) const;

private:
  struct Mapping {
    std::string Virtual;
    std::string Real;
  };
  /// By the virtual path in lower case.
  std::map<std::string, Mapping> Mappings;
};

} // namespace threadpool::tolerance

#endif // THREADPOOL_TIDY_TOLERANCE_OVERLAY_H
