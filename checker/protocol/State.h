//===- State.h - One state of a program, packed ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state is 128 bits, so that millions of them fit in memory and comparing
// two is cheap. The limits of Program.h follow from this layout:
//
//   Low   3 x 20 callbacks | 2 armed | 2 queued
//   High  20 owner | 3 object bits | 8 x 3 flags | 16 freed resources
//
// An actor (the owner or a running callback) is 20 bits: waiting, dissociated,
// the 8 locks that it may hold, and on top 10 for the node it executes next.
// The locks stand with their holder rather than the holder with the lock, so
// callbacks can be sorted by value and need no renaming. Free slots have the
// largest value, so they come last.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_STATE_H
#define THREADPOOL_TIDY_PROTOCOL_STATE_H

#include "protocol/Program.h"

namespace threadpool::protocol {

/// Counters are exact up to 2; this value means "more than two".
inline constexpr unsigned Many = 3;

/// The owner or one callback within a state.
class ActorState {
public:
  ActorState() = default;
  explicit ActorState(unsigned Bits) : Bits(Bits) {}
  static ActorState at(NodeId N) { return ActorState(N << NodeShift); }

  /// A free callback slot, or an owner that has returned.
  bool isGone() const { return node() == GoneNode; }
  NodeId node() const { return Bits >> NodeShift; }
  /// Between the two steps of Drain or GroupClose.
  bool isWaiting() const { return Bits & WaitingBit; }
  bool isDissociated() const { return Bits & DissociatedBit; }
  unsigned locks() const { return Bits >> LocksShift & LocksMask; }
  unsigned bits() const { return Bits; }

  void setNode(NodeId N) { Bits = (Bits & BelowNode) | N << NodeShift; }
  void setWaiting() { Bits |= WaitingBit; }
  void clearWaiting() { Bits &= ~WaitingBit; }
  void dissociate() { Bits |= DissociatedBit; }
  void acquire(unsigned Lock) { Bits |= 1u << (LocksShift + Lock); }
  void release(unsigned Lock) { Bits &= ~(1u << (LocksShift + Lock)); }

  bool operator==(ActorState O) const { return Bits == O.Bits; }

  static constexpr unsigned NumBits = 20;
  static constexpr NodeId GoneNode = 0x3ff;

private:
  static constexpr unsigned WaitingBit = 1u << 0;
  static constexpr unsigned DissociatedBit = 1u << 1;
  static constexpr unsigned LocksShift = 2;
  static constexpr unsigned LocksMask = (1u << MaxLocks) - 1;
  static constexpr unsigned NodeShift = LocksShift + MaxLocks;
  static constexpr unsigned BelowNode = (1u << NodeShift) - 1;

  unsigned Bits = GoneNode << NodeShift;
};

static_assert(MaxNodes <= ActorState::GoneNode, "no number left for 'gone'");

/// Names an actor of a state: callback slots come first, the owner last.
using ActorIndex = unsigned;
inline constexpr ActorIndex OwnerIndex = MaxConcurrency;
inline constexpr unsigned NumActors = MaxConcurrency + 1;

struct State {
  std::uint64_t Low = 0;
  std::uint64_t High = 0;

  ActorState actor(ActorIndex I) const {
    std::uint64_t Word = I == OwnerIndex ? High : Low >> (I * ActorBits);
    return ActorState(static_cast<unsigned>(Word) & ActorMask);
  }
  void setActor(ActorIndex I, ActorState A) {
    if (I == OwnerIndex)
      High = (High & ~ActorMask) | A.bits();
    else
      put(Low, I * ActorBits, ActorMask, A.bits());
  }

  unsigned armed() const { return get(Low, ArmedShift, 3); }
  void setArmed(unsigned N) { put(Low, ArmedShift, 3, N); }
  unsigned queued() const { return get(Low, QueuedShift, 3); }
  void setQueued(unsigned N) { put(Low, QueuedShift, 3, N); }

  bool isClosed() const { return get(High, ClosedShift, 1); }
  void setClosed() { put(High, ClosedShift, 1, 1); }
  bool isHandleGone() const { return get(High, HandleGoneShift, 1); }
  void setHandleGone() { put(High, HandleGoneShift, 1, 1); }
  bool isSourceOff() const { return get(High, SourceOffShift, 1); }
  void setSourceOff() { put(High, SourceOffShift, 1, 1); }

  unsigned flag(unsigned I) const { return get(High, FlagShift + 3 * I, 7); }
  void setFlag(unsigned I, unsigned Value) {
    put(High, FlagShift + 3 * I, 7, Value);
  }
  bool isFreed(unsigned I) const { return get(High, FreedShift + I, 1); }
  void setFreed(unsigned I) { put(High, FreedShift + I, 1, 1); }

  /// Callbacks are interchangeable: sorts them, so that states which differ
  /// only in the order of callbacks become equal.
  void sortCallbacks() {
    std::uint64_t A = Low & ActorMask;
    std::uint64_t B = (Low >> ActorBits) & ActorMask;
    std::uint64_t C = (Low >> 2 * ActorBits) & ActorMask;
    order(A, B);
    order(B, C);
    order(A, B);
    Low = (Low >> ArmedShift << ArmedShift) | A | B << ActorBits |
          C << 2 * ActorBits;
  }

  bool operator==(const State &O) const {
    return ((Low ^ O.Low) | (High ^ O.High)) == 0;
  }

private:
  static constexpr unsigned ActorBits = ActorState::NumBits;
  static constexpr std::uint64_t ActorMask = (1u << ActorBits) - 1;
  static constexpr unsigned ArmedShift = MaxConcurrency * ActorBits;
  static constexpr unsigned QueuedShift = ArmedShift + 2;
  static constexpr unsigned ClosedShift = ActorBits;
  static constexpr unsigned HandleGoneShift = ClosedShift + 1;
  static constexpr unsigned SourceOffShift = HandleGoneShift + 1;
  static constexpr unsigned FlagShift = SourceOffShift + 1;
  static constexpr unsigned FreedShift = FlagShift + 3 * MaxFlags;
  static_assert(QueuedShift + 2 <= 64 && FreedShift + MaxResources <= 64,
                "a state does not fit in 128 bits");
  static_assert(MaxConcurrency == 3, "sortCallbacks sorts three");
  static_assert(MaxFlagValue <= 7, "a flag has three bits");

  static unsigned get(std::uint64_t Word, unsigned Shift, unsigned Mask) {
    return static_cast<unsigned>(Word >> Shift) & Mask;
  }
  static void put(std::uint64_t &Word, unsigned Shift, std::uint64_t Mask,
                  std::uint64_t Value) {
    Word = (Word & ~(Mask << Shift)) | Value << Shift;
  }
  static void order(std::uint64_t &A, std::uint64_t &B) {
    std::uint64_t Smaller = A < B ? A : B;
    B = A < B ? B : A;
    A = Smaller;
  }
};

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_STATE_H
