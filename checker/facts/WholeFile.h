//===- WholeFile.h - Files that are there as a whole or not -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_WHOLEFILE_H
#define THREADPOOL_TIDY_FACTS_WHOLEFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace threadpool::facts {

/// Makes the file at \p Path, and the directories above it, of what \p Write
/// writes. Nobody ever sees a part of it: if it cannot be written, what was
/// there stays, and the error names the file.
llvm::Error writeWhole(llvm::StringRef Path,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// Makes the file at \p Path hold \p Text, in the same way. If it does already
/// nothing is written, so that nothing is made anew because of it.
llvm::Error writeIfChanged(llvm::StringRef Path, llvm::StringRef Text);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_WHOLEFILE_H
