//===- CallbackTypes.cpp - Functions of a callback's type -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/CallbackTypes.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace threadpool;
using llvm::StringRef;

/// Whether a parameter points to the structure that is behind the type \p Name.
/// Windows and what stands in for it prefix the name differently.
static bool pointsTo(const FunctionDecl &F, unsigned Parameter,
                     StringRef Name) {
  const QualType Pointee =
      F.getParamDecl(Parameter)->getType()->getPointeeType();
  const auto *Record = Pointee.isNull() ? nullptr : Pointee->getAsRecordDecl();
  return Record && Record->getName().ends_with(Name);
}

StringRef extract::creatorOfCallback(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (F.isVariadic() || (Method && Method->isInstance()) ||
      !F.getReturnType()->isVoidType())
    return {};
  struct CallbackType {
    unsigned NumParameters, Object;
    StringRef Structure, Creator;
  };
  static const CallbackType Types[] = {
      {3, 2, "_TP_WORK", "CreateThreadpoolWork"},
      {3, 2, "_TP_TIMER", "CreateThreadpoolTimer"},
      {4, 2, "_TP_WAIT", "CreateThreadpoolWait"},
      {6, 5, "_TP_IO", "CreateThreadpoolIo"},
  };
  for (const CallbackType &T : Types)
    if (F.getNumParams() == T.NumParameters &&
        pointsTo(F, 0, "_TP_CALLBACK_INSTANCE") &&
        F.getParamDecl(1)->getType()->isVoidPointerType() &&
        pointsTo(F, T.Object, T.Structure))
      return T.Creator;
  return {};
}
