//===- Validity.cpp - Whether facts can be worked with --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Validity.h"
#include "facts/Fields.h"

#include "llvm/ADT/StringRef.h"

namespace threadpool::facts {

using StepKind = Path::Step::StepKind;

/// What Clang puts up with.
static constexpr unsigned MaxParameters = 0xffff;

/// The number that \p Text is, as std::to_string() writes it.
template <class Number>
static std::optional<Number> numberIn(const std::string &Text) {
  Number Result;
  if (llvm::StringRef(Text).getAsInteger(10, Result) ||
      std::to_string(Result) != Text)
    return std::nullopt;
  return Result;
}

static std::string complaintAbout(const Path &P, std::size_t NumNodes) {
  if (P.Root == Path::RootKind::Parameter && !numberIn<std::uint32_t>(P.Symbol))
    return "'" + P.Symbol + "' is the position of no parameter";
  if (P.Root == Path::RootKind::Result) {
    const std::optional<std::uint32_t> Maker = numberIn<NodeId>(P.Symbol);
    if (!Maker || *Maker >= NumNodes)
      return "'" + P.Symbol + "' is the number of no node";
  }
  for (const Path::Step &S : P.Steps)
    if (S.Kind == StepKind::Bit) {
      const auto Bit = numberIn<std::uint64_t>(S.Name).value_or(0);
      if (Bit == 0 || (Bit & (Bit - 1)) != 0)
        return "'" + S.Name + "' is no bit";
    }
  return {};
}

static std::string complaintAbout(const Location &Where, std::size_t NumFiles) {
  if (Where.File < NumFiles || (Where.File == 0 && !Where.isValid()))
    return {};
  return "there is no file number " + std::to_string(Where.File);
}

/// Operands without which a node makes no sense.
static std::size_t numNeeded(NodeKind Kind) {
  switch (Kind) {
  case NodeKind::Branch:
    return 2;
  case NodeKind::Assign:
  case NodeKind::Delete:
    return 1;
  default:
    return 0;
  }
}

static std::string complaintAbout(const Node &N, std::size_t NumNodes) {
  for (const NodeId Id : {N.Next, N.Else})
    if (Id != NoNode && Id >= NumNodes)
      return "it leads to node " + std::to_string(Id) + " of " +
             std::to_string(NumNodes);
  if (N.Args.size() < numNeeded(N.Kind))
    return "it has too few operands";
  std::string Result;
  forEach<Path>(N, [&](const Path &P) {
    if (Result.empty())
      Result = complaintAbout(P, NumNodes);
  });
  return Result;
}

template <class T>
static std::string complaintAboutPlaces(const T &In, std::size_t NumFiles) {
  std::string Result;
  forEach<Location>(In, [&](const Location &Where) {
    if (Result.empty())
      Result = complaintAbout(Where, NumFiles);
  });
  return Result;
}

std::string complaintAbout(const Function &F, std::size_t NumFiles) {
  if (F.Entry != NoNode && F.Entry >= F.Nodes.size())
    return "it begins at node " + std::to_string(F.Entry) + " of " +
           std::to_string(F.Nodes.size());
  if (F.NumParameters > MaxParameters)
    return "it has too many parameters";
  if (!F.ParameterNames.empty() && F.ParameterNames.size() != F.NumParameters)
    return "it has " + std::to_string(F.NumParameters) + " parameters and " +
           std::to_string(F.ParameterNames.size()) + " names of parameters";
  for (std::size_t I = 0; I != F.Nodes.size(); ++I) {
    const std::string Complaint = complaintAbout(F.Nodes[I], F.Nodes.size());
    if (!Complaint.empty())
      return "node " + std::to_string(I) + ": " + Complaint;
  }
  return complaintAboutPlaces(F, NumFiles);
}

std::string complaintAbout(const UnitFacts &Unit) {
  for (const auto &[Usr, File] : Unit.DeclaredIn)
    if (File >= Unit.Files.size())
      return "'" + Usr + "' is declared in file " + std::to_string(File) +
             " of " + std::to_string(Unit.Files.size());
  return complaintAboutPlaces(Unit, Unit.Files.size());
}

} // namespace threadpool::facts
