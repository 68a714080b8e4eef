//===- Main.cpp - clang-tidy with the threadpool checks linked in ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tolerant.h"
#include "common/Installed.h"
#include "common/Version.h"

#include "tidy/HostSettings.h"

#include "clang-tidy/tool/ClangTidyMain.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

using namespace threadpool;

static int fail(llvm::Error Problem) {
  llvm::WithColor::error(llvm::errs(), "threadpool-tidy")
      << llvm::toString(std::move(Problem)) << "\n";
  return 1;
}

int main(int Argc, const char **Argv) {
  std::vector<std::string> Args(Argv + 1, Argv + Argc);
  llvm::Expected<host::TolerantOptions> Options =
      host::takeTolerantOptions(Args);
  if (!Options)
    return fail(Options.takeError());
  tidy::hostSettings().CountsApiReferences = Options->CountsApiReferences;
  tidy::hostSettings().GoesThroughFacts = Options->GoesThroughFacts;
  host::TolerantRun Run;
  if (Options->IsTolerant) {
    tidy::hostSettings().IsTolerant = true;
    if (llvm::Error Problem = Run.prepare(
            *Options,
            host::installed(Argv[0], "threadpool-tidy/shim", TP_SHIM_DIR),
            Args))
      return fail(std::move(Problem));
  }
  // Before the other arguments, so that the user's -resource-dir wins.
  Args.insert(Args.begin(), "--extra-arg-before=-resource-dir=" +
                                host::resourceDirectory(Argv[0]));

  llvm::cl::SetVersionPrinter(host::printVersion);
  std::vector<const char *> Pointers = {Argv[0]};
  for (const std::string &Arg : Args)
    Pointers.push_back(Arg.c_str());
  Pointers.push_back(nullptr);
  return clang::tidy::clangTidyMain(static_cast<int>(Pointers.size()) - 1,
                                    Pointers.data());
}
