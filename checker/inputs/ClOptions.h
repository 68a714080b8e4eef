//===- ClOptions.h - Options of Microsoft's compiler ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_CLOPTIONS_H
#define THREADPOOL_TIDY_INPUTS_CLOPTIONS_H

#include "inputs/Command.h"
#include "inputs/Sources.h"

namespace threadpool::inputs {

/// Fills in \p Unit from a command of cl or clang-cl. \p Input is whose
/// problems there may be.
void readClOptions(const Command &C, llvm::StringRef Input, PathFinder &Paths,
                   SourceUnit &Unit, Sources &Result);

/// A definition as cl takes it: the first # may stand for =.
std::string clDefinition(llvm::StringRef Text);

/// What follows /std: in Clang's spelling; empty if it is unknown.
llvm::StringRef clStandard(llvm::StringRef Name);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_CLOPTIONS_H
