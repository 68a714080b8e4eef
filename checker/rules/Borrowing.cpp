//===- Borrowing.cpp - Who works on an object -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Borrowing.h"

#include "link/Objects.h"
#include "rules/Mentions.h"

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
  case ApiRole::GroupMembersClose:
    return Api.Args.Object.isArgument();
  default:
    return false;
  }
}

bool mayEndItself(const facts::UnitFacts &Unit, const ApiFunction &Creator,
                  const std::string &Callback) {
  if (!Creator.Args.Callback.isPresent())
    return false;
  const std::optional<unsigned> Own = link::parametersOf(Creator).Object;
  auto It = Unit.Functions.find(Callback);
  if (It == Unit.Functions.end() || !It->second.hasBody() ||
      hasGaps(It->second) || !Own)
    return true;
  auto IsOwn = [&](const Path &P) {
    return P.Root == Path::RootKind::Parameter &&
           P.Symbol == std::to_string(*Own);
  };
  auto MayEnd = [&](const Node &N) {
    const ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    return names(N, IsOwn) && N.Kind != NodeKind::Touch &&
           !(Api && borrows(*Api));
  };
  return std::any_of(It->second.Nodes.begin(), It->second.Nodes.end(), MayEnd);
}

} // namespace threadpool::rules
