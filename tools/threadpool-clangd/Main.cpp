//===- Main.cpp - clangd with the threadpool checks linked in -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "common/Installed.h"
#include "common/Version.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

// Of clangd no headers are installed.
namespace clang::clangd {
int clangdMain(int Argc, char *Argv[]);
} // namespace clang::clangd

using namespace threadpool;

int main(int Argc, char **Argv) {
  std::vector<std::string> Args(Argv, Argv + Argc);
  // clangd goes on with its own.
  if (llvm::is_contained(Args, "--version") ||
      llvm::is_contained(Args, "-version"))
    host::printVersion(llvm::outs());
  const bool HasOwn = llvm::any_of(Args, [](llvm::StringRef A) {
    return A.consume_front("--") || A.consume_front("-")
               ? A == "resource-dir" || A.starts_with("resource-dir=")
               : false;
  });
  if (!HasOwn)
    Args.insert(Args.begin() + 1,
                "--resource-dir=" + host::resourceDirectory(Argv[0]));
  std::vector<char *> Pointers;
  for (std::string &Arg : Args)
    Pointers.push_back(Arg.data());
  Pointers.push_back(nullptr);
  return clang::clangd::clangdMain(static_cast<int>(Args.size()),
                                   Pointers.data());
}
