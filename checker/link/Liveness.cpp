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

static void insert(std::vector<bool> &Set, std::size_t Number) {
  if (Set.size() <= Number)
    Set.resize(Number + 1);
  Set[Number] = true;
}

static bool contains(const std::vector<bool> &Set, std::size_t Number) {
  return Number < Set.size() && Set[Number];
}

void Liveness::read(const Path &P, Set &Into) {
  if (const std::string Name = nameOf(P); !Name.empty())
    insert(Into, Numbers.try_emplace(Name, Numbers.size()).first->second);
  for (const Path::Step &S : P.Steps)
    if (const Path Index = indexVariable(S); Index.isValid())
      read(Index, Into);
}

void Liveness::read(const Operand &O, Set &Into) {
  read(O.Where, Into);
  for (const Path &Source : O.Sources)
    read(Source, Into);
  const bool IsInPlace =
      std::none_of(O.Where.Steps.begin(), O.Where.Steps.end(), isDereference);
  if (O.Kind == Operand::OperandKind::Address && IsInPlace)
    read(O.Where, HasAddress);
}

Liveness::Liveness(const Function &F) {
  std::vector<Set> Reads(F.Nodes.size());
  for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
    const Node &N = F.Nodes[Id];
    for (const Operand &O : N.Args)
      read(O, Reads[Id]);
    read(N.This, Reads[Id]);
    read(N.LoopVariable, Reads[Id]);
    if (N.Kind != NodeKind::Assign || !N.Target.Steps.empty())
      read(N.Target, Reads[Id]);
  }
  propagate(F, Reads);
}

/// Backwards, until nothing changes.
void Liveness::propagate(const Function &F, const std::vector<Set> &Reads) {
  auto NumberOf = [this](const std::string &Name) {
    auto It = Numbers.find(Name);
    return It == Numbers.end() ? Numbers.size() : It->second;
  };
  std::vector<std::size_t> Written(F.Nodes.size());
  for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
    const Node &N = F.Nodes[Id];
    const bool IsWhole = N.Kind == NodeKind::Assign && N.Target.Steps.empty();
    Written[Id] =
        NumberOf(IsWhole ? nameOf(N.Target) : "#" + std::to_string(Id));
  }
  Live.assign(F.Nodes.size(), Set(Numbers.size()));
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (NodeId Id = F.Nodes.size(); Id-- > 0;)
      for (std::size_t Number = 0; Number < Numbers.size(); ++Number) {
        auto IsLiveAt = [&](NodeId Behind) {
          return Behind != NoNode && Live[Behind][Number];
        };
        if (Live[Id][Number] ||
            !(contains(Reads[Id], Number) ||
              (Written[Id] != Number &&
               (IsLiveAt(F.Nodes[Id].Next) || IsLiveAt(F.Nodes[Id].Else)))))
          continue;
        Live[Id][Number] = true;
        Changed = true;
      }
  }
}

bool Liveness::isLive(NodeId Node, llvm::StringRef Name) const {
  auto It = Numbers.find(Name);
  if (It == Numbers.end() || Node == NoNode)
    return false;
  return Live[Node][It->second] || contains(HasAddress, It->second);
}

} // namespace threadpool::link
