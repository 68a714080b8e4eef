//===- Edits.cpp - The edits that a repair may consist of -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/Edits.h"
#include "protocol/GraphInfo.h"
#include <algorithm>
#include <optional>

using namespace threadpool::protocol;

static bool isDrain(const Node &N) {
  return N.Kind == Op::Drain || N.Kind == Op::GroupClose;
}

static bool isClose(const Node &N) {
  return N.Kind == Op::Close || N.Kind == Op::GroupClose;
}

static bool isFree(const Node &N) {
  return N.Kind == Op::Free || N.Kind == Op::CloseHandle;
}

static Node make(Op Kind, unsigned Index = 0, unsigned Value = 0) {
  Node N;
  N.Kind = Kind;
  N.Index = static_cast<std::uint8_t>(Index);
  N.Value = static_cast<std::uint8_t>(Value);
  return N;
}

namespace {

class Finder {
public:
  explicit Finder(const Program &P)
      : P(P), Nodes(P.Owner.Nodes), Owner(P, P.Owner),
        AllPaths(P, P.Owner, std::nullopt, InputValues::All),
        Callback(P, P.Callback) {
    classify();
  }

  std::vector<Candidate> find();

private:
  void classify();
  void findFlagWrites();
  void moveFlagWrites(const std::vector<NodeId> &Old, const Node &Write);
  void findMovedFrees();
  /// Where something can be inserted.
  struct Place {
    /// It is behind this node,
    NodeId Behind;
    /// directly before this one.
    NodeId Before;
  };
  std::vector<Place> placesBehind(NodeId N) const;
  void moveFrees(const std::vector<NodeId> &Frees, const Place &To);
  std::optional<std::vector<NodeId>> wayOutOfLock(NodeId First) const;
  std::vector<NodeId> successorsInUse(NodeId N) const;
  std::optional<NodeId> nextBesideFlags(NodeId N) const;
  void findMovedDrains();
  void findRemovedCalls();
  void findDrains();
  void findCancels();
  void findEndedIo();
  void findGuards();

  Candidate &add(EditKind Kind, Diagnosis Names, NodeId Subject, NodeId Before);
  void insert(EditKind Kind, Diagnosis Names, NodeId Before, Rank Order,
              Node What);
  void insertAtPlaceOf(Candidate &C, NodeId Before, Rank Order,
                       const Node &What) const;
  void moveOutOfLock(EditKind Kind, Diagnosis Names, NodeId First);
  /// Where the owner begins to stop the object: at its start, or behind what it
  /// armed itself. A flag that is set before that would stop what has not
  /// begun.
  NodeId beginOfStop() const;
  /// Where the owner can write a flag first: where it begins to stop, or
  /// directly behind its first lock from there. The better place comes first.
  std::vector<NodeId> firstPlaces() const;
  template <typename Predicate>
  std::vector<NodeId> ownerNodes(Predicate Accepts) const;
  /// The nodes before which a call can be inserted, one for each place.
  template <typename Predicate>
  std::vector<NodeId> ownerPlaces(Predicate Accepts) const;

  const Program &P;
  const std::vector<Node> &Nodes;
  GraphInfo Owner;
  /// The owner for other inputs, too: its source is the same.
  GraphInfo AllPaths;
  GraphInfo Callback;
  /// For each node of the owner, whether the object may be closed when it is
  /// executed.
  std::vector<bool> MayBeClosed;
  /// For each drain of the owner, whether another may follow.
  std::vector<bool> MayDrainLater;
  std::vector<NodeId> Arms;
  std::vector<Candidate> Found;
};

} // namespace

template <typename Predicate>
std::vector<NodeId> Finder::ownerNodes(Predicate Accepts) const {
  std::vector<NodeId> Result;
  for (NodeId N : Owner.order())
    if (Accepts(N))
      Result.push_back(N);
  return Result;
}

static bool isSamePlace(const Node &A, const Node &B) {
  return A.Site != 0 && A.Site == B.Site && A.Kind == B.Kind;
}

