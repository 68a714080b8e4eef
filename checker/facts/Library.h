//===- Library.h - The facts of several units in one file -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A library is a set of units, as their facts files stand one behind another in
// the order of the units' names. A facts file is a library of one unit. The
// union of libraries is commutative, associative and idempotent, so it can be
// made in any order and as a tree: library, then DLL or EXE, then program.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_LIBRARY_H
#define THREADPOOL_TIDY_FACTS_LIBRARY_H

#include "facts/Index.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <cstddef>
#include <vector>

namespace threadpool::facts {

/// One unit of a library, where it stands in the text of its file.
struct LibraryUnit {
  /// Which of the texts it is in.
  std::size_t File = 0;
  std::size_t Offset = 0, Size = 0;
  /// Lines of the file before it.
  std::size_t LinesBefore = 0;
  /// Of its bytes.
  std::uint64_t Hash = 0;
  UnitIndex Index;
};

/// The units in \p Text, which is the text of file \p File and is called
/// \p FileName in errors.
llvm::Expected<std::vector<LibraryUnit>>
unitsOf(llvm::StringRef Text, llvm::StringRef FileName, std::size_t File = 0);

/// Sorts \p Units by name, and keeps one of each name: the one of several that
/// was understood best, and of equals always the same.
void unite(std::vector<LibraryUnit> &Units);

/// The union of the libraries in \p Texts: the texts of its units, in order.
llvm::Expected<std::vector<llvm::StringRef>>
unionOf(llvm::ArrayRef<llvm::StringRef> Texts,
        llvm::ArrayRef<std::string> FileNames);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_LIBRARY_H
