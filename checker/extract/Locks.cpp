//===- Locks.cpp - Mutexes and guards of the C++ library ------------------===//
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
using facts::NodeKind;

static StringRef libraryName(const CXXRecordDecl *Class) {
  return Class && Class->isInStdNamespace() && Class->getIdentifier()
             ? Class->getName()
             : StringRef();
}

static bool isFixedGuard(const CXXRecordDecl *Class) {
  const StringRef Name = libraryName(Class);
  return Name == "lock_guard" || Name == "scoped_lock";
}

static bool isMovableGuard(const CXXRecordDecl *Class) {
  const StringRef Name = libraryName(Class);
  return Name == "unique_lock" || Name == "shared_lock";
}

FunctionTranslator::Guard *
FunctionTranslator::guardAt(const facts::Path &Object) {
  for (auto Known = Guards.rbegin(); Known != Guards.rend(); ++Known)
    if (Known->Object == Object)
      return &*Known;
  return nullptr;
}

void FunctionTranslator::emitLocks(NodeKind Kind, const Guard &Held,
                                   const facts::Node &Where) {
  auto Emit = [&](const facts::Path &Lock) {
    facts::Node N = Where;
    N.Kind = Kind;
    N.Target = Lock;
    emit(std::move(N));
  };
  if (Kind == NodeKind::Lock)
    for (const facts::Path &Lock : Held.Locks)
      Emit(Lock);
  else
    for (auto Lock = Held.Locks.rbegin(); Lock != Held.Locks.rend(); ++Lock)
      Emit(*Lock);
}

/// Acquires \p Held, or not; the value of \p Call tells which.
void FunctionTranslator::tryLocks(const Guard &Held, const Expr *Call) {
  const facts::Path Result =
      Held.Owns.isValid() ? Held.Owns : Nodes.newTemporary();
  const facts::NodeId Taken = Nodes.newJoin(), Busy = Nodes.newJoin(),
                      After = Nodes.newJoin();
  if (Held.Locks.size() == 1) {
    facts::Node Try = newNode(NodeKind::TryLock, Call);
    Try.Target = Held.Locks.front();
    Told.push_back(Try.Target);
    Nodes.branch(std::move(Try), Taken, Busy);
    Nodes.continueAt(Taken);
  } else {
    branchOn(Test(), Taken, Busy, Call);
    Nodes.continueAt(Taken);
    emitLocks(NodeKind::Lock, Held, newNode(NodeKind::Lock, Call));
  }
  emitAssign(Result, constant(1), Call);
  Nodes.goTo(After);
  Nodes.continueAt(Busy);
  emitAssign(Result, constant(0), Call);
  Nodes.goTo(After);
  Nodes.continueAt(After);
  Values[Call] = valueAt(Result);
}

bool FunctionTranslator::translateLockMember(const CallExpr *Call,
                                             const CXXMethodDecl &Method) {
  const CXXRecordDecl *Class = Method.getParent();
  Guard Held;
  if (isLockMember(Method)) {
    Held.Locks.push_back(pointee(objectOf(Call)));
    if (!Held.Locks.front().isValid())
      return false;
    if (Call->getType()->isRecordType())
      return translateLockCall(Call, Held.Locks.front(), Method.getName());
  } else if (libraryName(Class).starts_with("condition_variable")) {
    return translateConditionWait(Call, Method);
  } else {
    const Guard *Known =
        Guards.empty() ? nullptr : guardAt(pointee(objectOf(Call)));
    if (!Known)
      return false;
    Held = *Known;
  }
  auto Own = [&](bool Owns) {
    if (Held.Owns.isValid())
      emitAssign(Held.Owns, constant(Owns), Call);
  };
  if (isa<CXXConversionDecl>(Method)) {
    Values[Call] = valueAt(Held.Owns);
    return true;
  }
  const StringRef Name = Method.getIdentifier() ? Method.getName() : "";
  switch (lockingOf(Name)) {
  case Locking::Takes:
    emitLocks(NodeKind::Lock, Held, newNode(NodeKind::Lock, Call));
    Own(true);
    return true;
  case Locking::Tries:
    tryLocks(Held, Call);
    return true;
  case Locking::Leaves:
    // What a guard releases stays taken, and is no longer its business.
    if (Name == "release" && Held.Owns.isValid()) {
      Own(false);
      Values[Call] = addressOf(Held.Locks.front());
      return true;
    }
    emitLocks(NodeKind::Unlock, Held, newNode(NodeKind::Unlock, Call));
    Own(false);
    return true;
  case Locking::Asks:
    Values[Call] = valueAt(Held.Owns);
    return true;
  case Locking::None:
    return false;
  }
  return false;
}

bool FunctionTranslator::translateLockFunction(const CallExpr *Call,
                                               const FunctionDecl &Callee) {
  const Locking How = lockingOf(Callee);
  if (How == Locking::None)
    return false;
  Guard Held;
  Held.Locks.push_back(pointee(valueOf(Call->getArg(0))));
  if (!Held.Locks.front().isValid())
    return false;
  const NodeKind Kind =
      How == Locking::Takes ? NodeKind::Lock : NodeKind::Unlock;
  emitLocks(Kind, Held, newNode(Kind, Call));
  return true;
}

