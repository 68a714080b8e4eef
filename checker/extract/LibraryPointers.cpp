//===- LibraryPointers.cpp - The smart pointers of the library ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/LibraryPointers.h"

#include "extract/Callables.h"

using namespace clang;
using namespace threadpool::extract;

LibraryPointer threadpool::extract::libraryPointer(const CXXRecordDecl *Class) {
  const auto *Instance =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  if (!Instance || !Instance->isInStdNamespace() || !Instance->getIdentifier())
    return {};
  LibraryPointer Result;
  Result.IsShared = Instance->getName() == "shared_ptr";
  const TemplateArgumentList &Args = Instance->getTemplateArgs();
  if ((!Result.IsShared && Instance->getName() != "unique_ptr") ||
      Args.size() == 0 || Args[0].getKind() != TemplateArgument::Type ||
      Args[0].getAsType()->isDependentType())
    return {};
  Result.Class = Instance;
  Result.Pointee = Args[0].getAsType();
  if (const auto *Array = Result.Pointee->getAsArrayTypeUnsafe()) {
    Result.IsArray = true;
    Result.Pointee = Array->getElementType();
  }
  if (!Result.IsShared && Args.size() > 1 &&
      Args[1].getKind() == TemplateArgument::Type)
    Result.Deleter = Args[1].getAsType();
  return Result;
}

LibraryPointer threadpool::extract::libraryPointer(QualType Type) {
  return libraryPointer(Type.getNonReferenceType()->getAsCXXRecordDecl());
}

LibraryPointer threadpool::extract::libraryPointerCalled(const CallExpr *Call) {
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() > 0)
    Object = Call->getArg(0);
  if (!Object)
    return {};
  const QualType Type = Object->IgnoreParenImpCasts()->getType();
  return libraryPointer(Type->isPointerType() ? Type->getPointeeType() : Type);
}

void LibraryPointers::noteDeleter(const LibraryPointer &P, const Expr *Given) {
  const FunctionDecl *Found = callableIn(Given).Function;
  const CXXRecordDecl *Class =
      Given->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Found && Class && Class->hasDefinition())
    for (const CXXMethodDecl *Method : Class->methods())
      if (Method->getOverloadedOperator() == OO_Call)
        Found = Found ? nullptr : Method;
  auto [It, IsNew] = Deleters.try_emplace(P.Class->getCanonicalDecl(), Found);
  if (!IsNew && It->second != Found)
    It->second = nullptr;
}

void LibraryPointers::note(const Expr *E) {
  auto NoteCopies = [this](llvm::ArrayRef<const Expr *> Args) {
    // What is moved from is an expiring value.
    for (const Expr *Arg : Args)
      if (const LibraryPointer P = libraryPointer(Arg->getType());
          P.IsShared && Arg->isLValue())
        Copied.insert(P.Class->getCanonicalDecl());
  };
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    NoteCopies({Construct->getArgs(), Construct->getNumArgs()});
    const LibraryPointer P =
        libraryPointer(Construct->getConstructor()->getParent());
    if (P && Construct->getNumArgs() > 1 &&
        !Construct->getArg(1)->isDefaultArgument())
      noteDeleter(P, Construct->getArg(1));
  } else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    NoteCopies({Member->getArgs(), Member->getNumArgs()});
    const LibraryPointer P = libraryPointerCalled(Member);
    if (P && Member->getNumArgs() > 1)
      noteDeleter(P, Member->getArg(1));
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    // The operators of the pointer itself do not copy their left side.
    if (Operator->getOperator() == OO_Equal && Operator->getNumArgs() == 2)
      NoteCopies({Operator->getArg(1)});
  } else if (const auto *Call = dyn_cast<CallExpr>(E);
             Call && !Call->isCallToStdMove()) {
    NoteCopies({Call->getArgs(), Call->getNumArgs()});
  }
}

const FunctionDecl *LibraryPointers::deleterOf(const LibraryPointer &P) const {
  auto It = Deleters.find(P.Class->getCanonicalDecl());
  return It == Deleters.end() ? nullptr : It->second;
}

bool LibraryPointers::isSoleOwner(const LibraryPointer &P) const {
  return !P.IsShared || !Copied.count(P.Class->getCanonicalDecl());
}
