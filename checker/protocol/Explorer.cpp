//===- Explorer.cpp - Exhaustive search over callback, owner and pool -----===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/Explorer.h"
#include "protocol/Machine.h"
#include "protocol/SafetyCheck.h"
#include "protocol/StateSet.h"
#include <algorithm>
#include <array>
#include <cassert>

using namespace threadpool::protocol;

Failure FailureSet::gravest() const {
  unsigned F = 0;
  while (!(Bits >> F & 1))
    ++F;
  return static_cast<Failure>(F);
}

namespace {

using Index = StateSet::Index;

constexpr std::size_t MaxPending = 32;

/// A state that was reached and may be new.
struct Reached {
  State To;
  std::size_t Hash;
  Index From;
};

/// Where a failure was met first.
struct Place {
  Index State;
  /// The move out of State that fails; otherwise State itself is the failure.
  std::optional<Outcome> LastMove;
};

class Search {
public:
  Search(const Program &P, const Limits &L)
      : P(P), M(P, L.Concurrency), MaxStates(L.MaxStates),
        TracesUnknown(L.TracesUnknown) {}

  Verdict exploreAll();
  SafetyCheck check();

private:
  bool isComplete() const { return Result.Incomplete == GaveUp::No; }
  void start();
  /// Visits the successors of \p I and puts them into Pending.
  void expand(Index I);
  /// Takes what is pending into Seen. New states get the next numbers.
  void settle();
  void fail(Failure F, Place At);
  void findEndlessDrain();
  std::vector<Step> stepsTo(const Place &At) const;
  const Place &firstGravest() const {
    return First[static_cast<unsigned>(Result.Failures.gravest())];
  }

  const Program &P;
  Machine M;
  std::size_t MaxStates;
  bool TracesUnknown;
  StateSet Seen;
  /// Looking up a state waits for memory; looking up many in one go, with
  /// prefetches ahead, waits less.
  std::vector<Reached> Pending;
  Verdict Result;
  std::array<Place, NumFailures> First;
  Place FirstUnknown;
};

/// Follows a path through sorted states with callbacks that keep their slots,
/// and writes down the steps.
class Narrator {
public:
  Narrator(const Machine &M, std::vector<Step> &Steps) : M(M), Steps(Steps) {}

  void begin(const Program &P);
  /// Takes the first move that \p Matches accepts.
  template <typename Predicate> void follow(Predicate Matches);

private:
  void tell(const Move &Taken);
  void tellPassed(Actor Who, ActorIndex I, NodeId From);

  const Machine &M;
  std::vector<Step> &Steps;
  State Now;
  std::array<unsigned, MaxConcurrency> Numbers = {};
  unsigned Started = 0;
};

} // namespace

void Search::fail(Failure F, Place At) {
  if (Result.Failures.contains(F))
    return;
  Result.Failures.insert(F);
  First[static_cast<unsigned>(F)] = At;
}

void Search::start() {
  if (MaxStates == 0) {
    Result.Incomplete = GaveUp::States;
    return;
  }
  State S = M.initial();
  Seen.insert(S, StateSet::hash(S), StateSet::None);
}

void Search::expand(Index I) {
  const State S = Seen[I];
  bool CanMove = false;
  M.forEachMove(S, [&](const Move &Taken) {
    CanMove = true;
    if (std::optional<Failure> F = failureOf(Taken.Result))
      return fail(*F, {I, Taken.Result});
    if (Taken.Result == Outcome::Unknown) {
      if (!Result.MetUnknown)
        FirstUnknown = {I, Taken.Result};
      Result.MetUnknown = true;
      return;
    }
    State To = Taken.To;
    To.sortCallbacks();
    std::size_t Hash = StateSet::hash(To);
    Seen.prefetchTable(Hash);
    Pending.push_back({To, Hash, I});
  });
  if (!CanMove && !S.actor(OwnerIndex).isGone())
    fail(Failure::Deadlock, {I, std::nullopt});
}

void Search::settle() {
  for (const Reached &R : Pending)
    Seen.prefetchState(R.Hash);
  for (const Reached &R : Pending) {
    if (Seen.size() != MaxStates)
      Seen.insert(R.To, R.Hash, R.From);
    else if (Seen.find(R.To) == StateSet::None)
      Result.Incomplete = GaveUp::States;
  }
  Pending.clear();
}

Verdict Search::exploreAll() {
  start();
  for (Index I = 0; I < Seen.size() && isComplete(); ++I) {
    expand(I);
    if (Pending.size() >= MaxPending || I + 1 == Seen.size())
      settle();
  }
  findEndlessDrain();
  Result.States = Seen.size();
  if (!Result.Failures.empty())
    Result.Shortest = Trace{Result.Failures.gravest(), stepsTo(firstGravest())};
  else if (Result.MetUnknown && TracesUnknown)
    Result.FirstUnknown = stepsTo(FirstUnknown).back();
  return std::move(Result);
}

