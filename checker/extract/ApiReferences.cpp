//===- ApiReferences.cpp - Which declarations are the API -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ApiReferences.h"
#include "extract/TopLevel.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// Whether \p Function stands where the API's own declarations stand.
static bool isGlobalWithCLinkage(const FunctionDecl &Function) {
  if (isa<CXXMethodDecl>(Function) || !Function.getDeclName().isIdentifier())
    return false;
  if (!Function.getDeclContext()->getRedeclContext()->isTranslationUnit())
    return false;
  // Builtins are declared implicitly, the headers' inline functions are static.
  if (Function.isExternC() || Function.getBuiltinID())
    return true;
  const ASTContext &Context = Function.getASTContext();
  return Context.getSourceManager().isInSystemHeader(Function.getLocation());
}

/// InterlockedX for _InterlockedX, InterlockedXAcquire and the like.
static StringRef withoutVariant(StringRef Name) {
  StringRef Plain = Name;
  Plain.consume_front("_");
  if (!Plain.starts_with("Interlocked"))
    return Name;
  for (StringRef Barrier :
       {"Acquire", "Release", "NoFence", "_nf", "_acq", "_rel"})
    if (Plain.consume_back(Barrier))
      break;
  return Plain;
}

/// InterlockedX64 for interlocked_x_64, as portability layers have it; empty
/// for all other names.
static std::string interlockedName(StringRef Name) {
  std::string Result;
  if (!Name.starts_with("interlocked_"))
    return Result;
  for (StringRef Part : llvm::split(Name, '_'))
    if (!Part.empty())
      Result += llvm::toUpper(Part.front()) + Part.drop_front().str();
  return Result;
}

const facts::ApiFunction *extract::apiOf(const FunctionDecl &Function) {
  if (!Function.getIdentifier())
    return nullptr;
  const StringRef Name = Function.getName();
  const facts::ApiFunction *Row = facts::lookupApi(withoutVariant(Name));
  if (!Row)
    if (const std::string Spelled = interlockedName(Name); !Spelled.empty())
      Row = facts::lookupApi(Spelled);
  return Row && isGlobalWithCLinkage(Function) ? Row : nullptr;
}

using ApiNames = llvm::DenseSet<const IdentifierInfo *>;

/// The names of the API that occur in the unit. Its headers have them all.
static ApiNames namesIn(const ASTContext &Context) {
  ApiNames Result;
  for (const facts::ApiFunction &Row : facts::apiFunctions()) {
    if (Row.Family == facts::ApiFamily::Support)
      continue;
    auto Name = Context.Idents.find(Row.Name);
    if (Name != Context.Idents.end())
      Result.insert(Name->second);
  }
  return Result;
}

namespace {

/// Stops at the first reference to the API.
class FirstReference : public RecursiveASTVisitor<FirstReference> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }

  /// Enumerators are many, and call nothing.
  bool TraverseEnumDecl(EnumDecl *) { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *Reference) {
    const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
    const facts::ApiFunction *Row = Function ? apiOf(*Function) : nullptr;
    return !Row || Row->Family == facts::ApiFamily::Support;
  }
};

} // namespace

bool extract::mentionsApi(ASTContext &Context) {
  const TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  // To look a name up would read its declaration from what is precompiled, and
  // in C all others with it.
  if (Context.getExternalSource()) {
    auto Mentions = [](Decl *D) { return !FirstReference().TraverseDecl(D); };
    return llvm::any_of(Unit->noload_decls(), Mentions) ||
           llvm::any_of(precompiledTopLevel(Context), Mentions);
  }
  const ApiNames Names = namesIn(Context);
  if (Names.empty())
    return false;
  // In C the unit has no table of names yet: making one takes twenty times as
  // long as a look at every declaration.
  if (!Context.getLangOpts().CPlusPlus)
    return llvm::any_of(Unit->decls(), [&](const Decl *D) {
      const auto *Function = dyn_cast<FunctionDecl>(D);
      return Function && Names.contains(Function->getIdentifier()) &&
             Function->isReferenced() && isGlobalWithCLinkage(*Function);
    });
  for (const IdentifierInfo *Name : Names)
    for (const NamedDecl *Found : Unit->lookup(Name)) {
      const auto *Function = dyn_cast<FunctionDecl>(Found);
      if (Function && Function->isReferenced() &&
          isGlobalWithCLinkage(*Function))
        return true;
    }
  return false;
}
