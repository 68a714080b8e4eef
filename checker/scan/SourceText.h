//===- SourceText.h - What a source names, without parsing it ---*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_SOURCETEXT_H
#define THREADPOOL_TIDY_SCAN_SOURCETEXT_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <vector>

namespace threadpool::scan {

/// Names by their hashes. In order, each once.
using NameSet = std::vector<std::uint64_t>;

/// What stands for \p Name in a NameSet.
std::uint64_t hashOf(llvm::StringRef Name);

/// Whether two sets have a name in common, but for a collision of hashes.
bool haveCommon(const NameSet &A, const NameSet &B);

/// A class that a source defines.
struct TypeText {
  /// Its own, and those that a typedef gives it.
  NameSet Names;
  /// In its bases and its body.
  NameSet Mentioned;
};

/// The words of a source, as far as they are names. Comments and literals
/// count like code: they can only add to what is looked at.
struct SourceText {
  NameSet Mentioned;
  /// Those that look like the name of a function in front of its body.
  NameSet Defined;
  std::vector<TypeText> Types;
  /// A function of the pool, one of its types, or an annotation for it.
  bool NamesPool = false;
};

SourceText readSourceText(llvm::StringRef Text);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_SOURCETEXT_H
