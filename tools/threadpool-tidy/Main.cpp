//===- Main.cpp - clang-tidy with the threadpool checks linked in ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/tool/ClangTidyMain.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <string>
#include <vector>

/// Whether Clang's own headers are where Clang looks for them on its own.
static bool hasBuiltinHeaders(const char *Argv0) {
  std::string Executable = llvm::sys::fs::getMainExecutable(
      Argv0, reinterpret_cast<void *>(&hasBuiltinHeaders));
  llvm::SmallString<256> Headers(
      llvm::sys::path::parent_path(llvm::sys::path::parent_path(Executable)));
  llvm::sys::path::append(Headers, "lib", "clang", TP_RESOURCE_NAME, "include");
  return llvm::sys::fs::is_directory(Headers);
}

int main(int Argc, const char **Argv) {
  std::vector<const char *> Args(Argv, Argv + Argc);
  // Before the other arguments, so that the user's -resource-dir wins.
  if (Argc > 0 && !hasBuiltinHeaders(Argv[0]))
    Args.insert(Args.begin() + 1,
                "--extra-arg-before=-resource-dir=" TP_RESOURCE_DIR);
  Args.push_back(nullptr);
  return clang::tidy::clangTidyMain(static_cast<int>(Args.size()) - 1,
                                    Args.data());
}
