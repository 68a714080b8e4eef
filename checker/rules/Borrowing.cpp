//===- Borrowing.cpp - Who works on an object -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Borrowing.h"

#include "link/Objects.h"
#include "rules/Mentions.h"

#include <set>
#include <utility>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using facts::Path;

bool borrows(const ApiFunction &Api) {
  switch (Api.Role) {
  case ApiRole::Set:
  case ApiRole::SetResult:
  case ApiRole::Submit:
  case ApiRole::StartIo:
  case ApiRole::CancelIo:
  case ApiRole::Drain:
  case ApiRole::Query:
  case ApiRole::Configure:
  case ApiRole::Persist:
  case ApiRole::GroupMembersClose:
    return Api.Args.Object.isArgument();
  default:
    return false;
  }
}

/// Whether the function \p Usr may close what it gets as its parameter \p Own.
/// The functions that are being asked already are in \p Asked.
static bool mayEnd(const facts::UnitFacts &Unit, const std::string &Usr,
                   unsigned Own,
                   std::set<std::pair<std::string, unsigned>> &Asked) {
  auto It = Unit.Functions.find(Usr);
  if (It == Unit.Functions.end() || !It->second.hasBody() ||
      hasGaps(It->second) || Own >= It->second.NumParameters)
    return true;
  if (!Asked.insert({Usr, Own}).second)
    return false;
  auto IsOwn = [&](const Path &P) {
    return P.Root == Path::RootKind::Parameter &&
           P.Symbol == std::to_string(Own);
  };
  auto MayEndAs = [&](const Node &Call, unsigned Position) {
    const facts::Operand &Arg = Call.Args[Position];
    if (!names(Arg, IsOwn))
      return false;
    return Arg.Kind != facts::Operand::OperandKind::Value ||
           !Arg.Where.Steps.empty() ||
           mayEnd(Unit, Call.Callee, Position, Asked);
  };
  auto MayEnd = [&](const Node &N) {
    if (!names(N, IsOwn) || N.Kind == NodeKind::Touch)
      return false;
    if (N.Kind == NodeKind::Call && !N.IsGuess && !names(N.This, IsOwn)) {
      for (unsigned I = 0; I < N.Args.size(); ++I)
        if (MayEndAs(N, I))
          return true;
      return false;
    }
    const ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    return !(Api && borrows(*Api));
  };
  return std::any_of(It->second.Nodes.begin(), It->second.Nodes.end(), MayEnd);
}

bool mayEndItself(const facts::UnitFacts &Unit, const ApiFunction &Creator,
                  const std::string &Callback) {
  if (!Creator.Args.Callback.isPresent())
    return false;
  const std::optional<unsigned> Own = link::parametersOf(Creator).Object;
  std::set<std::pair<std::string, unsigned>> Asked;
  return !Own || mayEnd(Unit, Callback, *Own, Asked);
}

} // namespace threadpool::rules
