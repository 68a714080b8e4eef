//===- Installed.h - What is installed with an executable -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOOLS_COMMON_INSTALLED_H
#define THREADPOOL_TIDY_TOOLS_COMMON_INSTALLED_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <string>

namespace threadpool::host {

/// The directory \p Name below lib/ beside this executable, which is called
/// \p Argv0; \p Otherwise if it is not there.
inline std::string installed(const char *Argv0, llvm::StringRef Name,
                             const char *Otherwise) {
  const std::string Executable = llvm::sys::fs::getMainExecutable(
      Argv0, reinterpret_cast<void *>(&installed));
  llvm::SmallString<256> Path(
      llvm::sys::path::parent_path(llvm::sys::path::parent_path(Executable)));
  llvm::sys::path::append(Path, "lib", Name);
  return llvm::sys::fs::is_directory(Path) ? std::string(Path) : Otherwise;
}

/// The directory of Clang's own headers.
inline std::string resourceDirectory(const char *Argv0) {
  return installed(Argv0, "threadpool-tidy/clang/" TP_RESOURCE_NAME,
                   TP_RESOURCE_DIR);
}

} // namespace threadpool::host

#endif // THREADPOOL_TIDY_TOOLS_COMMON_INSTALLED_H
