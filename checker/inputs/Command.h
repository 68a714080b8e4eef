//===- Command.h - The words of a compiler's command ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_COMMAND_H
#define THREADPOOL_TIDY_INPUTS_COMMAND_H

#include "inputs/PathFinder.h"

#include <optional>
#include <string>
#include <vector>

namespace threadpool::inputs {

/// A command of a compile database.
struct Command {
  /// As the input says it.
  std::string Directory;
  /// The compiler's name and its arguments; empty if there is none.
  std::vector<std::string> Words;
  /// The command is of a Windows machine.
  bool IsWindows = false;
};

/// \p Line, the command as one string, in words. The look of \p Directory and
/// of the compiler's name says by whose rules.
Command splitCommand(llvm::StringRef Line, llvm::StringRef Directory);

/// The same by the rules of Windows, wherever \p Directory is.
Command splitWindowsCommand(llvm::StringRef Line, llvm::StringRef Directory);

/// A command that is in words already.
Command commandOf(std::vector<std::string> Words, llvm::StringRef Directory);

/// Puts the words of response files in the place of their names, and takes away
/// what starts the compiler (ccache, wine). Returns the response files that
/// could not be read; their names are left out, too.
std::vector<std::string> expandCommand(Command &C, PathFinder &Paths,
                                       llvm::vfs::FileSystem &Files);

/// Whether the compiler takes cl's options: it is cl or clang-cl.
bool takesClOptions(const Command &C);

/// The compiler's name: without directory and .exe, in lower case.
std::string compilerName(const Command &C);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_COMMAND_H
