//===- Checkout.h - The headers of a source tree -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOLERANCE_CHECKOUT_H
#define THREADPOOL_TIDY_TOLERANCE_CHECKOUT_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <optional>
#include <string>
#include <vector>

namespace threadpool::tolerance {

/// The directory that the checkout of \p File begins at: the nearest one at or
/// above it that holds .git. Empty if there is none.
std::string findCheckout(llvm::StringRef File, llvm::vfs::FileSystem &Files);

/// \p Spelling as an include names it, without case, backslashes, "." and the
/// ".." that it begins with.
std::string foldedSpelling(llvm::StringRef Spelling);

/// The files below a directory, found by what includes call them.
class Checkout {
public:
  /// Walks the tree once. Version control and installed packages are left out.
  Checkout(std::string Root, llvm::vfs::FileSystem &Files);

  llvm::StringRef root() const { return Root; }

  /// The file that an include of \p Spelling in \p Includer means: the one
  /// beside it where there is one, otherwise the nearest whose path ends as
  /// spelled. Case and the kind of slash make no difference.
  std::optional<std::string> find(llvm::StringRef Includer,
                                  llvm::StringRef Spelling) const;

  /// The sources and headers that may include others.
  const std::vector<std::string> &sources() const { return Sources; }

private:
  void add(llvm::StringRef Path);

  std::string Root;
  std::vector<std::string> Sources;
  /// Paths by the last component, in lower case.
  llvm::StringMap<std::vector<std::string>> ByName;
};

} // namespace threadpool::tolerance

#endif // THREADPOOL_TIDY_TOLERANCE_CHECKOUT_H