template <typename Predicate>
std::vector<NodeId> Finder::ownerPlaces(Predicate Accepts) const {
  std::vector<NodeId> Result;
  for (NodeId N : Owner.order())
    if (!MayBeClosed[N] && Accepts(Nodes[N]) &&
        std::none_of(Result.begin(), Result.end(), [&](NodeId Known) {
          return isSamePlace(Nodes[Known], Nodes[N]);
        }))
      Result.push_back(N);
  return Result;
}

void Finder::classify() {
  MayBeClosed.assign(Nodes.size(), false);
  MayDrainLater.assign(Nodes.size(), false);
  for (NodeId N : AllPaths.order()) {
    if (!isClose(Nodes[N]) && !isDrain(Nodes[N]))
      continue;
    std::vector<bool> Later = AllPaths.reachableFrom(N);
    for (NodeId Other : AllPaths.order()) {
      if (Later[Other] && isClose(Nodes[N]))
        MayBeClosed[Other] = true;
      if (Later[Other] && isDrain(Nodes[Other]))
        MayDrainLater[N] = true;
    }
  }
  for (NodeId N : Callback.order())
    if (P.Callback.Nodes[N].Kind == Op::Arm)
      Arms.push_back(N);
}

Candidate &Finder::add(EditKind Kind, Diagnosis Names, NodeId Subject,
                       NodeId Before) {
  Candidate C;
  C.Shown.Kind = Kind;
  C.Shown.Names = Names;
  C.Shown.Subject = Subject;
  C.Shown.Before = Before;
  bool IsCallsPlace =
      Kind == EditKind::MoveFree || Kind == EditKind::MoveDrainOutOfLock ||
      Kind == EditKind::AddDrainBehindLock || Kind == EditKind::RemoveCall;
  C.Position = Owner.position(IsCallsPlace ? Subject : Before);
  Found.push_back(C);
  return Found.back();
}

void Finder::insertAtPlaceOf(Candidate &C, NodeId Before, Rank Order,
                             const Node &What) const {
  for (NodeId N : AllPaths.order())
    if (N == Before ||
        (!MayBeClosed[N] && isSamePlace(Nodes[N], Nodes[Before])))
      C.Inserted.push_back({N, Order, What});
}

void Finder::insert(EditKind Kind, Diagnosis Names, NodeId Before, Rank Order,
                    Node What) {
  insertAtPlaceOf(add(Kind, Names, NoNode, Before), Before, Order, What);
}

NodeId Finder::beginOfStop() const {
  NodeId Begin = P.Owner.Entry;
  for (NodeId N : Owner.order()) {
    if (Nodes[N].Kind != Op::Arm)
      continue;
    const std::vector<bool> Later = Owner.reachableFrom(N);
    if (std::any_of(Owner.order().begin(), Owner.order().end(),
                    [&](NodeId Other) {
                      return Later[Other] && isClose(Nodes[Other]);
                    }))
      Begin = Nodes[N].Next;
  }
  return Begin;
}

std::vector<NodeId> Finder::firstPlaces() const {
  const NodeId Begin = beginOfStop();
  const std::vector<NodeId> Locks = ownerNodes([&](NodeId N) {
    return Nodes[N].Kind == Op::Lock &&
           Owner.position(N) >= Owner.position(Begin);
  });
  if (Locks.empty())
    return {Begin};
  const Node &Lock = Nodes[Locks.front()];
  bool ArmsUnderIt = std::any_of(Arms.begin(), Arms.end(), [&](NodeId N) {
    return Callback.locksAt(N) >> Lock.Index & 1;
  });
  if (ArmsUnderIt)
    return {Lock.Next, Begin};
  return {Begin, Lock.Next};
}

