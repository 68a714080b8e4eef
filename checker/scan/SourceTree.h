//===- SourceTree.h - The sources of a scan and their includes --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_SOURCETREE_H
#define THREADPOOL_TIDY_SCAN_SOURCETREE_H

#include "inputs/Sources.h"
#include "scan/SourceText.h"
#include "tolerance/Checkout.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace threadpool::scan {

/// All sources with the files of the project that they include, each read once.
class SourceTree {
public:
  /// Reads \p Units and what they include, as \p Project finds it.
  SourceTree(const std::vector<inputs::SourceUnit> &Units,
             const tolerance::Checkout &Project, llvm::vfs::FileSystem &Files);

  /// For each unit whether \p Holds for its file or one that it includes.
  std::vector<bool>
  unitsWith(llvm::function_ref<bool(const SourceText &)> Holds) const;

  /// For each unit whether \p Holds for its own file.
  std::vector<bool>
  unitsThemselves(llvm::function_ref<bool(const SourceText &)> Holds) const;

  /// \p Types with all classes that mention one of them, or of those.
  NameSet withUsers(NameSet Types) const;

  /// All files.
  const std::vector<std::string> &paths() const { return Paths; }

  /// Units that cannot be read, and why.
  const std::vector<inputs::Problem> &problems() const { return Problems; }

  /// Files in other encodings than UTF-8 and UTF-16: what is in them is read,
  /// but for texts and comments that are not in ASCII.
  unsigned numOtherEncodings() const { return NumOtherEncodings; }

private:
  struct File {
    SourceText Text;
    std::vector<std::size_t> Includers;
  };

  std::size_t idOf(llvm::StringRef Path);
  void read(std::size_t Id, const std::vector<std::string> &IncludeDirs);

  const tolerance::Checkout &Project;
  llvm::vfs::FileSystem &Disk;
  llvm::StringMap<std::size_t> Ids;
  std::vector<std::string> Paths;
  std::vector<File> Files;
  /// The files of the units.
  std::vector<std::size_t> Roots;
  std::vector<inputs::Problem> Problems;
  unsigned NumOtherEncodings = 0;
};

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_SOURCETREE_H
