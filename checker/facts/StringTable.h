//===- StringTable.h - The strings of a facts file --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_STRINGTABLE_H
#define THREADPOOL_TIDY_FACTS_STRINGTABLE_H

#include "facts/UnitRecord.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

namespace threadpool::facts {

/// Text is made of bytes, but JSON of characters. What is no UTF-8 has, for
/// each of its bytes, a character of its own at the end of the last private
/// plane; so have the bytes of these characters.
std::string escaped(llvm::StringRef Bytes);
std::string unescaped(llvm::StringRef Characters);

/// The strings in the facts of a unit, each once. The empty one has number 0.
class StringTable {
public:
  explicit StringTable(const UnitFacts &Unit);

  /// Number 1 and the following, sorted.
  const std::vector<llvm::StringRef> &strings() const { return Sorted; }
  unsigned numberOf(llvm::StringRef Text) const {
    return Text.empty() ? 0 : Numbers.lookup(Text);
  }

private:
  std::vector<llvm::StringRef> Sorted;
  llvm::DenseMap<llvm::StringRef, unsigned> Numbers;
};

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_STRINGTABLE_H
