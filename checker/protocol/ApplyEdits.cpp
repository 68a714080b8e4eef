//===- ApplyEdits.cpp - Programs with edits -------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocol/Edits.h"
#include <algorithm>

using namespace threadpool::protocol;

bool threadpool::protocol::isMeaningful(const EditSet &S) {
  auto Inserts = [](const Candidate &C, Rank Order) {
    return (C.Shown.Kind == EditKind::AddDrain ||
            C.Shown.Kind == EditKind::AddCancel) &&
           C.Inserted.front().Order == Order;
  };
  unsigned Guards = 0;
  for (const Candidate *C : S) {
    Guards += C->Shown.Kind == EditKind::AddGuard;
    // Without a cancel behind it, it is the same as the ordinary drain.
    if (Inserts(*C, Rank::FirstDrain) &&
        std::none_of(S.begin(), S.end(), [&](const Candidate *Other) {
          return Inserts(*Other, Rank::Cancel) &&
                 Other->Shown.Before == C->Shown.Before;
        }))
      return false;
  }
  return Guards <= 1;
}

/// Puts \p What on every way to \p Before.
static void insertBefore(Graph &G, NodeId Before, Node What) {
  NodeId New = static_cast<NodeId>(G.Nodes.size());
  for (Node &N : G.Nodes) {
    if (N.Next == Before)
      N.Next = New;
    if (N.Else == Before)
      N.Else = New;
  }
  if (G.Entry == Before)
    G.Entry = New;
  What.Next = Before;
  What.Else = NoNode;
  G.Nodes.push_back(What);
}

static void guardArms(Program &P, std::uint8_t FlagIndex,
                      std::uint8_t FlagValue) {
  P.Flags.resize(P.Flags.size() + 1);
  P.Flags.back().StopValue = FlagValue;
  Graph &G = P.Callback;
  NodeId NumNodes = static_cast<NodeId>(G.Nodes.size());
  for (NodeId I = 0; I != NumNodes; ++I) {
    if (G.Nodes[I].Kind != Op::Arm)
      continue;
    Node Asked;
    Asked.Kind = Op::Test;
    Asked.Index = FlagIndex;
    Asked.Value = FlagValue;
    insertBefore(G, I, Asked);
    Node &Test = G.Nodes.back();
    Test.Next = G.Nodes[I].Next;
    Test.Else = I;
  }
}

Program threadpool::protocol::applyEdits(const Program &P, const EditSet &S) {
  Program Result = P;
  std::vector<Insertion> Inserted;
  // What is removed, or moves by itself, goes with nothing else.
  auto IsGone = [&S](NodeId N, EditKind With) {
    return std::any_of(S.begin(), S.end(), [=](const Candidate *C) {
      const EditKind Kind = C->Shown.Kind;
      return (Kind == EditKind::RemoveCall || Kind == EditKind::MoveFree) &&
             Kind != With &&
             std::find(C->Removed.begin(), C->Removed.end(), N) !=
                 C->Removed.end();
    });
  };
  for (const Candidate *C : S) {
    for (NodeId N : C->Removed)
      Result.Owner.Nodes[N].Kind = Op::Skip;
    for (const Insertion &I : C->Inserted)
      if (I.From == NoNode || !IsGone(I.From, C->Shown.Kind))
        Inserted.insert(
            std::upper_bound(Inserted.begin(), Inserted.end(), I,
                             [](const Insertion &A, const Insertion &B) {
                               return A.Order < B.Order;
                             }),
            I);
    if (C->Shown.Kind == EditKind::AddGuard)
      guardArms(Result, C->Shown.FlagIndex, C->Shown.FlagValue);
  }
  for (const Insertion &I : Inserted)
    insertBefore(Result.Owner, I.Before, I.What);
  return Result;
}
