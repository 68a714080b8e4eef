//===- Library.cpp - Functions of libraries that change or tell flags -----===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/LockClasses.h"
#include "extract/Paths.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// The stop source that \p Token was just taken from, or \p Token.
static const Expr *sourceOf(const Expr *Token) {
  Token = Token->IgnoreImplicit()->IgnoreParens();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Token))
    Token = Temporary->getSubExpr()->IgnoreImplicit();
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Token);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  return Method && Method->getIdentifier() && Method->getName() == "get_token"
             ? Call->getImplicitObjectArgument()
             : Token;
}

/// Stop sources and the tokens that are asked in place. A token that is kept
/// elsewhere is another thing, of which nobody sees when it is told to stop.
bool FunctionTranslator::translateStopMember(const CallExpr *Call,
                                             const CXXMethodDecl &Method) {
  const CXXRecordDecl *Class = Method.getParent();
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  if (!Member || !Class->isInStdNamespace() || !Class->getIdentifier() ||
      !Method.getIdentifier() ||
      (Class->getName() != "stop_source" && Class->getName() != "stop_token"))
    return false;
  const StringRef Name = Method.getName();
  if (Name != "request_stop" && Name != "stop_requested")
    return false;
  const Expr *Object = sourceOf(Member->getImplicitObjectArgument());
  const facts::Path Signal =
      withSignal(Object->getType()->isPointerType() ? pointee(valueOf(Object))
                                                    : pathOf(Object));
  if (!Signal.isValid())
    return false;
  if (Name == "request_stop")
    exchange(Call, Signal, constant(1));
  else
    Values[Call] = valueAt(Signal);
  return true;
}

bool FunctionTranslator::translateLibraryFunction(const CallExpr *Call,
                                                  const FunctionDecl &Callee) {
  if (!Callee.getIdentifier() || isa<CXXMethodDecl>(Callee))
    return false;
  const StringRef Name = Callee.getName();
  if (Callee.isInStdNamespace() && Name == "exchange" &&
      Call->getNumArgs() == 2 &&
      (Call->getType()->isScalarType() ||
       isKnownPointer(libraryPointer(Call->getType())))) {
    const facts::Path Variable = pathOf(Call->getArg(0));
    if (!Variable.isValid())
      return false;
    exchange(Call, Variable, valueOf(Call->getArg(1)));
    return true;
  }
  if (Callee.isInStdNamespace() && Name == "lock" && Call->getNumArgs() > 1) {
    for (const Expr *Arg : Call->arguments()) {
      const facts::Path Lock = pathOf(Arg);
      const Guard *Known = guardAt(Lock);
      Guard Held;
      if (Known)
        Held = *Known;
      else
        Held.Locks.push_back(Lock);
      emitLocks(facts::NodeKind::Lock, Held,
                newNode(facts::NodeKind::Lock, Call));
      if (Held.Owns.isValid())
        emitAssign(Held.Owns, constant(1), Call);
    }
    return true;
  }
  const auto *Scope = dyn_cast<NamespaceDecl>(Callee.getDeclContext());
  if (!Scope || !Scope->getIdentifier() || Scope->getName() != "wil" ||
      Call->getNumArgs() == 0 || !Call->getType()->isRecordType())
    return false;
  return translateLockCall(Call, pointee(valueOf(Call->getArg(0))), Name);
}
