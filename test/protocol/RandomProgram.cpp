//===- RandomProgram.cpp - Programs to compare judges on ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomProgram.h"
#include <random>

using namespace threadpool::protocol;

namespace {

struct Weighted {
  Op Kind;
  unsigned Weight;
};

constexpr Weighted CallbackOps[] = {
    {Op::Use, 8},    {Op::Test, 4},   {Op::Arm, 4},        {Op::Lock, 3},
    {Op::Unlock, 3}, {Op::Choose, 2}, {Op::Skip, 1},       {Op::Input, 1},
    {Op::Assign, 1}, {Op::Cancel, 1}, {Op::Dissociate, 3}, {Op::TryLock, 1},
};

constexpr Weighted RareCallbackOps[] = {
    {Op::Drain, 2}, {Op::Close, 1},       {Op::GroupClose, 1},
    {Op::Free, 1},  {Op::CloseHandle, 1}, {Op::Unknown, 1},
};

constexpr Weighted OwnerOps[] = {
    {Op::Drain, 16},     {Op::Cancel, 8},      {Op::Assign, 8},
    {Op::Lock, 8},       {Op::Unlock, 5},      {Op::Free, 3},
    {Op::Close, 1},      {Op::Choose, 3},      {Op::Test, 2},
    {Op::GroupClose, 5}, {Op::CloseHandle, 1}, {Op::SourceOff, 1},
    {Op::Arm, 2},        {Op::Skip, 2},        {Op::Input, 2},
    {Op::Use, 1},        {Op::EndIo, 1},       {Op::TryLock, 1},
};

class Generator {
public:
  explicit Generator(std::uint64_t Seed) : Random(Seed) {}

  Program program();

private:
  // The standard distributions differ between libraries; this does not.
  unsigned below(unsigned N) { return static_cast<unsigned>(Random() % N); }
  bool oneIn(unsigned N) { return below(N) == 0; }
  template <std::size_t N> Op pick(const Weighted (&Ops)[N]);
  Op callbackOp() {
    return oneIn(25) ? pick(RareCallbackOps) : pick(CallbackOps);
  }
  Op ownerOp() { return oneIn(60) ? Op::Unknown : pick(OwnerOps); }
  Graph graph(bool IsOwner, unsigned Size);
  void finish(Graph &Owner);
  Node node(Op Kind, unsigned Here, unsigned Size);

  std::mt19937_64 Random;
  Program P;
};

} // namespace

template <std::size_t N> Op Generator::pick(const Weighted (&Ops)[N]) {
  unsigned Sum = 0;
  for (const Weighted &W : Ops)
    Sum += W.Weight;
  unsigned At = below(Sum);
  for (const Weighted &W : Ops) {
    if (At < W.Weight)
      return W.Kind;
    At -= W.Weight;
  }
  return Op::Skip;
}

Node Generator::node(Op Kind, unsigned Here, unsigned Size) {
  Node N;
  N.Kind = Kind;
  N.Next = static_cast<NodeId>(Here + 1);
  // Mostly forward, now and then a loop.
  N.Else = static_cast<NodeId>(oneIn(4) ? below(Size + 1)
                                        : Here + 1 + below(Size - Here));
  switch (Kind) {
  case Op::Test:
  case Op::Assign:
    N.Index =
        static_cast<std::uint8_t>(below(static_cast<unsigned>(P.Flags.size())));
    N.Value = static_cast<std::uint8_t>(oneIn(5) ? below(3) : 1);
    break;
  case Op::Input:
    N.Index = static_cast<std::uint8_t>(below(P.NumInputs));
    break;
  case Op::Lock:
  case Op::TryLock:
  case Op::Unlock:
  case Op::Use:
  case Op::Free:
    N.Index = static_cast<std::uint8_t>(oneIn(3));
    break;
  case Op::Drain:
  case Op::GroupClose:
    N.Value = static_cast<std::uint8_t>(below(2));
    break;
  default:
    break;
  }
  return N;
}

Graph Generator::graph(bool IsOwner, unsigned Size) {
  Graph G;
  for (unsigned I = 0; I != Size; ++I)
    G.Nodes.push_back(node(IsOwner ? ownerOp() : callbackOp(), I, Size));
  if (IsOwner && !oneIn(3))
    finish(G);
  Node End;
  End.Kind = Op::End;
  G.Nodes.push_back(End);
  return G;
}

/// Closes and frees at the end, as owners do.
void Generator::finish(Graph &Owner) {
  for (Op Kind : {Op::Close, Op::Free}) {
    Node N;
    N.Kind = Kind;
    N.Next = static_cast<NodeId>(Owner.Nodes.size() + 1);
    Owner.Nodes.push_back(N);
  }
}

Program Generator::program() {
  constexpr ObjectKind Kinds[] = {
      ObjectKind::Wait,          ObjectKind::Wait, ObjectKind::OneShotTimer,
      ObjectKind::PeriodicTimer, ObjectKind::Work, ObjectKind::Io};
  P.Kind = Kinds[below(6)];
  P.NumInputs = 2;
  P.Inputs = below(4);
  P.Flags.resize(1 + below(2));
  for (Flag &F : P.Flags)
    F.Initial = static_cast<std::uint8_t>(oneIn(8));
  P.Armed = static_cast<std::uint8_t>(P.Kind == ObjectKind::Io ? below(4)
                                                               : !oneIn(8));
  P.Queued = static_cast<std::uint8_t>(
      P.Kind == ObjectKind::Work ? below(4) : oneIn(8) * (1 + below(3)));
  P.Callback = graph(/*IsOwner=*/false, 1 + below(7));
  P.Owner = graph(/*IsOwner=*/true, 2 + below(8));
  return std::move(P);
}

Program threadpool::protocol::randomProgram(std::uint64_t Seed) {
  return Generator(Seed).program();
}
