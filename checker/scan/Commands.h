//===- Commands.h - How each unit is compiled here --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_COMMANDS_H
#define THREADPOOL_TIDY_SCAN_COMMANDS_H

#include "inputs/Sources.h"
#include "tolerance/Tolerance.h"

namespace threadpool::scan {

/// The command of a unit, and what has to be laid over the file system for it.
struct Command {
  /// What goes between the compiler's name and the file's.
  std::vector<std::string> Arguments;
  tolerance::Overlay Files;
};

/// What is known of \p Unit, a guess where nothing is, and \p Extra behind it.
Command commandOf(const inputs::SourceUnit &Unit,
                  llvm::ArrayRef<std::string> Extra, tolerance::Guesser &Guess);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_COMMANDS_H
