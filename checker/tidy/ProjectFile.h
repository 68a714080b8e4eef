//===- ProjectFile.h - What a project makes of a file -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_PROJECTFILE_H
#define THREADPOOL_TIDY_TIDY_PROJECTFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace threadpool::tidy {

/// Whether the Visual Studio projects that compile \p Source make a DLL of it.
/// Looks in its folder and above, for the nearest folder with a project that
/// names the file, and no farther than the checkout reaches. All projects there
/// that do must make a DLL, in each of their configurations.
bool isCompiledIntoDll(llvm::vfs::FileSystem &Files, llvm::StringRef Source);

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_PROJECTFILE_H
