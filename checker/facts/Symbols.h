//===- Symbols.h - The names in facts that units share ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who links units renames, and moves places to other files. All that has to be
// looked at for that is listed here.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_SYMBOLS_H
#define THREADPOOL_TIDY_FACTS_SYMBOLS_H

#include "facts/Facts.h"

namespace threadpool::facts {

/// Calls \p Visit with each USR in \p P: of a variable, and of fields.
template <typename PathT, typename Fn> void visitSymbolsOf(PathT &P, Fn Visit) {
  if (P.Root == Path::RootKind::Global)
    Visit(P.Symbol);
  for (auto &S : P.Steps)
    if (S.Kind == Path::Step::StepKind::Field)
      Visit(S.Name);
}

/// Calls \p Visit with each path in \p O.
template <typename OperandT, typename Fn>
void visitPathsOf(OperandT &O, Fn Visit) {
  Visit(O.Where);
  for (auto &Source : O.Sources)
    Visit(Source);
}

/// Calls \p Visit with each operand of \p N.
template <typename NodeT, typename Fn>
void visitOperandsOf(NodeT &N, Fn Visit) {
  for (auto &Argument : N.Args)
    Visit(Argument);
  Visit(N.This);
}

/// Calls \p Visit with each USR in \p F, its own and those that it mentions.
template <typename FunctionT, typename Fn>
void visitSymbolsIn(FunctionT &F, Fn Visit) {
  auto VisitNamed = [&](auto &Usr) {
    if (!Usr.empty())
      Visit(Usr);
  };
  auto VisitPath = [&](auto &P) { visitSymbolsOf(P, VisitNamed); };
  VisitNamed(F.Usr);
  VisitNamed(F.Record);
  for (auto &N : F.Nodes) {
    if (N.Kind == NodeKind::Call)
      VisitNamed(N.Callee);
    VisitNamed(N.Overridable);
    visitOperandsOf(N, [&](auto &O) {
      VisitNamed(O.Function);
      visitPathsOf(O, VisitPath);
    });
    VisitPath(N.Target);
    VisitPath(N.LoopVariable);
  }
  for (auto &Call : F.OpenCalls)
    VisitNamed(Call.Callee);
}

/// Calls \p Visit with each function of \p Unit.
template <typename UnitT, typename Fn>
void visitFunctionsOf(UnitT &Unit, Fn Visit) {
  for (auto &[Usr, F] : Unit.Functions)
    Visit(F);
  for (auto &F : Unit.AtExit)
    Visit(F);
  for (auto &F : Unit.AtStart)
    Visit(F);
}

/// Calls \p Visit with each place in \p F. What operands share is copied first.
template <typename Fn> void visitPlacesIn(Function &F, Fn Visit) {
  Visit(F.Where);
  Visit(F.BodyBegin);
  for (Throw &T : F.Throws)
    Visit(T.Where);
  for (OpenCall &Call : F.OpenCalls)
    Visit(Call.Where);
  for (Node &N : F.Nodes) {
    Visit(N.Where);
    Visit(N.Insertion.Before);
    Visit(N.Insertion.After);
    if (N.Insertion.Braces) {
      Visit(N.Insertion.Braces->Open);
      Visit(N.Insertion.Braces->Close);
    }
    visitOperandsOf(N, [&](Operand &O) {
      if (!O.Times)
        return;
      auto Moved = std::make_shared<Product>(*O.Times);
      Visit(Moved->Where);
      Visit(Moved->Widen);
      O.Times = std::move(Moved);
    });
  }
}

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_SYMBOLS_H