void Finder::findFlagWrites() {
  for (std::size_t F = 0; F != P.Flags.size(); ++F) {
    std::optional<std::uint8_t> Stop = P.Flags[F].StopValue;
    if (!Stop || P.Flags[F].IsFixed)
      continue;
    const Node Write = make(Op::Assign, static_cast<unsigned>(F), *Stop);
    const std::size_t Begin = Owner.position(beginOfStop());
    auto IsWrite = [&](NodeId N) {
      return Nodes[N].Kind == Op::Assign && Nodes[N].Index == F &&
             Owner.position(N) >= Begin;
    };
    // An owner that takes its own flag for the sign that another has stopped
    // the object already stops nothing then.
    const GraphInfo Stopped(P, P.Owner, KnownFlag{F, *Stop});
    if (std::none_of(Stopped.order().begin(), Stopped.order().end(),
                     [&](NodeId N) { return isClose(Nodes[N]); }))
      continue;
    // Behind the close the flag is prepared for the next use.
    const std::vector<NodeId> All = ownerNodes([&](NodeId N) {
      return IsWrite(N) && (Nodes[N].Value == *Stop || !MayBeClosed[N]);
    });
    const std::vector<NodeId> Stops = ownerNodes(
        [&](NodeId N) { return IsWrite(N) && Nodes[N].Value == *Stop; });
    moveFlagWrites(Stops, Write);
    // A write of another value may be the stop with the wrong value, or a
    // reset for the next use, which is better left alone.
    if (Stops.size() != All.size())
      moveFlagWrites(All, Write);
  }
}

/// Replaces \p Old by \p Write at the start.
void Finder::moveFlagWrites(const std::vector<NodeId> &Old, const Node &Write) {
  for (NodeId Place : firstPlaces()) {
    Candidate &C = add(EditKind::SetFlagEarlier, Diagnosis::StopFlagOrder,
                       Old.empty() ? NoNode : Old.front(), Place);
    C.Removed = Old;
    insertAtPlaceOf(C, Place, Rank::FlagWrite, Write);
    C.Shown.FlagIndex = Write.Index;
    C.Shown.FlagValue = Write.Value;
  }
}

void Finder::findMovedFrees() {
  const std::vector<NodeId> Frees =
      ownerNodes([&](NodeId N) { return isFree(Nodes[N]); });
  for (NodeId N : Frees)
    for (const Place &Last : placesBehind(N))
      moveFrees({N}, Last);
  // What goes together, such as the members of an object, moves together.
  for (std::size_t I = 0; I < Frees.size(); ++I)
    for (const Place &Last : placesBehind(Frees[I])) {
      std::vector<NodeId> Moved;
      for (NodeId N : Frees)
        if (Owner.position(N) >= Owner.position(Frees[I]) &&
            Owner.reachableFrom(N)[Last.Behind])
          Moved.push_back(N);
      if (Moved.size() > 1)
        moveFrees(Moved, Last);
      return;
    }
}

/// The last drains behind \p N, and the last closes, for which another edit may
/// add a drain; then, for what another edit may move out of a lock, behind that
/// lock.
std::vector<Finder::Place> Finder::placesBehind(NodeId N) const {
  const std::vector<bool> Later = Owner.reachableFrom(N);
  std::vector<NodeId> Last = ownerNodes([&](NodeId D) {
    return isDrain(Nodes[D]) && Later[D] && !MayDrainLater[D];
  });
  const std::vector<NodeId> Closes = ownerNodes([&](NodeId D) {
    return Nodes[D].Kind == Op::Close && Later[D] && !MayBeClosed[D];
  });
  Last.insert(Last.end(), Closes.begin(), Closes.end());
  std::vector<Place> Result;
  for (NodeId D : Last)
    Result.push_back({D, Nodes[D].Next});
  for (NodeId D : Last)
    if (const auto Way = wayOutOfLock(D); Owner.locksAt(D) && Way)
      Result.push_back({D, Way->back()});
  return Result;
}

void Finder::moveFrees(const std::vector<NodeId> &Frees, const Place &To) {
  Candidate &C = add(EditKind::MoveFree, Diagnosis::FreeBeforeDrain,
                     Frees.front(), To.Before);
  C.Removed = Frees;
  for (NodeId N : Frees)
    C.Inserted.push_back({To.Before, Rank::Free, Nodes[N], N});
}

