//===- Declarations.cpp - Who declares what units share -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Declarations.h"

#include "extract/FunctionTranslator.h"
#include "facts/Symbols.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace threadpool;

void extract::noteDeclarations(UnitContext &Unit,
                               llvm::ArrayRef<const VarDecl *> Variables,
                               facts::UnitFacts &Facts) {
  const SourceManager &Sources = Unit.Context.getSourceManager();
  std::set<std::string> Mentioned;
  facts::visitFunctionsOf(Facts, [&](const facts::Function &F) {
    facts::visitSymbolsIn(
        F, [&](const std::string &Usr) { Mentioned.insert(Usr); });
  });
  for (const auto &[Usr, Declared] : Unit.Naming.shared())
    if (Mentioned.count(Usr) && Declared->getLocation().isValid() &&
        !Sources.isInSystemHeader(Declared->getLocation()))
      Facts.DeclaredIn[Usr] = Unit.Source.locate(Declared->getLocation()).File;
  std::set<std::string> Defined;
  for (const VarDecl *Variable : Variables)
    if (Variable->isThisDeclarationADefinition() != VarDecl::DeclarationOnly &&
        Variable->isExternallyVisible() && !Variable->isStaticLocal() &&
        Sources.isInMainFile(Sources.getExpansionLoc(Variable->getLocation())))
      Defined.insert(Unit.Naming.usr(*Variable));
  Facts.DefinedGlobals.assign(Defined.begin(), Defined.end());
}
