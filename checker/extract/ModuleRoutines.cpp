//===- ModuleRoutines.cpp - What happens as a module comes and goes -------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ModuleRoutines.h"

#include "extract/FunctionTranslator.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// A function without parameters that does \p Body.
static const FunctionDecl *functionOf(Stmt *Body, ASTContext &Context,
                                      SourceLocation Where) {
  auto *Result = FunctionDecl::Create(
      Context, Context.getTranslationUnitDecl(), Where, Where,
      DeclarationName(), Context.getFunctionType(Context.VoidTy, {}, {}),
      /*TInfo=*/nullptr, SC_Static);
  Result->setBody(Body);
  return Result;
}

std::vector<facts::Function>
extract::exitRoutines(UnitContext &Unit,
                      llvm::ArrayRef<const VarDecl *> Variables) {
  std::vector<facts::Function> Result;
  for (const VarDecl *Variable : Variables) {
    if (!Variable->isThisDeclarationADefinition() ||
        Variable->isInvalidDecl() || Variable->getTLSKind() ||
        Variable->isNoDestroy(Unit.Context))
      continue;
    const CXXRecordDecl *Class =
        Unit.Context.getBaseElementType(Variable->getType())
            ->getAsCXXRecordDecl();
    if (!Class || !Class->hasDefinition() || Class->isInvalidDecl() ||
        !Class->getDestructor() || Class->hasTrivialDestructor())
      continue;
    const SourceLocation Where = Variable->getLocation();
    const FunctionDecl &Nothing = *functionOf(
        new (Unit.Context) CompoundStmt(Where), Unit.Context, Where);
    Result.push_back(FunctionTranslator(Unit, Nothing)
                         .translateExit(*Variable, *Class->getDestructor()));
  }
  return Result;
}

/// Whether the initialiser of \p Variable may say more than numbers.
static bool mayNameOthers(const VarDecl &Variable, ASTContext &Context) {
  return Variable.hasInit() && !Variable.isStaticLocal() &&
         !Variable.isInvalidDecl() && !Variable.getTLSKind() &&
         !Context.getBaseElementType(Variable.getType())
              ->isIntegralOrEnumerationType();
}

std::vector<facts::Function>
extract::startRoutines(UnitContext &Unit,
                       llvm::ArrayRef<const VarDecl *> Variables) {
  std::vector<facts::Function> Result;
  ASTContext &Context = Unit.Context;
  for (const VarDecl *Variable : Variables) {
    if (!mayNameOthers(*Variable, Context))
      continue;
    const SourceLocation Where = Variable->getLocation();
    Stmt *Declaration = new (Context)
        DeclStmt(DeclGroupRef(const_cast<VarDecl *>(Variable)), Where, Where);
    const FunctionDecl &Start =
        *functionOf(CompoundStmt::Create(Context, {Declaration},
                                         FPOptionsOverride(), Where, Where),
                    Context, Where);
    Result.push_back(FunctionTranslator(Unit, Start).translateStart(*Variable));
  }
  return Result;
}
