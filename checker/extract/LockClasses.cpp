//===- LockClasses.cpp - Locks and guards known by name -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/LockClasses.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace threadpool::extract;

Locking threadpool::extract::lockingOf(StringRef Name) {
  return llvm::StringSwitch<Locking>(Name)
      .Case("lock", Locking::Takes)
      .Case("lock_shared", Locking::Takes)
      .Case("lock_exclusive", Locking::Takes)
      .Case("Lock", Locking::Takes)
      .Case("Enter", Locking::Takes)
      .Case("Acquire", Locking::Takes)
      .Case("AcquireLock", Locking::Takes)
      .Case("AcquireExclusive", Locking::Takes)
      .Case("AcquireShared", Locking::Takes)
      .Case("EnterCriticalSection", Locking::Takes)
      .Case("AcquireSRWLockExclusive", Locking::Takes)
      .Case("AcquireSRWLockShared", Locking::Takes)
      .Case("unlock", Locking::Leaves)
      .Case("unlock_shared", Locking::Leaves)
      .Case("Unlock", Locking::Leaves)
      .Case("Leave", Locking::Leaves)
      .Case("Release", Locking::Leaves)
      .Case("ReleaseLock", Locking::Leaves)
      .Case("ReleaseExclusive", Locking::Leaves)
      .Case("ReleaseShared", Locking::Leaves)
      .Case("release", Locking::Leaves)
      .Case("reset", Locking::Leaves)
      .Case("owns_lock", Locking::Asks)
      .Case("IsLocked", Locking::Asks)
      .Case("HasLock", Locking::Asks)
      .Case("OwnsLock", Locking::Asks)
      .StartsWith("try_lock", Locking::Tries)
      .StartsWith("TryLock", Locking::Tries)
      .StartsWith("TryEnter", Locking::Tries)
      .StartsWith("TryAcquire", Locking::Tries)
      .Default(Locking::None);
}

static bool isIn(StringRef Namespace, const Decl &D) {
  const auto *Scope =
      dyn_cast<NamespaceDecl>(D.getDeclContext()->getRedeclContext());
  return Scope && Scope->getIdentifier() && Scope->getName() == Namespace;
}

/// Whether the body of \p Function is not there to be followed.
static bool isOutOfSight(const FunctionDecl &Function) {
  const SourceManager &Source = Function.getASTContext().getSourceManager();
  return !Function.isDefined() ||
         Source.isInSystemHeader(Function.getLocation());
}

static bool isNamedLikeLock(StringRef Name) {
  std::string Rest = Name.lower();
  for (StringRef Other : {"block", "clock"})
    if (const std::size_t At = Rest.find(Other); At != std::string::npos)
      Rest.erase(At, Other.size());
  return llvm::any_of(
      llvm::ArrayRef<StringRef>{"mutex", "lock", "critical", "critsec"},
      [&](StringRef Word) { return StringRef(Rest).contains(Word); });
}

static bool isStandardMutex(const CXXRecordDecl &Class) {
  return Class.isInStdNamespace() && Class.getIdentifier() &&
         Class.getName().contains_insensitive("mutex");
}

/// Whether \p Type is a reference or a pointer to a lock.
static bool refersToLock(QualType Type) {
  const QualType Target = Type->getPointeeType();
  const auto *Record = Target.isNull() ? nullptr : Target->getAsRecordDecl();
  if (!Record || !Record->getIdentifier())
    return false;
  const StringRef Name = Record->getName();
  return Name == "_RTL_CRITICAL_SECTION" || Name == "_RTL_SRWLOCK" ||
         isNamedLikeLock(Name);
}

Locking threadpool::extract::lockingOf(const FunctionDecl &Function) {
  if (isa<CXXMethodDecl>(Function) || !Function.getIdentifier() ||
      Function.getNumParams() != 1 || !Function.getReturnType()->isVoidType() ||
      !refersToLock(Function.getParamDecl(0)->getType()) ||
      !isOutOfSight(Function))
    return Locking::None;
  // Not init_lock.
  auto EndsIn = [&](StringRef Verb) {
    StringRef Noun = Function.getName();
    return Noun.consume_back(Verb) && isNamedLikeLock(Noun);
  };
  for (StringRef Verb :
       {"_unlock", "_unlock_exclusive", "_release_exclusive", "_leave"})
    if (EndsIn(Verb))
      return Locking::Leaves;
  for (StringRef Verb :
       {"_lock", "_lock_exclusive", "_acquire_exclusive", "_enter"})
    if (EndsIn(Verb))
      return Locking::Takes;
  return Locking::None;
}

/// Whether an object that is made by \p Constructor may be a guard.
static bool takesLock(const CXXConstructorDecl &Constructor) {
  const CXXRecordDecl *Class = Constructor.getParent();
  if (!Class->getIdentifier() || Class->isInStdNamespace() ||
      Constructor.isCopyOrMoveConstructor() ||
      Constructor.getNumParams() == 0 || !Class->hasUserDeclaredDestructor())
    return false;
  const StringRef Name = Class->getName();
  return (Name.contains_insensitive("lock") ||
          Name.contains_insensitive("guard")) &&
         refersToLock(Constructor.getParamDecl(0)->getType());
}

bool threadpool::extract::isLockMember(const CXXMethodDecl &Method) {
  const CXXRecordDecl *Class = Method.getParent();
  if (!Class->getIdentifier() || !Method.getIdentifier())
    return false;
  if (Class->isInStdNamespace())
    return isStandardMutex(*Class);
  const StringRef Name = Class->getName();
  if (isIn("wil", *Class) && (Name == "srwlock" || Name == "critical_section"))
    return true;
  return isNamedLikeLock(Name) && isOutOfSight(Method) &&
         llvm::none_of(Class->ctors(), [](const CXXConstructorDecl *C) {
           return takesLock(*C);
         });
}

bool threadpool::extract::isForeignGuard(
    const CXXConstructorDecl &Constructor) {
  return takesLock(Constructor) && isOutOfSight(Constructor);
}
