//===- ExitRoutines.cpp - What happens as a module ends -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ExitRoutines.h"

#include "extract/FunctionTranslator.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// A function without parameters that does nothing.
static const FunctionDecl *emptyFunction(ASTContext &Context,
                                         SourceLocation Where) {
  auto *Result = FunctionDecl::Create(
      Context, Context.getTranslationUnitDecl(), Where, Where,
      DeclarationName(), Context.getFunctionType(Context.VoidTy, {}, {}),
      /*TInfo=*/nullptr, SC_Static);
  Result->setBody(new (Context) CompoundStmt(Where));
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
    const FunctionDecl &Nothing =
        *emptyFunction(Unit.Context, Variable->getLocation());
    Result.push_back(FunctionTranslator(Unit, Nothing)
                         .translateExit(*Variable, *Class->getDestructor()));
  }
  return Result;
}
