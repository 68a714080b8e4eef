//===- Changes.h - The lines that a change touches --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_CHANGES_H
#define THREADPOOL_TIDY_SCAN_CHANGES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <utility>
#include <vector>

namespace threadpool::scan {

/// Lines of files, which are named relative to the top of a checkout.
class Changes {
public:
  /// What the working tree in \p Directory has that \p Revision has not, files
  /// that Git does not know included. Fails if Git does.
  static llvm::Expected<Changes> since(llvm::StringRef Revision,
                                       llvm::StringRef Directory);

  /// Reads a diff without context, as Git prints it.
  void addDiff(llvm::StringRef Diff);
  /// All lines of \p File.
  void addFile(llvm::StringRef File);

  bool touch(llvm::StringRef File, unsigned Line) const;
  /// The top of the checkout, absolute.
  const std::string &root() const { return Root; }

private:
  std::string Root;
  llvm::StringMap<std::vector<std::pair<unsigned, unsigned>>> Lines;
};

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_CHANGES_H
