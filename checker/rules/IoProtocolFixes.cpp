//===- IoProtocolFixes.cpp - Announcements as edits -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IoProtocolFixes.h"

#include "rules/Fixes.h"

#include "llvm/ADT/Twine.h"

#include <algorithm>

namespace threadpool::rules {

using facts::NodeId;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using RootKind = facts::Path::RootKind;

static std::string callOf(llvm::StringRef Function, llvm::StringRef Object) {
  return (llvm::Twine(Function) + "(" + Object + ");").str();
}

/// The member that \p P ends in, as it is written; empty if it ends otherwise.
static llvm::StringRef memberOf(const Path &P) {
  if (P.Steps.empty() || P.Steps.back().Kind != Path::Step::StepKind::Field)
    return "";
  const llvm::StringRef Usr = P.Steps.back().Name;
  const std::size_t Mark = Usr.rfind("@FI@");
  return Mark == llvm::StringRef::npos ? "" : Usr.substr(Mark + 4);
}

/// Whether both are members of one object, and of the same class.
static bool areBeside(const Path &A, const Path &B) {
  if (A.Steps.size() != B.Steps.size() || memberOf(A).empty() ||
      memberOf(B).empty() || link::numCommonSteps(A, B) + 1 != A.Steps.size() ||
      A.Root != B.Root || A.Symbol != B.Symbol)
    return false;
  auto ClassOf = [](const Path &P) {
    const llvm::StringRef Usr = P.Steps.back().Name;
    return Usr.take_front(Usr.rfind("@FI@"));
  };
  return ClassOf(A) == ClassOf(B);
}

std::vector<Edit> callBeforeOperation(llvm::StringRef Call,
                                      const facts::Node &Operation,
                                      const Operand &File,
                                      const BoundFile &Bound) {
  llvm::StringRef Written = File.Text;
  if (!Bound.Object || !areBeside(Bound.File, *Bound.Object) ||
      File.Kind != Operand::OperandKind::Value ||
      memberOf(File.Where) != memberOf(Bound.File) ||
      !Written.consume_back(memberOf(Bound.File)) ||
      !(Written.empty() || Written.ends_with("->") || Written.ends_with(".")))
    return {};
  return insertBefore(
      Operation,
      callOf(Call, (llvm::Twine(Written) + memberOf(*Bound.Object)).str()));
}

static std::vector<unsigned> numPredecessors(const facts::Function &F) {
  std::vector<unsigned> Result(F.Nodes.size());
  for (const facts::Node &N : F.Nodes)
    for (NodeId Next : {N.Next, N.Else})
      if (Next != facts::NoNode)
        ++Result[Next];
  return Result;
}

/// Whether the last error is asked for behind \p Anchor: nobody promises that
/// the inserted call leaves it alone.
static bool asksForError(const facts::Function &F, const facts::Node &Anchor) {
  return std::any_of(
      F.Nodes.begin(), F.Nodes.end(), [&Anchor](const facts::Node &N) {
        return N.Kind == NodeKind::Call &&
               llvm::StringRef(N.CalleeName).contains("GetLast") &&
               N.Where.Offset >= Anchor.Insertion.Before.Offset;
      });
}

/// Whether \p O means the same wherever it is written in \p F.
static bool isSteady(const facts::Function &F, const Operand &O) {
  if (O.Kind != Operand::OperandKind::Value || O.Text.empty())
    return false;
  if (O.Where.Root != RootKind::Parameter)
    return O.Where.Root == RootKind::This || O.Where.Root == RootKind::Global;
  return std::none_of(F.Nodes.begin(), F.Nodes.end(), [&O](const auto &N) {
    return N.Kind == NodeKind::Assign && N.Target.Root == RootKind::Parameter &&
           N.Target.Symbol == O.Where.Symbol && N.Target.Steps.empty();
  });
}

std::vector<Edit> callOnFailure(llvm::StringRef Call, const facts::Node &Start,
                                const FailureBranch &Branch) {
  const facts::Function &F = *Branch.Function;
  if (Start.Args.empty() || !isSteady(F, Start.Args[0]))
    return {};
  const facts::Node &Test = F.Nodes[Branch.Test];
  const std::vector<unsigned> Predecessors = numPredecessors(F);
  for (NodeId Id = Branch.Failed; Id != facts::NoNode && Predecessors[Id] == 1;
       Id = F.Nodes[Id].Next) {
    const facts::Node &N = F.Nodes[Id];
    if (N.Kind == NodeKind::Join)
      continue;
    if (N.Insertion.Before.File != Test.Where.File ||
        N.Insertion.Before.Offset <= Test.Where.Offset || asksForError(F, N))
      return {};
    return insertBefore(N, callOf(Call, Start.Args[0].Text));
  }
  return {};
}

} // namespace threadpool::rules
