//===- Machine.h - The steps that a program can take ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The transition relation of docs/semantics.md: which moves are possible in a
// state, where each leads, and which of them fail.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_MACHINE_H
#define THREADPOOL_TIDY_PROTOCOL_MACHINE_H

#include "protocol/Explorer.h"
#include "protocol/State.h"

namespace threadpool::protocol {

/// What comes of a move.
enum class Outcome : std::uint8_t {
  /// The run goes on in Move::To.
  Continues,
  /// The run comes to Op::Unknown and is given up.
  Unknown,
  LateCallback,
  UseAfterClose,
  HandleGone,
  Deadlock,
};

/// The failure that \p O is, if it is one.
std::optional<Failure> failureOf(Outcome O);

struct Move {
  Outcome Result = Outcome::Continues;
  Action What = Action::Execute;
  /// Who moves; for Start the slot in which the callback starts. Not
  /// meaningful for Fire.
  ActorIndex Who = OwnerIndex;
  /// The node executed or entered; NoNode for Fire.
  NodeId Node = NoNode;
  /// Where control goes from Node before Skip and Input nodes are passed;
  /// NoNode if the actor stays or ends.
  NodeId Next = NoNode;
  /// The state afterwards, callbacks in the slots they had. Only meaningful
  /// if the run goes on, or ends in a deadlock.
  State To;
};

/// A program prepared for exploration. Nodes that do nothing (Skip, and Input,
/// whose direction is fixed) are passed together with the step before them:
/// nobody can see where between two steps an actor stands.
class Machine {
public:
  /// \pre fits(P, Concurrency). \p P must outlive the machine.
  Machine(const Program &P, unsigned Concurrency);

  /// Whether \p P is well formed and within the limits of Program.h.
  static bool fits(const Program &P, unsigned Concurrency);

  State initial() const;

  /// Whether the owner can be stuck in a drain although everybody moves: the
  /// callback must be able to submit its own object.
  bool canDrainEndlessly() const { return CanDrainEndlessly; }
  /// Whether the owner is between the two steps of a Drain.
  bool isOwnerDraining(const State &S) const {
    ActorState Owner = S.actor(OwnerIndex);
    return Owner.isWaiting() && OwnerNodes[Owner.node()].Kind == Op::Drain;
  }

  /// The node that acts when control comes to \p N: \p N itself, or the first
  /// behind it that is neither Skip nor Input.
  NodeId resolve(ActorIndex Who, NodeId N) const {
    return (Who == OwnerIndex ? OwnerTargets : CallbackTargets)[N];
  }
  /// Whether nobody notices the execution of \p N.
  static bool doesNothing(const Node &N) {
    return N.Kind == Op::Skip || N.Kind == Op::Input;
  }
  /// The successor of a node that does nothing.
  NodeId passed(ActorIndex Who, NodeId N) const;

  /// Calls Visit(const Move &) for every possible move. The order is fixed.
  /// If \p S is sorted, moves that equal callbacks share are visited once.
  template <typename Visitor>
  void forEachMove(const State &S, Visitor &&Visit) const;
  /// The part of forEachMove that concerns the pool.
  template <typename Visitor> void visitPool(const State &S, Visitor &V) const;
  /// The part of forEachMove that concerns one actor.
  /// \pre !S.actor(Who).isGone()
  template <typename Visitor>
  void visitActor(const State &S, ActorIndex Who, Visitor &V) const;

  const Node &node(ActorIndex Who, NodeId N) const {
    return (Who == OwnerIndex ? OwnerNodes : CallbackNodes)[N];
  }

private:
  /// The actors that \p Who waits for, as a set of indices; empty if it does
  /// not wait.
  unsigned waitsFor(const State &S, ActorIndex Who) const;
  /// Whether some actors wait for each other in a circle.
  bool isDeadlock(const State &S) const;
  bool canLeave(const State &S, Op Kind) const;
  /// Callbacks that a drain (or, with \p Dissociated, a group close) waits
  /// for.
  static unsigned runningCallbacks(const State &S, bool Dissociated);
  static bool isHeldByOther(const State &S, ActorIndex Who, unsigned Lock);

