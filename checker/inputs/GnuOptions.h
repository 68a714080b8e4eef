//===- GnuOptions.h - Options of GCC and Clang ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_GNUOPTIONS_H
#define THREADPOOL_TIDY_INPUTS_GNUOPTIONS_H

#include "inputs/Command.h"

namespace threadpool::inputs {

/// The arguments of a GNU-style command that compiles \p File, without what it
/// writes and the names of sources. With \p IsElsewhere the paths among them
/// become those of this machine. Never empty. What the compiler's name says,
/// as x86_64-w64-mingw32-g++ does, is said by options.
std::vector<std::string> gnuArguments(const Command &C, llvm::StringRef File,
                                      bool IsElsewhere, PathFinder &Paths);

/// Whether a command only makes a precompiled header, of an empty source.
bool makesPrecompiledHeader(const Command &C);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_GNUOPTIONS_H
