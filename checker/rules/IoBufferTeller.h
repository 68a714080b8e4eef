//===- IoBufferTeller.h - What is said of I/O's memory ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_IOBUFFERTELLER_H
#define THREADPOOL_TIDY_RULES_IOBUFFERTELLER_H

#include "facts/OverlappedApi.h"
#include "rules/IoOutcome.h"
#include "rules/RoutineFinder.h"

#include <tuple>
#include <vector>

namespace threadpool::rules {

/// An operation that a path has started.
struct PendingOperation {
  /// The announcement; null if there was none.
  const link::Event *Start = nullptr;
  const link::Event *Call = nullptr;
  IoOutcome Outcome{facts::OperationResult::Boolean};
  /// Something may have waited for it, or ended it.
  bool MayBeOver = false;
  /// A condition that is not understood has decided what is freed.
  bool IsFreedOnCondition = false;
  /// A wait for callbacks that does not wait for the operation.
  const link::Event *Drained = nullptr;

  /// Without an announcement the file may be one of which every operation is
  /// done at once, as long as nobody has found it pending.
  bool mayBePending() const {
    return !MayBeOver && Outcome.mayBePending() &&
           (Start || !(Outcome.mayBeDone() || Outcome.mayHaveFailed()));
  }
  bool operator<(const PendingOperation &O) const {
    auto All = [](const PendingOperation &A) {
      return std::tie(A.Start, A.Call, A.Outcome, A.MayBeOver,
                      A.IsFreedOnCondition, A.Drained);
    };
    return All(*this) < All(O);
  }
};

/// Memory that an operation uses until it completes.
struct IoMemory {
  /// As a reader knows it.
  const char *Name;
  /// Invalid if it has no name.
  facts::Path Where;
};

/// The memory of a routine's operations, and findings about it.
class IoBufferTeller : public RoutineFinder {
protected:
  using RoutineFinder::RoutineFinder;

  /// What operation \p Ev starts; null if it starts none.
  const facts::OverlappedFunction *rowOf(const link::Event &Ev) const {
    return Ev.Kind == link::Event::EventKind::Call
               ? facts::lookupOverlapped(nodeOf(Ev))
               : nullptr;
  }

  /// What \p Call, which starts an operation, uses.
  std::vector<IoMemory> memoryOf(const link::Event &Call) const;

  /// The routine returns, and \p M is a variable.
  Finding tellLeft(const PendingOperation &O, const IoMemory &M) const;
  /// \p Free gives \p M back.
  Finding tellFreed(const PendingOperation &O, const IoMemory &M,
                    const link::Event &Free) const;

private:
  std::string nameOf(const PendingOperation &O) const;
  unsigned tellPending(Finding &F, const PendingOperation &O) const;
  link::Site placeOf(const link::Event &Free) const;
  void adviseToKeep(Finding &F, const PendingOperation &O) const;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_IOBUFFERTELLER_H
