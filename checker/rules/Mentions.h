//===- Mentions.h - What the nodes of a function name -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_MENTIONS_H
#define THREADPOOL_TIDY_RULES_MENTIONS_H

#include "facts/Facts.h"

#include <algorithm>

namespace threadpool::rules {

/// Whether \p Is holds for a path that \p O names.
template <typename Fn> bool names(const facts::Operand &O, Fn Is) {
  return Is(O.Where) || std::any_of(O.Sources.begin(), O.Sources.end(), Is);
}

/// Whether \p Is holds for a path that \p N names.
template <typename Fn> bool names(const facts::Node &N, Fn Is) {
  return Is(N.Target) || names(N.This, Is) ||
         std::any_of(N.Args.begin(), N.Args.end(),
                     [&](const facts::Operand &O) { return names(O, Is); });
}

/// Whether \p F may do what its nodes do not tell.
inline bool hasGaps(const facts::Function &F) {
  return F.IsBroken || F.IsPartial ||
         std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const facts::Node &N) {
           return N.Kind == facts::NodeKind::Unsupported;
         });
}

/// Whether every other unit leaves \p Home alone.
inline bool isOfThisUnit(const facts::UnitFacts &Unit,
                         const facts::Path &Home) {
  auto IsIn = [](const std::vector<std::string> &Names,
                 const std::string &Name) {
    return std::find(Names.begin(), Names.end(), Name) != Names.end();
  };
  if (Home.Steps.empty())
    return Home.Root == facts::Path::RootKind::Global &&
           !IsIn(Unit.ExternalGlobals, Home.Symbol);
  return Home.Steps.back().Kind == facts::Path::Step::StepKind::Field &&
         !IsIn(Unit.ExternalFields, Home.Steps.back().Name);
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_MENTIONS_H
