//===- Notation.cpp - Programs as short strings ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Notation.h"
#include <algorithm>
#include <cstdlib>

using namespace threadpool::protocol;

namespace {
struct Letter {
  char Name;
  Op Kind;
  std::uint8_t Value;
};
} // namespace

static constexpr Letter Letters[] = {
    {'F', Op::Assign, 1},      {'T', Op::Test, 1},
    {'t', Op::Test, 1},        {'C', Op::Cancel, 0},
    {'W', Op::Drain, 1},       {'w', Op::Drain, 0},
    {'X', Op::Close, 0},       {'G', Op::GroupClose, 1},
    {'g', Op::GroupClose, 0},  {'D', Op::Free, 0},
    {'H', Op::CloseHandle, 0}, {'U', Op::Use, 0},
    {'R', Op::Arm, 0},         {'L', Op::Lock, 0},
    {'l', Op::Unlock, 0},      {'S', Op::SourceOff, 0},
    {'B', Op::Dissociate, 0},  {'V', Op::Choose, 0},
    {'E', Op::EndIo, 0},       {'Y', Op::TryLock, 0},
    {'?', Op::Unknown, 0},
};

static const Letter &letter(char Name) {
  const Letter *L =
      std::find_if(std::begin(Letters), std::end(Letters),
                   [&](const Letter &Each) { return Each.Name == Name; });
  if (L == std::end(Letters))
    std::abort();
  return *L;
}

static bool isDigit(char C) { return C >= '0' && C <= '9'; }

Graph notation::graph(std::string_view Text) {
  Graph G;
  std::vector<NodeId> Leaving, Busy;
  for (char C : Text) {
    if (C == ' ')
      continue;
    if (isDigit(C)) {
      G.Nodes.back().Index = static_cast<std::uint8_t>(C - '0');
      continue;
    }
    NodeId Here = static_cast<NodeId>(G.Nodes.size());
    Node N;
    N.Kind = letter(C).Kind;
    N.Value = letter(C).Value;
    N.Next = Here + 1;
    if (C == 't' || C == 'V')
      N.Else = N.Next;
    if (C == 't' || C == 'V')
      N.Next = Here + 2;
    if (C == 'T') {
      N.Else = N.Next;
      Leaving.push_back(Here);
    }
    if (C == 'Y')
      Busy.push_back(Here);
    G.Nodes.push_back(N);
  }
  NodeId Last = static_cast<NodeId>(G.Nodes.size());
  for (NodeId N : Leaving)
    G.Nodes[N].Next = Last;
  for (NodeId N : Busy)
    G.Nodes[N].Else = Last;
  Node End;
  End.Kind = Op::End;
  G.Nodes.push_back(End);
  return G;
}

Program notation::program(ObjectKind Kind, std::string_view Callback,
                          std::string_view Owner) {
  Program P;
  P.Kind = Kind;
  P.Callback = graph(Callback);
  P.Owner = graph(Owner);
  P.Armed = Kind != ObjectKind::Work;
  P.Queued = Kind == ObjectKind::Work;
  for (const Graph *G : {&P.Callback, &P.Owner})
    for (const Node &N : G->Nodes) {
      if (N.Kind != Op::Assign && N.Kind != Op::Test)
        continue;
      if (N.Index >= P.Flags.size())
        P.Flags.resize(N.Index + 1);
      if (N.Kind == Op::Assign && G == &P.Owner)
        P.Flags[N.Index].StopValue = 1;
    }
  return P;
}