SafetyCheck Search::check() {
  start();
  // The owner's moves come last, so depth first lets the owner run as far as
  // it can. That soon meets a failure if there is one, and pool and callbacks
  // do no more than they must on the way there.
  std::vector<Index> Open;
  if (isComplete())
    Open.push_back(0);
  while (!Open.empty() && Result.isSafe()) {
    Index I = Open.back();
    Open.pop_back();
    Index FirstNew = static_cast<Index>(Seen.size());
    expand(I);
    settle();
    for (Index New = FirstNew; New != Seen.size(); ++New)
      Open.push_back(New);
  }
  if (Result.isSafe())
    findEndlessDrain();

  SafetyCheck C;
  C.IsSafe = Result.isSafe();
  C.States = Seen.size();
  if (!Result.Failures.empty())
    C.Against = stepsTo(firstGravest());
  else if (Result.MetUnknown)
    C.Against = stepsTo(FirstUnknown);
  return C;
}

/// A drain is endless in a state if nothing that can still happen leads out of
/// it: neither its end, nor another failure, nor something unknown. A state in
/// which nothing at all can happen is a deadlock.
void Search::findEndlessDrain() {
  if (!M.canDrainEndlessly() || !isComplete())
    return;
  std::vector<Index> Draining;
  for (Index I = 0; I != Seen.size(); ++I)
    if (M.isOwnerDraining(Seen[I]))
      Draining.push_back(I);

  // States lead mostly to later ones, so going backward settles nearly all in
  // the first round.
  std::vector<bool> LeadsOut(Seen.size());
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (auto It = Draining.rbegin(); It != Draining.rend(); ++It) {
      if (LeadsOut[*It])
        continue;
      bool CanMove = false;
      bool Out = false;
      M.forEachMove(Seen[*It], [&](const Move &Taken) {
        CanMove = true;
        if (Out)
          return;
        if (Taken.Result != Outcome::Continues ||
            (Taken.Who == OwnerIndex && Taken.What == Action::LeaveDrain)) {
          Out = true;
          return;
        }
        State To = Taken.To;
        To.sortCallbacks();
        Out = LeadsOut[Seen.find(To)];
      });
      if (Out || !CanMove)
        LeadsOut[*It] = Changed = true;
    }
  }
  auto Endless = std::find_if(Draining.begin(), Draining.end(),
                              [&](Index I) { return !LeadsOut[I]; });
  if (Endless != Draining.end())
    fail(Failure::EndlessDrain, {*Endless, std::nullopt});
}

std::vector<Step> Search::stepsTo(const Place &At) const {
  std::vector<Index> Path;
  for (Index I = At.State; I != 0; I = Seen.parent(I))
    Path.push_back(I);

  std::vector<Step> Steps;
  Narrator N(M, Steps);
  N.begin(P);
  for (auto It = Path.rbegin(); It != Path.rend(); ++It)
    N.follow([&](const Move &Candidate) {
      State To = Candidate.To;
      To.sortCallbacks();
      return Candidate.Result == Outcome::Continues && To == Seen[*It];
    });
  if (At.LastMove)
    N.follow(
        [&](const Move &Candidate) { return Candidate.Result == At.LastMove; });
  return Steps;
}

void Narrator::begin(const Program &P) {
  Now = M.initial();
  tellPassed(Actor::Owner, OwnerIndex, P.Owner.Entry);
}

template <typename Predicate> void Narrator::follow(Predicate Matches) {
  Move Taken;
  bool IsFound = false;
  M.forEachMove(Now, [&](const Move &Candidate) {
    if (IsFound || !Matches(Candidate))
      return;
    IsFound = true;
    Taken = Candidate;
  });
  assert(IsFound && "the path does not follow the program");
  tell(Taken);
  Now = Taken.To;
}

void Narrator::tell(const Move &Taken) {
  Step S;
  S.What = Taken.What;
  S.Node = Taken.Node;
  bool IsCallback = Taken.What != Action::Fire && Taken.Who != OwnerIndex;
  if (Taken.What == Action::Start)
    Numbers[Taken.Who] = ++Started;
  if (IsCallback)
    S.CallbackNumber = Numbers[Taken.Who];
  if (Taken.What != Action::Fire && Taken.What != Action::Start)
    S.Who = IsCallback ? Actor::Callback : Actor::Owner;
  Steps.push_back(S);
  if (Taken.Next != NoNode)
    tellPassed(IsCallback ? Actor::Callback : Actor::Owner, Taken.Who,
               Taken.Next);
}

void Narrator::tellPassed(Actor Who, ActorIndex I, NodeId From) {
  for (NodeId N = From; N != M.resolve(I, N); N = M.passed(I, N)) {
    Step S;
    S.Who = Who;
    S.CallbackNumber = Who == Actor::Callback ? Numbers[I] : 0;
    S.Node = N;
    Steps.push_back(S);
  }
}

Verdict threadpool::protocol::explore(const Program &P, const Limits &L) {
  if (!Machine::fits(P, L.Concurrency)) {
    Verdict V;
    V.Incomplete = GaveUp::Size;
    return V;
  }
  return Search(P, L).exploreAll();
}

SafetyCheck threadpool::protocol::checkSafety(const Program &P,
                                              const Limits &L) {
  if (!Machine::fits(P, L.Concurrency))
    return SafetyCheck();
  return Search(P, L).check();
}

bool threadpool::protocol::isSafe(const Program &P, const Limits &L) {
  return checkSafety(P, L).IsSafe;
}