void Finder::findMovedDrains() {
  for (NodeId N : ownerNodes([&](NodeId N) {
         return isDrain(Nodes[N]) && !MayBeClosed[N] && Owner.locksAt(N);
       }))
    moveOutOfLock(EditKind::MoveDrainOutOfLock, Diagnosis::LockHeldWait, N);
}

/// The nodes from \p First to the first behind the unlock. Only along a path
/// without branches, those aside that find out what a flag becomes.
std::optional<std::vector<NodeId>> Finder::wayOutOfLock(NodeId First) const {
  std::vector<NodeId> Way = {First};
  for (std::size_t Steps = 0; Steps != Nodes.size(); ++Steps) {
    const NodeId At = Way.back();
    const std::vector<NodeId> Direct = Owner.successors(At);
    if (Nodes[At].Kind == Op::Unlock && Direct.size() == 1 &&
        !Owner.locksAt(Direct[0])) {
      Way.push_back(Direct[0]);
      return Way;
    }
    const std::optional<NodeId> Next = nextBesideFlags(At);
    if (!Next)
      return std::nullopt;
    Way.push_back(*Next);
  }
  return std::nullopt;
}

/// The successors of \p N; only one of a test of what nobody has written by
/// then, such as whether there is an object at all.
std::vector<NodeId> Finder::successorsInUse(NodeId N) const {
  const Node &Test = Nodes[N];
  auto Writes = [&](const Node &Other) {
    return Other.Kind == Op::Assign && Other.Index == Test.Index;
  };
  const std::vector<Node> &Fired = P.Callback.Nodes;
  if (Test.Kind != Op::Test || std::any_of(Fired.begin(), Fired.end(), Writes))
    return Owner.successors(N);
  for (NodeId Other : Owner.order())
    if (Writes(Nodes[Other]) && Owner.reachableFrom(Other)[N])
      return Owner.successors(N);
  return {P.Flags[Test.Index].Initial == Test.Value ? Test.Next : Test.Else};
}

/// The node to which all ways from \p N lead on which nothing is done but to
/// flags, if there is just one.
std::optional<NodeId> Finder::nextBesideFlags(NodeId N) const {
  std::vector<NodeId> Open = successorsInUse(N);
  std::vector<bool> Seen(Nodes.size());
  std::optional<NodeId> Result;
  while (!Open.empty()) {
    const NodeId At = Open.back();
    Open.pop_back();
    if (Seen[At])
      continue;
    Seen[At] = true;
    switch (Nodes[At].Kind) {
    case Op::Test:
    case Op::Assign:
    case Op::Skip:
      for (NodeId Next : successorsInUse(At))
        Open.push_back(Next);
      break;
    case Op::Unknown:
      break;
    default:
      if (Result)
        return std::nullopt;
      Result = At;
    }
  }
  return Result;
}

/// Moves the drain or close \p First, and the drains, closes and frees between
/// it and the unlock, behind the unlock.
void Finder::moveOutOfLock(EditKind Kind, Diagnosis Names, NodeId First) {
  const std::optional<std::vector<NodeId>> Way = wayOutOfLock(First);
  if (!Way)
    return;
  const NodeId At = Way->back();
  std::vector<NodeId> Moved;
  for (NodeId N : *Way)
    // A drain on the closed object is better left alone.
    if (N != At && (N == First || isClose(Nodes[N]) || isFree(Nodes[N]) ||
                    (isDrain(Nodes[N]) && !MayBeClosed[N])))
      Moved.push_back(N);
  Candidate &C = add(Kind, Names, First, At);
  C.Removed = Moved;
  if (Kind == EditKind::AddDrainBehindLock)
    C.Inserted.push_back({At, Rank::Drain, make(Op::Drain, 0, 1)});
  for (NodeId N : Moved)
    C.Inserted.push_back({At,
                          isDrain(Nodes[N])   ? Rank::Drain
                          : isClose(Nodes[N]) ? Rank::Close
                                              : Rank::Free,
                          Nodes[N], N});
}

