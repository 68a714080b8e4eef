//===- Commands.cpp - How each unit is compiled here ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Commands.h"

#include "llvm/ADT/STLExtras.h"

using namespace threadpool;
using namespace threadpool::scan;

static Command withoutExtra(const inputs::SourceUnit &Unit,
                            tolerance::Guesser &Guess) {
  Command Result;
  if (!Unit.Arguments.empty()) {
    Result.Arguments = Unit.Arguments;
    Result.Arguments.push_back("-Wno-everything");
    return Result;
  }
  tolerance::CompileSetup Setup = Guess.prepare(Unit.File);
  Result.Files = std::move(Setup.Files);
  std::vector<std::string> &Line = Result.Arguments;
  auto Add = [&Line](const char *Option,
                     const std::vector<std::string> &Values) {
    for (const std::string &Value : Values)
      Line.insert(Line.end(), {Option, Value});
  };
  const inputs::Settings &Known = Unit.Known;
  // Directories that are known come before those that are guessed.
  Add("-iquote", Known.QuotedIncludeDirs);
  Add("-I", Known.IncludeDirs);
  Line.insert(Line.end(), Setup.Arguments.begin(), Setup.Arguments.end());
  Add("-isystem", Known.SystemIncludeDirs);
  Add("-U", Known.Undefinitions);
  Add("-D", Known.Definitions);
  if (!Known.Language.empty())
    Line.push_back("-x" + Known.Language);
  if (!Known.Standard.empty())
    Line.push_back("-std=" + Known.Standard);
  Add("-include", Known.ForcedIncludes);
  return Result;
}

Command scan::commandOf(const inputs::SourceUnit &Unit,
                        llvm::ArrayRef<std::string> Extra,
                        tolerance::Guesser &Guess) {
  Command Result = withoutExtra(Unit, Guess);
  llvm::append_range(Result.Arguments, Extra);
  return Result;
}