  const Program &P;
  const Node *OwnerNodes;
  const Node *CallbackNodes;
  std::vector<NodeId> OwnerTargets;
  std::vector<NodeId> CallbackTargets;
  unsigned Concurrency;
  bool CanDrainEndlessly;
};

//===----------------------------------------------------------------------===//
// The search spends its time below, so it has to be inlined.
//===----------------------------------------------------------------------===//

/// One more in a counter that is exact up to 2. One less needs no function,
/// but where it starts from Many, staying there is a second possibility.
inline unsigned oneMore(unsigned N) { return N == Many ? Many : N + 1; }

template <typename Visitor>
inline void Machine::forEachMove(const State &S, Visitor &&Visit) const {
  visitPool(S, Visit);
  for (ActorIndex I = 0; I != Concurrency; ++I) {
    ActorState A = S.actor(I);
    if (!A.isGone() && !(I && A == S.actor(I - 1)))
      visitActor(S, I, Visit);
  }
  if (!S.actor(OwnerIndex).isGone())
    visitActor(S, OwnerIndex, Visit);
}

template <typename Visitor>
inline void Machine::visitPool(const State &S, Visitor &Visit) const {
  unsigned Armed = S.armed();
  unsigned Queued = S.queued();
  if (Armed && !S.isSourceOff()) {
    Move M;
    M.What = Action::Fire;
    M.To = S;
    M.To.setQueued(oneMore(Queued));
    if (P.Kind != ObjectKind::PeriodicTimer)
      M.To.setArmed(Armed - 1);
    if (!(M.To == S))
      Visit(M);
    if (P.Kind == ObjectKind::Io && Armed == Many) {
      M.To.setArmed(Many);
      if (!(M.To == S))
        Visit(M);
    }
  }
  if (!Queued)
    return;
  for (ActorIndex I = 0; I != Concurrency; ++I) {
    if (!S.actor(I).isGone())
      continue;
    Move M;
    M.What = Action::Start;
    M.Who = I;
    M.Node = P.Callback.Entry;
    M.Next = P.Callback.Entry;
    M.To = S;
    M.To.setQueued(Queued - 1);
    M.To.setActor(I, ActorState::at(CallbackTargets[M.Node]));
    if (waitsFor(M.To, I) && isDeadlock(M.To))
      M.Result = Outcome::Deadlock;
    Visit(M);
    if (Queued == Many) {
      M.To.setQueued(Many);
      Visit(M);
    }
    return;
  }
}

template <typename Visitor>
inline void Machine::visitActor(const State &S, ActorIndex Who,
                                Visitor &Visit) const {
  ActorState A = S.actor(Who);
  const Node &N = node(Who, A.node());
  Move M;
  M.Who = Who;
  M.Node = A.node();
  M.To = S;

  auto VisitPossible = [&] {
    M.To.setActor(Who, A);
    // Only an actor that waits can close a circle, and only the one that
    // moves has begun to wait.
    M.Result = waitsFor(M.To, Who) && isDeadlock(M.To) ? Outcome::Deadlock
                                                       : Outcome::Continues;
    Visit(M);
  };
  auto Go = [&](NodeId Next) {
    M.Next = Next;
    A.setNode(resolve(Who, Next));
    VisitPossible();
  };
  auto Enter = [&] {
    if (N.Value)
      M.To.setQueued(0);
    M.What = Action::EnterDrain;
    A.setWaiting();
    VisitPossible();
  };
  auto Fail = [&](Outcome O) {
    M.Result = O;
    Visit(M);
  };
  auto Disarm = [&] {
    // Operations that were started can't be called back.
    if (P.Kind != ObjectKind::Io)
      M.To.setArmed(0);
  };

  if (A.isWaiting()) {
    if (canLeave(S, N.Kind)) {
      M.What = Action::LeaveDrain;
      A.clearWaiting();
      Go(N.Next);
    }
    return;
  }

  switch (N.Kind) {
  case Op::Skip:
  case Op::Input:
    // Passed already, unless they form a loop.
    return Go(passed(Who, M.Node));
  case Op::Choose:
    Go(N.Next);
    if (resolve(Who, N.Next) != resolve(Who, N.Else))
      Go(N.Else);
    return;
  case Op::Test:
    return Go(S.flag(N.Index) == N.Value ? N.Next : N.Else);
  case Op::Assign:
    M.To.setFlag(N.Index, N.Value);
    return Go(N.Next);
  case Op::Use:
    if (Who != OwnerIndex && S.isFreed(N.Index))
      return Fail(Outcome::LateCallback);
    return Go(N.Next);
  case Op::Free:
    M.To.setFreed(N.Index);
    return Go(N.Next);
  case Op::CloseHandle:
    if (S.armed())
      return Fail(Outcome::HandleGone);
    M.To.setHandleGone();
    return Go(N.Next);
  case Op::Arm:
    if (S.isClosed())
      return Fail(Outcome::UseAfterClose);
    if (S.isHandleGone())
      return Fail(Outcome::LateCallback);
    if (P.Kind == ObjectKind::Work)
      M.To.setQueued(oneMore(S.queued()));
    else
      M.To.setArmed(P.Kind == ObjectKind::Io ? oneMore(S.armed()) : 1);
    return Go(N.Next);
  case Op::Cancel:
    if (S.isClosed())
      return Fail(Outcome::UseAfterClose);
    Disarm();
    if (P.Kind == ObjectKind::Io && S.armed()) {
      M.To.setArmed(S.armed() - 1);
      if (S.armed() == Many) {
        Go(N.Next);
        M.To.setArmed(Many);
      }
    }
    return Go(N.Next);
  case Op::Drain:
    if (S.isClosed())
      return Fail(Outcome::UseAfterClose);
    return Enter();
  case Op::Close:
    if (S.isClosed())
      return Fail(Outcome::UseAfterClose);
    M.To.setClosed();
    Disarm();
    return Go(N.Next);
  case Op::GroupClose:
    // An object that was closed singly has left its group.
    if (S.isClosed())
      return Go(N.Next);
    M.To.setClosed();
    Disarm();
    return Enter();
  case Op::Lock:
    if (isHeldByOther(S, Who, N.Index))
      return;
    A.acquire(N.Index);
    return Go(N.Next);
  case Op::TryLock:
    if (isHeldByOther(S, Who, N.Index))
      return Go(N.Else);
    A.acquire(N.Index);
    return Go(N.Next);
  case Op::Unlock:
    A.release(N.Index);
    return Go(N.Next);
  case Op::Dissociate:
    if (Who != OwnerIndex)
      A.dissociate();
    return Go(N.Next);
  case Op::SourceOff:
    M.To.setSourceOff();
    return Go(N.Next);
  case Op::EndIo:
    if (P.Kind == ObjectKind::Io) {
      M.To.setQueued(std::min<unsigned>(S.queued() + S.armed(), Many));
      M.To.setArmed(0);
    }
    return Go(N.Next);
  case Op::Unknown:
    return Fail(Outcome::Unknown);
  case Op::End:
    A = ActorState();
    M.To.setActor(Who, A);
    return Visit(M);
  }
}

inline bool Machine::isHeldByOther(const State &S, ActorIndex Who,
                                   unsigned Lock) {
  unsigned Held = 0;
  for (ActorIndex I = 0; I != NumActors; ++I)
    if (I != Who)
      Held |= S.actor(I).locks();
  return Held >> Lock & 1;
}

inline unsigned Machine::runningCallbacks(const State &S, bool Dissociated) {
  unsigned Set = 0;
  for (ActorIndex I = 0; I != MaxConcurrency; ++I) {
    ActorState A = S.actor(I);
    if (!A.isGone() && (Dissociated || !A.isDissociated()))
      Set |= 1u << I;
  }
  return Set;
}

inline bool Machine::canLeave(const State &S, Op Kind) const {
  return !S.queued() && !runningCallbacks(S, Kind == Op::GroupClose);
}

inline unsigned Machine::waitsFor(const State &S, ActorIndex Who) const {
  ActorState A = S.actor(Who);
  if (A.isGone())
    return 0;
  const Node &N = node(Who, A.node());
  if (A.isWaiting())
    return runningCallbacks(S, N.Kind == Op::GroupClose);
  if (N.Kind != Op::Lock)
    return 0;
  unsigned Holders = 0;
  for (ActorIndex I = 0; I != NumActors; ++I)
    if (I != Who && (S.actor(I).locks() >> N.Index & 1))
      Holders |= 1u << I;
  return Holders;
}

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_MACHINE_H
