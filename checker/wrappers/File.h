//===- File.h - The file that describes wrappers ----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_WRAPPERS_FILE_H
#define THREADPOOL_TIDY_WRAPPERS_FILE_H

#include "wrappers/Wrapper.h"

namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace threadpool::wrappers {

/// What a file says, or what is wrong with it.
struct File {
  Wrappers Found;
  /// "FILE:LINE:COLUMN: what is wrong; what was expected", in order. Nothing is
  /// Found then.
  std::vector<std::string> Errors;
};

/// Reads \p Text, the contents of the file \p Name.
File parse(llvm::StringRef Text, llvm::StringRef Name);

/// Reads the file \p Name.
File load(llvm::vfs::FileSystem &Files, llvm::StringRef Name);

/// The nearest file `.threadpool-tidy` in the folder of \p Source or above it;
/// empty if there is none.
std::string findFor(llvm::vfs::FileSystem &Files, llvm::StringRef Source);

} // namespace threadpool::wrappers

#endif // THREADPOOL_TIDY_WRAPPERS_FILE_H