void Finder::findRemovedCalls() {
  for (NodeId N : ownerNodes([&](NodeId N) {
         Op Kind = Nodes[N].Kind;
         return MayBeClosed[N] && (Kind == Op::Arm || Kind == Op::Cancel ||
                                   Kind == Op::Drain || Kind == Op::Close);
       }))
    add(EditKind::RemoveCall, Diagnosis::UseAfterClose, N, NoNode)
        .Removed.push_back(N);
}

void Finder::findDrains() {
  const Node Drain = make(Op::Drain, 0, 1);
  auto AddBefore = [&](auto Accepts, Rank Order) {
    const std::vector<NodeId> Places = ownerPlaces(Accepts);
    // The last comes first: a second drain belongs behind the other calls.
    for (auto It = Places.rbegin(); It != Places.rend(); ++It)
      insert(EditKind::AddDrain, Diagnosis::CloseBeforeWait, *It, Order, Drain);
  };
  AddBefore(isClose, Rank::Drain);
  AddBefore([](const Node &N) { return N.Kind == Op::Cancel; }, Rank::Drain);
  AddBefore(isFree, Rank::Drain);
  if (P.Kind != ObjectKind::Work)
    AddBefore([](const Node &N) { return isClose(N) || isFree(N); },
              Rank::FirstDrain);
  for (NodeId N : ownerNodes([&](NodeId N) {
         return Nodes[N].Kind == Op::Close && !MayBeClosed[N] &&
                Owner.locksAt(N);
       }))
    moveOutOfLock(EditKind::AddDrainBehindLock, Diagnosis::CloseBeforeWait, N);
}

void Finder::findCancels() {
  // Work has no cancel, and CancelThreadpoolIo is for operations that did not
  // start.
  if (P.Kind == ObjectKind::Work || P.Kind == ObjectKind::Io)
    return;
  auto AddBefore = [&](auto Accepts) {
    const std::vector<NodeId> Places = ownerPlaces(Accepts);
    for (auto It = Places.rbegin(); It != Places.rend(); ++It)
      insert(EditKind::AddCancel, Diagnosis::MissingCancel, *It, Rank::Cancel,
             make(Op::Cancel));
  };
  AddBefore(isDrain);
  AddBefore([](const Node &N) { return N.Kind == Op::Close; });
  AddBefore(isFree);
}

/// Running callbacks may start one more operation each before they see a guard,
/// so all I/O is ended once they are through.
void Finder::findEndedIo() {
  if (P.Kind != ObjectKind::Io || Arms.empty())
    return;
  const Node Drain = make(Op::Drain);
  for (NodeId N : ownerNodes([&](NodeId N) {
         return !MayBeClosed[N] && (isDrain(Nodes[N]) || isClose(Nodes[N]));
       })) {
    Candidate &C = add(EditKind::EndIo, Diagnosis::PendingIo, NoNode, N);
    C.Inserted.push_back({N, Rank::FirstDrain, Drain});
    C.Inserted.push_back({N, Rank::Cancel, make(Op::EndIo)});
    if (!isDrain(Nodes[N]))
      C.Inserted.push_back({N, Rank::Drain, Drain});
  }
}

void Finder::findGuards() {
  if (Arms.empty() || P.Flags.size() == MaxFlags)
    return;
  for (NodeId Place : firstPlaces()) {
    Candidate &C =
        add(EditKind::AddGuard, Diagnosis::UnguardedRearm, Arms.front(), Place);
    Node Write = make(Op::Assign, static_cast<unsigned>(P.Flags.size()), 1);
    C.Inserted.push_back({Place, Rank::FlagWrite, Write});
    C.Shown.FlagIndex = Write.Index;
    C.Shown.FlagValue = Write.Value;
  }
}

std::vector<Candidate> Finder::find() {
  findFlagWrites();
  findMovedFrees();
  findMovedDrains();
  findRemovedCalls();
  findDrains();
  findCancels();
  findEndedIo();
  findGuards();
  return std::move(Found);
}

std::vector<Candidate> threadpool::protocol::findCandidates(const Program &P) {
  return Finder(P).find();
}