/// A call that takes \p Lock and returns the guard that will release it.
bool FunctionTranslator::translateLockCall(const CallExpr *Call,
                                           const facts::Path &Lock,
                                           StringRef Name) {
  const Locking How = lockingOf(Name);
  if (!Lock.isValid() || (How != Locking::Takes && How != Locking::Tries))
    return false;
  Guard New;
  New.Object = homeOf(Call);
  New.Locks.push_back(Lock);
  New.Owns = Nodes.newTemporary();
  if (How == Locking::Takes) {
    emitLocks(NodeKind::Lock, New, newNode(NodeKind::Lock, Call));
    emitAssign(New.Owns, constant(1), Call);
  } else {
    tryLocks(New, Call);
    Values.erase(Call);
  }
  Guards.push_back(std::move(New));
  return true;
}

/// Waiting on a condition variable leaves the lock and takes it again.
bool FunctionTranslator::translateConditionWait(const CallExpr *Call,
                                                const CXXMethodDecl &Method) {
  if (!Method.getIdentifier() || !Method.getName().starts_with("wait") ||
      Call->getNumArgs() == 0)
    return false;
  const Guard *Known = guardAt(pathOf(Call->getArg(0)));
  if (!Known)
    return false;
  const Guard Held = *Known;
  emitLocks(NodeKind::Unlock, Held, newNode(NodeKind::Unlock, Call));
  const facts::NodeId Node = emitCall(
      &Method, objectOf(Call),
      llvm::ArrayRef<const Expr *>(Call->getArgs(), Call->getNumArgs()), Call);
  Values[Call] = valueAt(resultOf(Node));
  emitLocks(NodeKind::Lock, Held, newNode(NodeKind::Lock, Call));
  return true;
}

bool FunctionTranslator::translateGuard(const CXXConstructExpr *Construct) {
  const CXXRecordDecl *Class = Construct->getConstructor()->getParent();
  if (translateDescribedGuard(Construct))
    return true;
  if (!isFixedGuard(Class) && !isMovableGuard(Class) &&
      !isForeignGuard(*Construct->getConstructor()))
    return false;
  Guard New;
  New.Object = homeOf(Construct);
  if (!isFixedGuard(Class))
    New.Owns = Nodes.newTemporary();
  if (Construct->getConstructor()->isCopyOrMoveConstructor()) {
    const Guard *Source = guardAt(pathOf(Construct->getArg(0)));
    if (!Source)
      return false;
    New.Locks = Source->Locks;
    if (Source->Owns.isValid()) {
      emitAssign(New.Owns, valueAt(Source->Owns), Construct);
      emitAssign(Source->Owns, constant(0), Construct);
    }
    Guards.push_back(std::move(New));
    return true;
  }

  enum { Take, Try, Leave, Adopt } How = Take;
  for (const Expr *Arg : Construct->arguments()) {
    const CXXRecordDecl *Type = Arg->getType()->getAsCXXRecordDecl();
    const StringRef Name = libraryName(Type);
    if (Name == "adopt_lock_t")
      How = Adopt;
    else if (Name == "defer_lock_t")
      How = Leave;
    else if (Name == "try_to_lock_t" || Name == "duration" ||
             Name == "time_point")
      How = Try;
    else if (const auto Flag = constantValue(Arg);
             Flag && Arg->getType()->isIntegralOrEnumerationType())
      How = Flag->Number != 0 ? Take : Leave;
    else if (facts::Path Lock =
                 Arg->isGLValue() ? pathOf(Arg) : pointee(valueOf(Arg));
             Lock.isValid())
      New.Locks.push_back(std::move(Lock));
    else
      return false;
  }
  if (How == Take)
    emitLocks(NodeKind::Lock, New, newNode(NodeKind::Lock, Construct));
  if (How == Try)
    tryLocks(New, Construct);
  else if (New.Owns.isValid())
    emitAssign(New.Owns, constant(How != Leave && !New.Locks.empty()),
               Construct);
  Guards.push_back(std::move(New));
  return true;
}

bool FunctionTranslator::releaseGuard(const facts::Operand &This,
                                      SourceLocation At) {
  const Guard *Known = Guards.empty() ? nullptr : guardAt(pointee(This));
  if (!Known)
    return false;
  const Guard Held = *Known;
  facts::Node Where;
  Where.Where = Unit.Source.locate(At);
  if (!Held.Owns.isValid()) {
    emitLocks(NodeKind::Unlock, Held, Where);
    return true;
  }
  Test Owns;
  Owns.Kind = Test::Compare;
  Owns.Left = valueAt(Held.Owns);
  Owns.Right = constant(1);
  const facts::NodeId Owned = Nodes.newJoin(), After = Nodes.newJoin();
  branchOn(Owns, Owned, After, nullptr);
  Nodes.continueAt(Owned);
  emitLocks(NodeKind::Unlock, Held, Where);
  Nodes.goTo(After);
  Nodes.continueAt(After);
  return true;
}
