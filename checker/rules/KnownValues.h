//===- KnownValues.h - What has had a value before --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_KNOWNVALUES_H
#define THREADPOOL_TIDY_RULES_KNOWNVALUES_H

#include "link/EventGraph.h"

#include <set>
#include <string>

namespace threadpool::rules {

/// What a routine has given a value other than zero, or asked for it, among the
/// globals and in the context that it gives a callback.
class KnownValues {
public:
  /// \p Memory is that context, and not valid if there is none. Lives no longer
  /// than \p G and \p Memory.
  KnownValues(const link::EventGraph &G, const facts::Path &Memory)
      : G(&G), Memory(&Memory) {}

  /// Takes in what has a value from \p Ev on, or had one before. Zero is what
  /// fresh memory is filled with.
  void learn(const link::Event &Ev);

  /// Takes in what may have a value before \p Arm, on whatever path.
  void learnAllBefore(const link::Event &Arm);

  /// Whether a value is known of \p Storage, a part of it, or what it is part
  /// of.
  bool has(const facts::Path &Storage) const;

  bool operator<(const KnownValues &O) const { return Names < O.Names; }

private:
  void add(const facts::Path &Storage);

  const link::EventGraph *G;
  const facts::Path *Memory;
  /// Storage, as text.
  std::set<std::string> Names;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_KNOWNVALUES_H
