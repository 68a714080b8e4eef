//===- Extract.cpp - What one translation unit says -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Extract.h"

#include "extract/ApiReferences.h"
#include "extract/Declarations.h"
#include "extract/Described.h"
#include "extract/FileTimeCasts.h"
#include "extract/FunctionTranslator.h"
#include "extract/ModuleRoutines.h"
#include "extract/Parts.h"
#include "extract/Paths.h"
#include "extract/TopLevel.h"
#include "extract/UnitEvidence.h"
#include "extract/UnseenDestructors.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

namespace {

/// Finds the definitions outside of foreign code, and numbers the lambdas in
/// them.
class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(ForeignCode &Foreign, Names &Naming, LibraryPointers &Pointers)
      : Foreign(Foreign), Naming(Naming), Pointers(Pointers) {}

  std::vector<const FunctionDecl *> Functions;
  std::vector<const VarDecl *> Variables;
  std::vector<const FieldDecl *> Fields;
  std::vector<const ExplicitCastExpr *> Casts;
  std::vector<const NamedDecl *> Scopes;
  std::vector<const CXXRecordDecl *> Classes;
  Parts Structures;

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    const bool IsForeign =
        !D->isImplicit() && Foreign.contains(D->getLocation());
    if (IsForeign)
      return true;
    const Decl *Outer = Owner;
    if (isa<FunctionDecl, FieldDecl>(D) || isGlobal(D))
      Owner = D;
    const bool Result = RecursiveASTVisitor::TraverseDecl(D);
    Owner = Outer;
    return Result;
  }

  /// Enumerators are many, and hold nothing that is collected.
  bool TraverseEnumDecl(EnumDecl *Enum) { return WalkUpFromEnumDecl(Enum); }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    const CXXRecordDecl *Class = Lambda->getLambdaClass();
    if (Class->isDependentContext() && !Lambda->isGenericLambda())
      return RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    Naming.add(*Class, Owner);
    for (Expr *Capture : Lambda->capture_inits())
      if (!TraverseStmt(Capture))
        return false;
    if (FunctionTemplateDecl *Template =
            Class->getDependentLambdaCallOperator()) {
      for (FunctionDecl *Instance : Template->specializations())
        if (!TraverseDecl(Instance))
          return false;
      return true;
    }
    return TraverseDecl(Lambda->getCallOperator());
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    // An instance that failed has no body, but stands for one. What a server
    // keeps of headers may leave bodies out.
    const bool StandsForBody =
        Function->hasSkippedBody() ||
        (Function->isInvalidDecl() && Function->isTemplateInstantiation());
    if ((Function->doesThisDeclarationHaveABody() || StandsForBody) &&
        !Function->isDependentContext())
      Functions.push_back(Function);
    return true;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *Class) {
    if (Class->isThisDeclarationADefinition() && !Class->isDependentContext())
      Classes.push_back(Class);
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    Structures.note(*Variable);
    if (Variable->hasGlobalStorage() && !isDependent(Variable))
      Variables.push_back(Variable);
    return true;
  }

  bool VisitNamedDecl(NamedDecl *Named) {
    if (isa<NamespaceDecl, NamespaceAliasDecl, TypeDecl>(Named))
      Scopes.push_back(Named);
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    Pointers.note(Call);
    Structures.note(Call);
    addMaker(Call->getDirectCallee());
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    Pointers.note(Construct);
    Structures.note(Construct);
    return true;
  }

  bool VisitImplicitCastExpr(ImplicitCastExpr *Cast) {
    Structures.note(Cast);
    return true;
  }

  bool VisitExplicitCastExpr(ExplicitCastExpr *Cast) {
    Casts.push_back(Cast);
    return true;
  }

  bool VisitFieldDecl(FieldDecl *Field) {
    if (!isDependent(Field)) {
      Fields.push_back(Field);
      Structures.note(*Field);
    }
    return true;
  }

private:
  /// What the library's function makes is seen in its instance.
  void addMaker(const FunctionDecl *Function) {
    if (!Function || !Function->isInStdNamespace() ||
        !Function->getIdentifier() || Function->getName() != "make_unique" ||
        Function->isDependentContext() || !Function->isDefined(Function))
      return;
    if (!llvm::is_contained(Functions, Function))
      Functions.push_back(Function);
  }
  static bool isDependent(const Decl *D) {
    return D->getDeclContext()->isDependentContext() || D->isTemplated();
  }
  static bool isGlobal(const Decl *D) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    return Variable && Variable->isFileVarDecl();
  }

  ForeignCode &Foreign;
  Names &Naming;
  LibraryPointers &Pointers;
  /// The function, variable or field around what is being visited.
  const Decl *Owner = nullptr;
};

} // namespace

/// Those of \p Fields that the functions of \p Unit mention.
static std::vector<std::string> mentioned(const std::set<std::string> &Fields,
                                          const facts::UnitFacts &Unit) {
  std::set<std::string> Found;
  for (const auto &[Usr, Function] : Unit.Functions)
    for (const facts::Node &N : Function.Nodes)
      forEachPath(N, [&](const facts::Path &P) {
        for (const facts::Path::Step &S : P.Steps)
          if (S.Kind == facts::Path::Step::StepKind::Field &&
              Fields.count(S.Name))
            Found.insert(S.Name);
      });
  return {Found.begin(), Found.end()};
}

