//===- MentionIndex.h - Who names a variable or a member --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To go through all functions for each object would take the square of what a
// unit with many of both takes.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_MENTIONINDEX_H
#define THREADPOOL_TIDY_RULES_MENTIONINDEX_H

#include "facts/Facts.h"
#include "link/Storage.h"

#include <unordered_map>

namespace threadpool::rules {

/// Functions are in the order of the unit.
using Functions = std::vector<const facts::Function *>;

class MentionIndex {
public:
  explicit MentionIndex(const facts::UnitFacts &Unit);

  /// Those with a path that Home(\p Where) is true of.
  const Functions &naming(const facts::Path &Where) const;
  /// Those with a path that has the key \p K.
  const Functions &withKey(const link::Key &K) const;
  /// Whether nothing is done with \p Where, a member or a variable with static
  /// storage that no other unit can name, but what nodes tell.
  bool isAllSeen(const facts::Path &Where) const;

private:
  using Index = std::unordered_map<std::string, Functions>;
  void add(const facts::Function &F, const facts::Path &P);
  static const Functions &find(const Index &In, const std::string &Name);

  const facts::UnitFacts &Unit;
  Index ByName, ByKey;
  /// Those that may do what their nodes do not tell.
  Functions WithGaps;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_MENTIONINDEX_H
