//===- Mentions.h - What the nodes of a function name -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_MENTIONS_H
#define THREADPOOL_TIDY_RULES_MENTIONS_H

#include "facts/Facts.h"
#include "facts/ThreadpoolApi.h"

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

/// Whether \p F may do what its nodes do not tell with \p Home, a member or a
/// variable with static storage that no other unit can name.
inline bool hasGapsAbout(const facts::UnitFacts &Unit, const facts::Function &F,
                         const facts::Path &Home) {
  const std::string &Usr =
      Home.Steps.empty() ? Home.Symbol : Home.Steps.back().Name;
  auto Declared = Unit.DeclaredAt.find(Usr);
  if (Declared != Unit.DeclaredAt.end() && F.EndsAt <= Declared->second &&
      (Home.Steps.empty() || !F.IsGenericLambda))
    return false;
  const std::size_t Begin = Usr.rfind('@') + 1;
  const std::string Name = Usr.substr(Begin, Usr.find('#', Begin) - Begin);
  // What a lambda holds has a number for a name.
  if (F.IsBroken || Name.find_first_not_of("0123456789") == std::string::npos)
    return true;
  bool HasWords = false;
  for (const facts::Node &N : F.Nodes) {
    if (N.Kind != facts::NodeKind::Unsupported && !N.IsGuess)
      continue;
    HasWords = true;
    // A function of the pool works on some object, whatever it is called here.
    if (N.Words.empty() || std::any_of(N.Words.begin(), N.Words.end(),
                                       [&Name](const std::string &Word) {
                                         return Word == Name ||
                                                facts::lookupApi(Word);
                                       }))
      return true;
  }
  return F.IsPartial && !HasWords;
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
