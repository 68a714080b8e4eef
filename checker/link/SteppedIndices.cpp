//===- SteppedIndices.cpp - Indices that a loop steps on its way ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/SteppedIndices.h"
#include "link/Elements.h"
#include "link/Liveness.h"
#include "link/RawGraph.h"

namespace threadpool::link {

using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using Names = std::set<std::string>;

/// The variable that \p P is, and not only a part or the target of it; empty if
/// it is none.
static std::string variable(const Path &P) {
  return P.Root == Path::RootKind::Local && P.Steps.empty()
             ? Liveness::nameOf(P)
             : std::string();
}

static void noteIndices(const Path &P, Names &Indices) {
  for (const Path::Step &S : P.Steps)
    if (const Path Index = indexVariable(S); Index.isValid())
      Indices.insert(Liveness::nameOf(Index));
}

static bool isStep(const Node &N) {
  const Operand &Stored = N.Args[0];
  return Stored.Added == 1 && variable(Stored.Sources[0]) == variable(N.Target);
}

static bool isReset(const Node &N) {
  return N.Args[0].Kind == Operand::OperandKind::Constant &&
         N.Args[0].Number == 0;
}

static bool isCopy(const Node &N) {
  return N.Args[0].Kind == Operand::OperandKind::Value;
}

namespace {
struct Uses {
  /// By variable.
  std::map<std::string, std::set<NodeId>> Steps;
  /// What name elements.
  Names Indices;
  /// Variables that are set in other ways, or run a loop.
  Names Others;
  /// What is copied to another variable, with that.
  std::vector<std::pair<std::string, std::string>> Copies;
};
} // namespace

static Uses usesIn(const Function &F) {
  Uses Result;
  for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
    const Node &N = F.Nodes[Id];
    Result.Others.insert(variable(N.LoopVariable));
    noteIndices(N.Target, Result.Indices);
    for (const Operand &O : N.Args) {
      noteIndices(O.Where, Result.Indices);
      if (O.Kind == Operand::OperandKind::Address)
        Result.Others.insert(variable(O.Where));
    }
    const std::string Target = variable(N.Target);
    if (Target.empty())
      continue;
    if (N.Kind == NodeKind::Assign && isStep(N)) {
      Result.Steps[Target].insert(Id);
      continue;
    }
    if (N.Kind != NodeKind::Assign || !isReset(N))
      Result.Others.insert(Target);
    if (N.Kind == NodeKind::Assign && isCopy(N))
      Result.Copies.emplace_back(variable(N.Args[0].Where), Target);
  }
  return Result;
}

SteppedIndices::SteppedIndices(const Function &F) {
  Uses Used = usesIn(F);
  if (Used.Indices.empty())
    return;
  for (const auto &[From, To] : Used.Copies)
    if (Used.Indices.count(To))
      Used.Indices.insert(From);
  std::vector<RawNode> Edges(F.Nodes.size());
  for (NodeId Id = 0; Id < F.Nodes.size(); ++Id) {
    Edges[Id].Next = F.Nodes[Id].Next;
    Edges[Id].Else = F.Nodes[Id].Else;
  }
  const std::vector<std::uint32_t> Component = componentsOf(Edges);
  for (const auto &[Name, Steps] : Used.Steps) {
    if (!Used.Indices.count(Name) || Used.Others.count(Name))
      continue;
    std::set<NodeId> Around;
    for (NodeId Step : Steps)
      for (NodeId Id = 0; Id < F.Nodes.size(); ++Id)
        if (Id != Step && Component[Id] == Component[Step])
          Around.insert({Id, Step});
    if (!Around.empty())
      Loops.emplace(Name, std::move(Around));
  }
}

} // namespace threadpool::link
