//===- Lanes.h - Who does what, when --------------------------- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_LANES_H
#define THREADPOOL_TIDY_REPORTS_LANES_H

#include "rules/Finding.h"

#include <optional>
#include <string>
#include <vector>

namespace threadpool::reports {

/// One actor of a story.
struct Lane {
  rules::Actor Who = rules::Actor::Owner;
  /// From 1; 0 for the other actors.
  unsigned Callback = 0;
  /// "owner", "pool", "callback 1".
  std::string Title;
  /// The function, as a reader knows it; empty for the pool.
  std::string Function;
};

/// One step, in the order of time.
struct LaneStep {
  std::size_t Lane = 0;
  /// As in the notes; 0 where steps have no numbers.
  unsigned Number = 0;
  std::string Text;
  facts::Location Where;
  /// The lane of the callback that begins with this step.
  std::optional<std::size_t> Starts;
  /// It is what goes wrong.
  bool Fails = false;
  /// The repair adds it.
  bool IsNew = false;
};

struct Lanes {
  std::vector<Lane> Actors;
  std::vector<LaneStep> Steps;
};

/// The interleaving of \p F; without steps if it has none.
Lanes interleavingOf(const rules::Finding &F);

/// The sequence that repairs \p F; without steps if none is known.
Lanes repairOf(const rules::Finding &F);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_LANES_H
