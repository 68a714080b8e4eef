//===- Repair.h - The smallest edit that makes a program safe -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is named by its smallest repair (docs/semantics.md): the search
// tries sets of edits, smallest first, and explores each edited program.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_REPAIR_H
#define THREADPOOL_TIDY_PROTOCOL_REPAIR_H

#include "protocol/Explorer.h"

namespace threadpool::protocol {

/// The kinds of edit, in the order in which equals are preferred. Each names
/// a rule; a drain that is added names two (see Repair::Diagnosis).
enum class EditKind : std::uint8_t {
  /// The owner writes the stop flag first, with the right value.
  SetFlagEarlier,
  /// Frees and CloseHandles move behind the last drain, or behind the close.
  MoveFree,
  /// A drain moves out of the critical section.
  MoveDrainOutOfLock,
  /// A call on the closed object goes away.
  RemoveCall,
  AddDrain,
  /// The same behind the critical section in which the object is closed; the
  /// close moves behind the drain.
  AddDrainBehindLock,
  AddCancel,
  /// The operations that were started are ended, and then drained.
  EndIo,
  /// The re-arm is skipped when a flag is set that the owner sets first.
  AddGuard,
};

/// What is wrong, named after the rules of the first block of Rules.def.
enum class Diagnosis : std::uint8_t {
  UnguardedRearm,
  MissingSecondWait,
  CloseBeforeWait,
  MissingCancel,
  StopFlagOrder,
  FreeBeforeDrain,
  UseAfterClose,
  LockHeldWait,
  PendingIo,
};

struct Edit {
  EditKind Kind;
  Diagnosis Names;
  /// The node that is moved, removed or guarded: in the callback for
  /// AddGuard (its first Arm), in the owner for the others; NoNode when the
  /// edit only inserts.
  NodeId Subject = NoNode;
  /// Owner node directly before which a call, a flag write or the moved node
  /// is inserted; NoNode for RemoveCall.
  NodeId Before = NoNode;
  /// Flag that is written, for SetFlagEarlier.
  std::uint8_t FlagIndex = 0;
  std::uint8_t FlagValue = 0;
};

struct Repair {
  /// Empty: no set of at most MaxEdits edits is known to make the program
  /// safe. The guard comes first if there is one, the others in the order of
  /// the owner; edits that insert before the same node insert in this order.
  std::vector<Edit> Edits;
  /// The search for Edits ran out of states, so empty Edits prove nothing.
  bool Incomplete = false;
  /// The edited program; explores to safe. Equal to the input when Edits is
  /// empty.
  Program Repaired;
};

/// A guard and the whole sequence drain, cancel, drain.
inline constexpr unsigned MaxEdits = 4;

/// The smallest repair of \p P, which must not be safe. Deterministic.
/// Programs where a search was incomplete count as not safe, so a repair is
/// always proven. All searches together keep to L.MaxStates.
Repair findRepair(const Program &P, const Limits &L = {});

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_REPAIR_H
