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
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/IdentifierResolver.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
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

using ApiNames = llvm::SmallVector<const IdentifierInfo *, 0>;

/// The names of the API that occur in the unit. Its headers have them all.
static ApiNames namesIn(const ASTContext &Context) {
  ApiNames Result;
  for (const facts::ApiFunction &Row : facts::apiFunctions())
    if (Row.Family != facts::ApiFamily::Support)
      if (const IdentifierInfo *Name = identifier(Context, Row.Name))
        Result.push_back(Name);
  return Result;
}

static bool isUsedApi(const NamedDecl *Declared) {
  const auto *Function = dyn_cast<FunctionDecl>(Declared);
  return Function && Function->isReferenced() &&
         isGlobalWithCLinkage(*Function);
}

bool extract::mentionsApi(ASTContext &Context, Preprocessor *PP) {
  const ApiNames Names = namesIn(Context);
  if (Names.empty())
    return false;
  // What a precompiled part declares is known by its names alone, as long as
  // nobody asks for a table of them, or for the declarations of a file: either
  // reads everything, for each edit.
  if (Context.getExternalSource()) {
    if (!PP)
      return true;
    IdentifierResolver Declared(*PP);
    return llvm::any_of(Names, [&](const IdentifierInfo *Name) {
      return llvm::any_of(Declared.decls(Name), isUsedApi);
    });
  }
  const TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  // In C the unit has no table of names yet: making one takes twenty times as
  // long as a look at every declaration.
  if (!Context.getLangOpts().CPlusPlus) {
    const llvm::DenseSet<const IdentifierInfo *> Wanted(Names.begin(),
                                                        Names.end());
    return llvm::any_of(Unit->decls(), [&](const Decl *D) {
      const auto *Function = dyn_cast<FunctionDecl>(D);
      return Function && Wanted.contains(Function->getIdentifier()) &&
             isUsedApi(Function);
    });
  }
  return llvm::any_of(Names, [&](const IdentifierInfo *Name) {
    return llvm::any_of(Unit->lookup(Name), isUsedApi);
  });
}