/// Notes where the file of the unit, and no header, declares \p What, which is
/// called \p Usr.
static void noteOwn(const DeclaratorDecl &What, const std::string &Usr,
                    const UnitContext &Unit, facts::UnitFacts &Result) {
  const Decl *Outermost = &What;
  while (Outermost->getDeclContext()->isRecord())
    Outermost = cast<Decl>(Outermost->getDeclContext());
  const SourceLocation Begin = Outermost->getBeginLoc();
  if (!Usr.empty() && Unit.Context.getSourceManager().isInMainFile(Begin))
    Result.DeclaredAt.try_emplace(Usr, Unit.Source.progressAt(Begin));
}

/// Adds the functions that stand between the pool and the callbacks that the
/// unit has; of others nothing is known.
static void addAdapters(std::map<std::string, facts::Function> Adapters,
                        facts::UnitFacts &Unit) {
  for (auto &[Usr, Adapter] : Adapters) {
    auto Callee = Unit.Functions.find(Adapter.Nodes.front().Callee);
    if (Callee != Unit.Functions.end() && Callee->second.hasBody())
      Unit.Functions.try_emplace(Usr, std::move(Adapter));
  }
}

std::optional<facts::UnitFacts> extract::extract(ASTContext &Context,
                                                 Preprocessor *PP,
                                                 Described &Known,
                                                 const Purpose &For) {
  if (!For.Links && !mentionsApi(Context, PP) && !Known.isMentioned())
    return std::nullopt;
  facts::UnitFacts Result;
  UnitContext Unit(Context, PP, Result.Files, For.UnitName);
  Unit.Known = &Known;
  Unit.FollowsExceptions = For.FollowsExceptions;
  Collector Found(Unit.Foreign, Unit.Naming, Unit.Pointers);
  for (Decl *D : topLevel(Context))
    Found.TraverseDecl(D);
  for (const FieldDecl *Field : Found.Structures.nameless())
    Unit.Naming.leaveAway(*Field);

  for (const FunctionDecl *Function : Found.Functions)
    Unit.BrokenNames.add(*Function);
  for (const VarDecl *Variable : Found.Variables)
    Unit.BrokenNames.add(*Variable);
  for (const FieldDecl *Field : Found.Fields)
    Unit.BrokenNames.add(*Field);
  for (const NamedDecl *Scope : Found.Scopes)
    Unit.BrokenNames.addScope(*Scope);
  for (const FunctionDecl *Function : Found.Functions) {
    facts::Function Translated =
        FunctionTranslator(Unit, *Function).translate();
    // Two definitions of one name are an error that was reported already.
    if (!Translated.Usr.empty())
      Result.Functions.try_emplace(Translated.Usr, std::move(Translated));
  }
  addAdapters(std::move(Unit.Adapters), Result);
  addUnseenDestructors(Unit, Found.Classes, Found.Functions, Result);
  std::set<std::string> HeaderGlobals;
  for (const VarDecl *Variable : Found.Variables) {
    noteOwn(*Variable, Unit.Naming.usr(*Variable), Unit, Result);
    if (std::optional<std::int64_t> Value = initialValue(*Variable, Context))
      Result.InitialValues[Unit.Naming.usr(*Variable)] = *Value;
    if (Variable->isExternallyVisible() && !Variable->isStaticLocal())
      Unit.ExternalGlobals.insert(Unit.Naming.usr(*Variable));
    if (Variable->isFileVarDecl() &&
        !Context.getSourceManager().isInMainFile(
            Context.getSourceManager().getExpansionLoc(
                Variable->getBeginLoc())))
      HeaderGlobals.insert(Unit.Naming.usr(*Variable));
  }
  Result.AtExit = exitRoutines(Unit, Found.Variables);
  if (!Result.AtExit.empty())
    Result.AtStart = startRoutines(Unit, Found.Variables);
  for (const FieldDecl *Field : Found.Fields) {
    noteOwn(*Field, Unit.Naming.usr(*Field), Unit, Result);
    if (std::optional<std::int64_t> Value = initialValue(*Field, Context))
      Result.InitialValues[Unit.Naming.usr(*Field)] = *Value;
  }
  Result.ExternalGlobals.assign(Unit.ExternalGlobals.begin(),
                                Unit.ExternalGlobals.end());
  Result.HeaderGlobals.assign(HeaderGlobals.begin(), HeaderGlobals.end());
  Result.ExternalFields = mentioned(Unit.Naming.headerFields(), Result);
  Result.FileTimeCasts = fileTimeCasts(Found.Casts, Context, Unit.Source);
  const auto [Dll, DllShown] =
      dllEvidence(Found.Functions, Found.Variables, PP);
  Result.Dll = Dll;
  if (DllShown)
    Result.DllAt = Unit.Source.locate(DllShown->getLocation());
  Result.TargetsWindows8 = targetsWindows8(PP);
  if (For.Links)
    noteDeclarations(Unit, Found.Variables, Result);
  return Result;
}
