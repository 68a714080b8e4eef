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
  auto IsGone = [&S](NodeId N) {
    return std::any_of(S.begin(), S.end(), [N](const Candidate *C) {
      return C->Shown.Kind == EditKind::RemoveCall && C->Shown.Subject == N;
    });
  };
  for (const Candidate *C : S) {
    for (NodeId N : C->Removed)
      Result.Owner.Nodes[N].Kind = Op::Skip;
    for (const Insertion &I : C->Inserted)
      // What one edit removes is not what another moves.
      if (I.From == NoNode || !IsGone(I.From))
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
