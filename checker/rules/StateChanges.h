//===- StateChanges.h - What a routine does to its thread -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_STATECHANGES_H
#define THREADPOOL_TIDY_RULES_STATECHANGES_H

#include "facts/ThreadState.h"
#include "rules/CallbackReach.h"

#include <map>
#include <string>

namespace threadpool::rules {

/// What an event does to a state of its thread.
struct StateChange {
  enum class ChangeKind : std::uint8_t {
    None,
    /// The state is another one from now on.
    Begins,
    /// The state is what it was, or may be.
    Ends,
    /// It is asked for.
    Tells,
  };
  ChangeKind Kind = ChangeKind::None;
  const facts::StateFunction *Row = nullptr;
  /// Where there are several, the one that it is about; empty if not known.
  std::string Which;

  bool begins() const { return Kind == ChangeKind::Begins; }
  bool ends() const { return Kind == ChangeKind::Ends; }
};

/// What the callback \p By does to the state \p Of, in its graph \p G: by the
/// events that do something to it.
std::map<const link::Event *, StateChange>
stateChangesIn(const link::EventGraph &G, const Registration &By,
               facts::ThreadState Of);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_STATECHANGES_H
