//===- Repair.cpp - The smallest edit that makes a program safe -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/Repair.h"
#include "protocol/Edits.h"
#include "protocol/GraphInfo.h"
#include "protocol/Machine.h"
#include "protocol/Replay.h"
#include "protocol/SafetyCheck.h"
#include <algorithm>
#include <tuple>

using namespace threadpool::protocol;

namespace {

/// Tries sets of edits, learning from those that fail: most runs that fail
/// after one set of edits fail after many others, and trying a known run is
/// far cheaper than searching for a new one.
class RepairSearch {
public:
  RepairSearch(const Program &P, const Limits &L)
      : P(P), Concurrency(L.Concurrency), StatesLeft(L.MaxStates) {}

  Repair run();

private:
  /// Tries all sets of \p Size more edits from the candidates at \p From on.
  bool tryLarger(std::size_t From, unsigned Size);
  bool trySet();
  bool isSafe(const Program &Edited);
  void learn(std::vector<Step> Run);
  std::vector<Edit> describe() const;
  bool isRearmGuarded() const;

  const Program &P;
  const unsigned Concurrency;
  std::size_t StatesLeft;
  std::vector<Candidate> Candidates;
  EditSet Set;
  /// Runs that failed, the one that was useful last in front.
  std::vector<std::vector<Step>> Known;
  Repair Result;
};

} // namespace

Repair RepairSearch::run() {
  Result.Repaired = P;
  if (!Machine::fits(P, Concurrency) || isSafe(P))
    return std::move(Result);
  Candidates = findCandidates(P);
  for (unsigned Size = 1; Size <= MaxEdits && StatesLeft; ++Size)
    if (tryLarger(0, Size)) {
      Result.Edits = describe();
      return std::move(Result);
    }
  Result.Incomplete = StatesLeft == 0;
  return std::move(Result);
}

bool RepairSearch::tryLarger(std::size_t From, unsigned Size) {
  if (Size == 0)
    return trySet();
  for (std::size_t I = From; I + Size <= Candidates.size(); ++I) {
    Set.push_back(&Candidates[I]);
    if (tryLarger(I + 1, Size - 1))
      return true;
    Set.pop_back();
  }
  return false;
}

bool RepairSearch::trySet() {
  if (!StatesLeft || !isMeaningful(Set))
    return false;
  Program Edited = applyEdits(P, Set);
  if (!isSafe(Edited))
    return false;
  Result.Repaired = std::move(Edited);
  return true;
}

bool RepairSearch::isSafe(const Program &Edited) {
  if (!Machine::fits(Edited, Concurrency))
    return false;
  Machine M(Edited, Concurrency);
  for (auto It = Known.begin(); It != Known.end(); ++It)
    if (failsAlong(M, *It)) {
      std::rotate(Known.begin(), It, It + 1);
      return false;
    }
  Limits L;
  L.Concurrency = Concurrency;
  L.MaxStates = StatesLeft;
  SafetyCheck Check = checkSafety(Edited, L);
  StatesLeft -= Check.States;
  if (!Check.Against.empty())
    learn(std::move(Check.Against));
  return Check.IsSafe;
}

/// Inserted nodes mean something else, or nothing, after other edits.
void RepairSearch::learn(std::vector<Step> Run) {
  auto IsInserted = [&](const Step &S) {
    return (S.Who == Actor::Owner && S.Node >= P.Owner.Nodes.size()) ||
           (S.Who == Actor::Callback && S.Node >= P.Callback.Nodes.size());
  };
  Run.erase(std::remove_if(Run.begin(), Run.end(), IsInserted), Run.end());
  Known.insert(Known.begin(), std::move(Run));
}

/// Whether the stop value of some flag keeps the callback from re-arming.
bool RepairSearch::isRearmGuarded() const {
  for (std::size_t F = 0; F != P.Flags.size(); ++F) {
    std::optional<std::uint8_t> Stop = P.Flags[F].StopValue;
    if (!Stop)
      continue;
    auto Rearms = [&](const GraphInfo &Info) {
      return std::any_of(
          Info.order().begin(), Info.order().end(),
          [&](NodeId N) { return P.Callback.Nodes[N].Kind == Op::Arm; });
    };
    if (Rearms(GraphInfo(P, P.Callback)) &&
        !Rearms(GraphInfo(P, P.Callback, KnownFlag{F, *Stop})))
      return true;
  }
  return false;
}

std::vector<Edit> RepairSearch::describe() const {
  EditSet Sorted = Set;
  auto Key = [](const Candidate *C) {
    bool IsGuard = C->Shown.Kind == EditKind::AddGuard;
    Rank Order =
        C->Inserted.empty() ? Rank::FlagWrite : C->Inserted.front().Order;
    return std::make_tuple(!IsGuard, C->Position, Order);
  };
  std::sort(
      Sorted.begin(), Sorted.end(),
      [&](const Candidate *A, const Candidate *B) { return Key(A) < Key(B); });

  bool IsGuarded = isRearmGuarded();
  std::vector<Edit> Edits;
  for (const Candidate *C : Sorted) {
    Edits.push_back(C->Shown);
    IsGuarded |= C->Shown.Kind == EditKind::AddGuard;
  }
  bool HasDrain = std::any_of(
      P.Owner.Nodes.begin(), P.Owner.Nodes.end(), [](const Node &N) {
        return N.Kind == Op::Drain || N.Kind == Op::GroupClose;
      });
  for (Edit &E : Edits)
    if (E.Names == Diagnosis::CloseBeforeWait && IsGuarded && HasDrain)
      E.Names = Diagnosis::MissingSecondWait;
  return Edits;
}

Repair threadpool::protocol::findRepair(const Program &P, const Limits &L) {
  return RepairSearch(P, L).run();
}
