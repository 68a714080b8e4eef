//===- Relevance.cpp - Which functions can concern an object --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Relevance.h"

namespace threadpool::link {

using facts::Node;
using facts::Operand;
using facts::Path;
using Names = std::set<std::string>;

template <typename Fn> static void forEachOperand(const Node &N, Fn Visit) {
  for (const Operand &O : N.Args)
    Visit(O);
  Visit(N.This);
}

/// Calls \p Visit with each variable and member that \p N names.
template <typename Fn> static void forEachName(const Node &N, Fn Visit) {
  auto VisitPath = [&](const Path &P) {
    if (P.Root == Path::RootKind::Global)
      Visit(P.Symbol);
    for (const Path::Step &S : P.Steps)
      if (S.Kind == Path::Step::StepKind::Field)
        Visit(S.Name);
  };
  forEachOperand(N, [&](const Operand &O) {
    VisitPath(O.Where);
    for (const Path &Source : O.Sources)
      VisitPath(Source);
  });
  VisitPath(N.Target);
}

/// The functions around the API: those that reach it, those that they hand on
/// as callbacks, and what all of these call.
static Names functionsAround(const facts::UnitFacts &Unit,
                             const CallGraph &Calls, Names Functions) {
  for (std::size_t Before = 0; Functions.size() != Before;) {
    Before = Functions.size();
    Functions = Calls.withCallees(std::move(Functions));
    Names Callbacks;
    for (const std::string &Usr : Functions)
      for (const Node &N : Unit.Functions.at(Usr).Nodes)
        forEachOperand(N, [&](const Operand &O) {
          if (Unit.Functions.count(O.Function))
            Callbacks.insert(O.Function);
        });
    Functions.insert(Callbacks.begin(), Callbacks.end());
  }
  return Functions;
}

std::set<std::string> relevantFunctions(const facts::UnitFacts &Unit,
                                        const CallGraph &Calls) {
  Names Relevant = Calls.reaching([](const facts::ApiFunction &Api) {
    return Api.Family != facts::ApiFamily::Support;
  });
  Names Mentioned;
  for (const std::string &Usr : functionsAround(Unit, Calls, Relevant))
    for (const Node &N : Unit.Functions.at(Usr).Nodes)
      forEachName(N, [&](const std::string &Name) { Mentioned.insert(Name); });
  for (const auto &[Usr, F] : Unit.Functions)
    for (const Node &N : F.Nodes)
      forEachName(N, [&, &Usr = Usr](const std::string &Name) {
        if (Mentioned.count(Name))
          Relevant.insert(Usr);
      });
  return Calls.withCallers(std::move(Relevant));
}

} // namespace threadpool::link
