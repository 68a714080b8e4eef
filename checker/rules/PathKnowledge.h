//===- PathKnowledge.h - What the tests on a path have shown ----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_PATHKNOWLEDGE_H
#define THREADPOOL_TIDY_RULES_PATHKNOWLEDGE_H

#include "link/EventGraph.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

namespace threadpool::rules {

/// The numbers that a value may be.
struct NumberRange {
  std::int64_t Low = std::numeric_limits<std::int64_t>::min();
  std::int64_t High = std::numeric_limits<std::int64_t>::max();
  std::set<std::int64_t> Not;

  /// Leaves those that compare to \p With as \p How says; false if there are
  /// none.
  bool keep(facts::Comparison How, std::int64_t With);
  bool has(std::int64_t N) const {
    return Low <= N && N <= High && Not.count(N) == 0;
  }
  bool operator<(const NumberRange &O) const {
    return std::tie(Low, High, Not) < std::tie(O.Low, O.High, O.Not);
  }
};

/// A condition that compares what is stored somewhere, or what a call yielded,
/// with a number.
struct NumberTest {
  /// As text.
  std::string Of;
  /// How it compares on the side Next.
  facts::Comparison How = facts::Comparison::Equal;
  std::int64_t With = 0;
};

/// \p Cond as such a test, if it is one.
std::optional<NumberTest> asNumberTest(const link::EventGraph &G,
                                       const link::UndecidedCondition &Cond);

/// What conditions have shown of results and of storage that others may see,
/// so that one which is tested twice comes out as it did before.
class PathKnowledge {
public:
  /// Only what is in \p Names is kept in mind: what is tested in more than one
  /// place.
  explicit PathKnowledge(const std::set<std::string> &Names) : Names(&Names) {}

  void note(const link::Event &Ev);

  /// Takes in that \p Test came out as on the side Next, or else not; false if
  /// it cannot.
  bool take(const NumberTest &Test, bool TakesNext);

  /// What is known of the call or storage \p Name; null if nothing.
  const NumberRange *find(const std::string &Name) const;

  bool operator<(const PathKnowledge &O) const {
    return std::tie(Known, Same) < std::tie(O.Known, O.Same);
  }

private:
  const std::string &nameOf(const std::string &Name) const;

  const std::set<std::string> *Names;
  std::map<std::string, NumberRange> Known;
  /// Storage that holds what goes by another name.
  std::map<std::string, std::string> Same;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_PATHKNOWLEDGE_H
