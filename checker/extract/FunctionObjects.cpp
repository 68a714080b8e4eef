//===- FunctionObjects.cpp - std::function as something to test -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object that holds a function or nothing is as good a flag as a bool: it is
// emptied to stop, and asked before the call. Which function it holds is not
// followed.
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

static bool holdsFunction(const CXXRecordDecl *Class) {
  if (!Class || !Class->isInStdNamespace() || !Class->getIdentifier())
    return false;
  const StringRef Name = Class->getName();
  return Name == "function" || Name == "move_only_function" ||
         Name == "copyable_function";
}

static bool holdsFunction(const Expr *E) {
  return holdsFunction(
      E->getType().getNonReferenceType()->getAsCXXRecordDecl());
}

/// Whether an object that is given \p Given holds a function then.
facts::Operand FunctionTranslator::heldOnceGiven(const Expr *Given) {
  if (Given->getType()->isNullPtrType())
    return constant(0);
  if (holdsFunction(Given)) {
    const facts::Path Source = pathOf(Given);
    if (isShared(Source))
      PendingReads.push_back(Source);
    return valueAt(withHeld(Source));
  }
  const QualType Type = Given->getType().getNonReferenceType();
  // A pointer may be null.
  return Type->isRecordType() || Type->isFunctionType() ? constant(1)
                                                        : unknown();
}

/// An object that was moved from holds anything.
void FunctionTranslator::spoilMoved(const Expr *Given, const Expr *At) {
  if (holdsFunction(Given) && Given->isXValue() &&
      !isa<MaterializeTemporaryExpr>(withoutWrappers(Given)))
    emitAssign(withHeld(pathOf(Given)), unknown(), At);
}

/// Whether the call asks if an object holds a function.
bool FunctionTranslator::translateHeldQuestion(const CallExpr *Call,
                                               const FunctionDecl &Callee) {
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(&Callee)) {
    if (!holdsFunction(Conversion->getParent()) ||
        !Conversion->getConversionType()->isBooleanType())
      return false;
    const facts::Path Object = pointee(objectOf(Call));
    if (!Object.isValid())
      return false;
    if (isShared(Object))
      PendingReads.push_back(Object);
    Values[Call] = valueAt(withHeld(Object));
    return true;
  }
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (!Operator || Call->getNumArgs() != 2 ||
      (Operator->getOperator() != OO_EqualEqual &&
       Operator->getOperator() != OO_ExclaimEqual))
    return false;
  const Expr *Left = Call->getArg(0), *Right = Call->getArg(1);
  if (Left->getType()->isNullPtrType())
    std::swap(Left, Right);
  if (!Right->getType()->isNullPtrType() || !holdsFunction(Left))
    return false;
  const facts::Path Object = pathOf(Left);
  if (!Object.isValid())
    return false;
  if (isShared(Object))
    PendingReads.push_back(Object);
  Test T;
  T.Kind = Test::Compare;
  T.Negated = Operator->getOperator() == OO_ExclaimEqual;
  T.Left = valueAt(withHeld(Object));
  T.Right = constant(0);
  Values[Call] = outcomeOf(T, Call);
  return true;
}

/// Two objects exchange what they hold.
void FunctionTranslator::swapHeld(const facts::Path &Left,
                                  const facts::Path &Right, const Expr *At) {
  const facts::Path Before = Nodes.newTemporary();
  emitAssign(Before, valueAt(Left), At);
  emitAssign(Left, valueAt(Right), At);
  emitAssign(Right, valueAt(Before), At);
}

/// What the call, which was translated, changed about what is held.
void FunctionTranslator::noteHeld(const CallExpr *Call,
                                  const FunctionDecl *Callee) {
  if (!Callee || !Unit.Foreign.contains(Callee->getLocation()))
    return;
  llvm::ArrayRef<const Expr *> Args(Call->getArgs(), Call->getNumArgs());
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const StringRef Name = Callee->getIdentifier() ? Callee->getName() : "";
  if (Method && holdsFunction(Method->getParent())) {
    if (Method->isConst())
      return;
    if (isa<CXXOperatorCallExpr>(Call))
      Args = Args.drop_front();
    const facts::Path Held = withHeld(pointee(objectOf(Call)));
    if (Method->getOverloadedOperator() == OO_Equal && Args.size() == 1) {
      emitAssign(Held, heldOnceGiven(Args[0]), Call);
      spoilMoved(Args[0], Call);
    } else if (Name == "swap" && Args.size() == 1) {
      swapHeld(Held, withHeld(pathOf(Args[0])), Call);
    } else if (Method->getOverloadedOperator() != OO_Call) {
      emitAssign(Held, unknown(), Call);
    }
    return;
  }
  if (Args.size() == 2 && Callee->isInStdNamespace() &&
      holdsFunction(Args[0])) {
    const facts::Path Held = withHeld(pathOf(Args[0]));
    if (Name == "exchange") {
      emitAssign(withHeld(homeOf(Call)), valueAt(Held), Call);
      emitAssign(Held, heldOnceGiven(Args[1]), Call);
      return;
    }
    if (Name == "swap")
      return swapHeld(Held, withHeld(pathOf(Args[1])), Call);
  }
  for (const Expr *Arg : Args)
    if (holdsFunction(Arg) && Arg->isLValue() &&
        !Arg->getType().isConstQualified())
      emitAssign(withHeld(pathOf(Arg)), unknown(), Call);
}

/// The same for an object that is made.
void FunctionTranslator::noteHeld(const CXXConstructExpr *Construct) {
  if (!holdsFunction(Construct->getConstructor()->getParent()) ||
      Construct->getType()->isArrayType())
    return;
  const bool IsEmpty = Construct->getNumArgs() == 0;
  emitAssign(withHeld(homeOf(Construct)),
             IsEmpty ? constant(0) : heldOnceGiven(Construct->getArg(0)),
             Construct);
  if (!IsEmpty)
    spoilMoved(Construct->getArg(0), Construct);
}
