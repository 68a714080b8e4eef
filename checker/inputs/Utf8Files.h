//===- Utf8Files.h - A file system whose texts are in UTF-8 -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_UTF8FILES_H
#define THREADPOOL_TIDY_INPUTS_UTF8FILES_H

#include "llvm/Support/VirtualFileSystem.h"

namespace threadpool::inputs {

/// \p Files, with what is in UTF-16 there in UTF-8: Visual Studio saves sources
/// so, its compiler reads them, and Clang does not. Sizes are those of the
/// texts in UTF-8.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
inUtf8(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_UTF8FILES_H
