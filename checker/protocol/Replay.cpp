//===- Replay.cpp - Tries a known run on an edited program ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/Replay.h"

using namespace threadpool::protocol;

namespace {

class Player {
public:
  Player(const Machine &M, const std::vector<Step> &Run)
      : M(M), Run(Run), Now(M.initial()) {}

  bool play();

private:
  /// Makes the move of the pool that \p S is; returns whether it could.
  bool movePool(std::size_t S);
  /// Whether more callbacks start behind \p S, before a drain finds none, than
  /// are left if one of many is taken away.
  bool needsMany(std::size_t S) const;
  /// Moves an actor until it has done \p S; returns whether it could.
  bool moveActor(std::size_t S);
  /// Makes the actor's next move, with a preference for coming to \p Wish.
  std::optional<Move> moveOnce(ActorIndex Who, NodeId Wish) const;
  /// The node of the next step in Run behind \p S by the same actor.
  NodeId nodeAfter(std::size_t S) const;
  void take(const Move &Taken);
  ActorIndex actorOf(const Step &S) const {
    return S.Who == Actor::Owner ? OwnerIndex : Slots[S.CallbackNumber - 1];
  }

  const Machine &M;
  const std::vector<Step> &Run;
  State Now;
  /// The slot of each callback that has started.
  std::vector<ActorIndex> Slots;
  bool Failed = false;
};

} // namespace

bool Player::play() {
  for (std::size_t I = 0; I != Run.size(); ++I) {
    bool Moved = Run[I].Who == Actor::Pool ? movePool(I) : moveActor(I);
    if (Failed || !Moved)
      return Failed;
  }
  return false;
}

void Player::take(const Move &Taken) {
  Failed = Taken.Result != Outcome::Continues;
  Now = Taken.To;
}

bool Player::needsMany(std::size_t I) const {
  unsigned Starts = 0;
  while (++I != Run.size() && Run[I].What != Action::LeaveDrain)
    Starts += Run[I].What == Action::Start;
  return Starts >= Many;
}

bool Player::movePool(std::size_t I) {
  const Step &S = Run[I];
  const bool KeepsMany = S.What == Action::Start && needsMany(I);
  std::optional<Move> Taken;
  // The first takes one away, the second leaves many.
  auto Pick = [&](const Move &Candidate) {
    if (Candidate.What == S.What && (!Taken || KeepsMany))
      Taken = Candidate;
  };
  M.visitPool(Now, Pick);
  if (!Taken)
    return false;
  if (S.What == Action::Start)
    Slots.push_back(Taken->Who);
  take(*Taken);
  return true;
}

bool Player::moveActor(std::size_t I) {
  const Step &S = Run[I];
  ActorIndex Who = actorOf(S);
  if (Machine::doesNothing(M.node(Who, S.Node)))
    return true;
  // An actor that misses the step runs to its end or in circles.
  for (unsigned Tries = 0; Tries != MaxNodes; ++Tries) {
    std::optional<Move> Taken = moveOnce(Who, nodeAfter(I));
    if (!Taken)
      return false;
    take(*Taken);
    if (Failed || (Taken->Node == S.Node && Taken->What == S.What))
      return true;
  }
  return false;
}

std::optional<Move> Player::moveOnce(ActorIndex Who, NodeId Wish) const {
  std::optional<Move> Taken;
  auto Pick = [&](const Move &Candidate) {
    if (!Taken || Candidate.To.actor(Who).node() == Wish)
      Taken = Candidate;
  };
  if (!Now.actor(Who).isGone())
    M.visitActor(Now, Who, Pick);
  return Taken;
}

NodeId Player::nodeAfter(std::size_t I) const {
  for (std::size_t J = I + 1; J != Run.size(); ++J)
    if (Run[J].Who == Run[I].Who &&
        Run[J].CallbackNumber == Run[I].CallbackNumber &&
        !Machine::doesNothing(M.node(actorOf(Run[I]), Run[J].Node)))
      return Run[J].Node;
  return NoNode;
}

bool threadpool::protocol::failsAlong(const Machine &M,
                                      const std::vector<Step> &Run) {
  return Player(M, Run).play();
}
