//===- Liveness.cpp - Which variables of a function are still read --------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Liveness.h"
#include "link/Elements.h"
#include "link/Storage.h"

#include <algorithm>

namespace threadpool::link {

using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::NoNode;
using facts::Operand;
using facts::Path;

std::string Liveness::nameOf(const Path &P) {
  switch (P.Root) {
  case Path::RootKind::Local:
    return ":" + P.Symbol;
  case Path::RootKind::Parameter:
    return ParameterMark + P.Symbol;
  case Path::RootKind::Result:
    return "#" + P.Symbol;
  case Path::RootKind::This:
    return ":this";
  case Path::RootKind::None:
  case Path::RootKind::Global:
    return "";
  }
  return "";
}

static void insert(llvm::BitVector &Set, std::size_t Number) {
  if (Set.size() <= Number)
    Set.resize(Number + 1);
  Set.set(Number);
}

void Liveness::read(const Path &P, Set &Into) {
  if (const std::string Name = nameOf(P); !Name.empty())
    insert(Into, Numbers.try_emplace(Name, Numbers.size()).first->second);
  readIndices(P, Into);
}

void Liveness::readIndices(const Path &P, Set &Into) {
  for (const Path::Step &S : P.Steps)
    if (const Path Index = indexVariable(S); Index.isValid())
      read(Index, Into);
}

static bool isInPlace(const Path &P) {
  return std::none_of(P.Steps.begin(), P.Steps.end(), isDereference);
}

/// \p IsLeftAlone: nobody keeps a pointer that the operand is.
void Liveness::read(const Operand &O, bool IsLeftAlone, Set &Into) {
  read(O.Where, Into);
  for (const Path &Source : O.Sources)
    read(Source, Into);
  if (O.Kind == Operand::OperandKind::Address && isInPlace(O.Where) &&
      !IsLeftAlone)
    read(O.Where, HasAddress);
}

/// Whether a walk does no more at \p N than to tell what is handed over there.
static bool isPassed(const facts::UnitFacts &Unit, const Node &N) {
  return N.Kind == NodeKind::ApiCall ||
         (N.Kind == NodeKind::Call && N.CalleeIsSystem && !N.IsGuess &&
          !Unit.Functions.count(N.Callee));
}

/// Whether \p N does no more than to return what a variable holds.
static bool isPlainReturn(const Node &N) {
  return N.Kind == NodeKind::Return && !N.Args.empty() &&
         N.Args[0].Kind == Operand::OperandKind::Value &&
         N.Args[0].Where.Steps.empty();
}

Liveness::Liveness(const facts::UnitFacts &Unit, const Function &F,
                   bool IsResultRead) {
  std::vector<Set> Reads(F.Nodes.size());
  for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
    const Node &N = F.Nodes[Id];
    if (!IsResultRead && isPlainReturn(N))
      continue;
    const bool IsPassed = isPassed(Unit, N);
    for (const Operand &O : N.Args)
      read(O, IsPassed, Reads[Id]);
    read(N.This, IsPassed, Reads[Id]);
    read(N.LoopVariable, Reads[Id]);
    // No step tells that `this` is followed.
    if (N.Kind == NodeKind::Assign && isInPlace(N.Target) &&
        N.Target.Root != Path::RootKind::This)
      readIndices(N.Target, Reads[Id]);
    else
      read(N.Target, Reads[Id]);
  }
  propagate(F, std::move(Reads));
}

/// Backwards, until nothing changes.
void Liveness::propagate(const Function &F, std::vector<Set> Reads) {
  HasAddress.resize(Numbers.size());
  std::vector<std::size_t> Written(F.Nodes.size());
  for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
    const Node &N = F.Nodes[Id];
    const bool IsWhole = N.Kind == NodeKind::Assign && N.Target.Steps.empty();
    Written[Id] =
        numberOf(IsWhole ? nameOf(N.Target) : "#" + std::to_string(Id));
    Reads[Id].resize(Numbers.size());
  }
  Live = Reads;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (NodeId Id = F.Nodes.size(); Id-- > 0;) {
      Set Now = Reads[Id];
      for (const NodeId Behind : {F.Nodes[Id].Next, F.Nodes[Id].Else})
        if (Behind != NoNode)
          Now |= Live[Behind];
      if (Written[Id] < Numbers.size() && !Reads[Id][Written[Id]])
        Now.reset(Written[Id]);
      if (Now == Live[Id])
        continue;
      Live[Id] = std::move(Now);
      Changed = true;
    }
  }
}

/// All that is never read has the same number.
std::size_t Liveness::numberOf(llvm::StringRef Name) const {
  auto It = Numbers.find(Name);
  return It == Numbers.end() ? Numbers.size() : It->second;
}

bool Liveness::isRead(NodeId Node, std::size_t Number) const {
  return Number < Numbers.size() && Node != NoNode && Live[Node][Number];
}

bool Liveness::hasAddress(std::size_t Number) const {
  return Number < HasAddress.size() && HasAddress[Number];
}

bool Liveness::isLive(NodeId Node, llvm::StringRef Name) const {
  const std::size_t Number = numberOf(Name);
  return isRead(Node, Number) || (Node != NoNode && hasAddress(Number));
}

} // namespace threadpool::link
