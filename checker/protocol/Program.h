//===- Program.h - One thread-pool object as a small concurrent program ---===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input of the explorer: the control-flow graph of the callback of one
// thread-pool object, the control-flow graph of the routine that stops the
// object (the owner), and the state both start from. docs/semantics.md is the
// specification; nothing here knows about Clang.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_PROGRAM_H
#define THREADPOOL_TIDY_PROTOCOL_PROGRAM_H

#include <cstdint>
#include <optional>
#include <vector>

namespace threadpool::protocol {

enum class ObjectKind : std::uint8_t {
  Wait,
  OneShotTimer,
  PeriodicTimer,
  Work,
  Io,
};

/// What one node of a graph does. Every node is one atomic step, except Drain
/// and GroupClose, which are two: enter and leave.
enum class Op : std::uint8_t {
  /// Nothing.
  Skip,
  /// Goes to Next or to Else; either may be taken each time.
  Choose,
  /// An undecided condition: Next if input Index is true, Else if it is false.
  /// The value of an input is the same throughout a run (Program::Inputs).
  Input,
  /// Next if flag Index equals Value, Else if not.
  Test,
  /// Flag Index becomes Value.
  Assign,
  /// Touches resource Index; after its Free this is a late callback when a
  /// callback does it. The owner's own uses are not checked.
  Use,
  /// Resource Index is gone.
  Free,
  /// The waited handle is gone; an error while the object is armed. A later
  /// Arm is an error too: it hands a closed handle to the pool.
  CloseHandle,
  /// Set...(object, non-null), Submit, or StartThreadpoolIo.
  Arm,
  /// Set...(object, NULL), or CancelThreadpoolIo (one operation less).
  Cancel,
  /// WaitForThreadpool...Callbacks; Value != 0 drops what is queued on entry.
  Drain,
  Close,
  /// CloseThreadpoolCleanupGroupMembers of the object's group; Value as Drain.
  GroupClose,
  /// Acquires lock Index. Taking a lock that the actor holds already is no
  /// step of its own (critical sections are recursive); the graph's author
  /// leaves inner pairs out.
  Lock,
  /// Acquires lock Index and goes to Next, if nobody else holds it; to Else if
  /// somebody does.
  TryLock,
  Unlock,
  /// DisassociateCurrentThreadFromCallback.
  Dissociate,
  /// The producer of the signal was stopped: no more fires.
  SourceOff,
  /// The operations of an I/O object that were started are over: as many
  /// callbacks are queued. Nothing for other kinds.
  EndIo,
  /// Something that the model cannot follow. Runs that come here are not
  /// continued, so nothing is concluded from what lies behind it.
  Unknown,
  /// The routine returns. A callback that ends holding a lock releases it.
  End,
};

/// Index of a node within its graph.
using NodeId = std::uint16_t;
inline constexpr NodeId NoNode = 0xffff;

/// The largest indices and values that a state has room for. A program beyond
/// them is not explored; the verdict says that the explorer gave up.
inline constexpr unsigned MaxNodes = 1023; // per graph
inline constexpr unsigned MaxFlags = 8;
inline constexpr unsigned MaxFlagValue = 7;
inline constexpr unsigned MaxLocks = 8;
inline constexpr unsigned MaxResources = 16;
inline constexpr unsigned MaxInputs = 8;
inline constexpr unsigned MaxConcurrency = 3;

struct Node {
  Op Kind = Op::Skip;
  /// Flag, lock, resource or input, by Kind.
  std::uint8_t Index = 0;
  std::uint8_t Value = 0;
  NodeId Next = NoNode;
  /// Second successor of Choose, Input, Test and TryLock.
  NodeId Else = NoNode;
  /// The caller's name for the place in the source. Nodes of one kind at one
  /// place stand for the same code: what is inserted before one is inserted
  /// before all at which the object is not closed yet. 0 is no place.
  std::uint32_t Site = 0;
};

/// A control-flow graph. Execution starts at Entry and stops at an End node.
struct Graph {
  std::vector<Node> Nodes;
  NodeId Entry = 0;
};

/// A variable that the owner or somebody else writes and the callback reads.
/// Values are abstract: the caller numbers the constants that matter.
struct Flag {
  /// Value while the object is in use, before the owner runs.
  std::uint8_t Initial = 0;
  /// The value under which the callback does not re-arm, if the owner or
  /// another routine of the program writes this flag at all. Without it the
  /// flag is no stop flag, and repair does not set it.
  std::optional<std::uint8_t> StopValue;
  /// Written where it has to be: repair leaves it there.
  bool IsFixed = false;
};

struct Program {
  ObjectKind Kind = ObjectKind::Wait;
  Graph Owner;
  Graph Callback;
  std::vector<Flag> Flags;
  /// Value of each undecided condition in this run, as a bit set.
  std::uint32_t Inputs = 0;
  unsigned NumInputs = 0;

  /// State before the owner's first step. For I/O Armed counts the started
  /// operations (saturating at 3); for the others it is 0 or 1 (work: 0).
  std::uint8_t Armed = 1;
  /// Callbacks queued; more than 2 means "any number above 2".
  std::uint8_t Queued = 0;
};

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_PROGRAM_H
