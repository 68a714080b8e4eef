//===- Explorer.h - Exhaustive search over callback, owner and pool -------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decides which failures of docs/semantics.md a program can reach, and shows
// the shortest way to the gravest of them.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_EXPLORER_H
#define THREADPOOL_TIDY_PROTOCOL_EXPLORER_H

#include "protocol/Program.h"
#include <cstddef>

namespace threadpool::protocol {

/// Ways to fail, gravest first.
enum class Failure : std::uint8_t {
  /// A callback touches something that was freed.
  LateCallback,
  /// A call on a closed object, or on a member of a closed group.
  UseAfterClose,
  /// The waited handle is closed while the pool waits on it.
  HandleGone,
  /// Somebody waits for a callback, or for a lock, that can never come.
  Deadlock,
  /// The callback submits its object again each time, so a drain never ends.
  EndlessDrain,
};
inline constexpr unsigned NumFailures = 5;

class FailureSet {
public:
  bool contains(Failure F) const { return Bits & bit(F); }
  bool empty() const { return Bits == 0; }
  void insert(Failure F) { Bits |= bit(F); }
  /// \pre !empty()
  Failure gravest() const;
  bool operator==(FailureSet O) const { return Bits == O.Bits; }
  bool operator!=(FailureSet O) const { return Bits != O.Bits; }

private:
  static unsigned bit(Failure F) { return 1u << static_cast<unsigned>(F); }
  unsigned Bits = 0;
};

/// Who takes a step.
enum class Actor : std::uint8_t { Pool, Owner, Callback };

enum class Action : std::uint8_t {
  /// Pool: the signal, expiry or completion queues a callback.
  Fire,
  /// Pool: a queued callback starts on a thread.
  Start,
  /// Owner or callback: executes the node.
  Execute,
  /// Owner or callback: starts to wait in Drain or GroupClose.
  EnterDrain,
  /// Owner or callback: everything waited for has ended.
  LeaveDrain,
};

struct Step {
  Actor Who = Actor::Pool;
  /// Which callback started or moves: 1 for the first that starts in this
  /// trace, 2 for the next, and so on. 0 unless a callback is concerned.
  unsigned CallbackNumber = 0;
  Action What = Action::Execute;
  /// The node executed, in the owner's or the callback's graph; NoNode for
  /// Fire; for Start the callback's entry.
  NodeId Node = NoNode;
};

/// A shortest run from the initial state to a failure. The last step is the
/// one that fails; for Deadlock and EndlessDrain it is the step after which
/// nothing can help any more. Skip and Input nodes that an actor passes are
/// listed behind the step that led to them; they do not count for "shortest".
struct Trace {
  Failure Kind = Failure::LateCallback;
  std::vector<Step> Steps;
};

enum class GaveUp : std::uint8_t {
  No,
  /// Limits::MaxStates was reached.
  States,
  /// The program exceeds a limit of Program.h.
  Size,
};

struct Verdict {
  FailureSet Failures;
  /// Not No: the search is incomplete and an empty Failures proves nothing.
  GaveUp Incomplete = GaveUp::No;
  /// A run came to Op::Unknown, so an empty Failures proves nothing.
  bool MetUnknown = false;
  /// The step that came to it first, if Failures is empty and
  /// Limits::TracesUnknown asks for it.
  std::optional<Step> FirstUnknown;
  std::size_t States = 0;
  /// Set when Failures is not empty: the shortest trace to the gravest.
  std::optional<Trace> Shortest;

  bool isSafe() const {
    return Failures.empty() && Incomplete == GaveUp::No && !MetUnknown;
  }
};

struct Limits {
  /// Distinct states kept; about 40 bytes each.
  std::size_t MaxStates = 4'000'000;
  /// Threads of the modelled pool: callbacks that run at the same time.
  unsigned Concurrency = 2;
  bool TracesUnknown = false;
};

/// Explores every interleaving. Deterministic; throws nothing of its own.
Verdict explore(const Program &P, const Limits &L = {});

/// Whether explore(P, L).isSafe(), stopping at the first failure. Much
/// cheaper on unsafe programs; repair search is built on it.
bool isSafe(const Program &P, const Limits &L = {});

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_EXPLORER_H
