//===- LoopKinds.cpp - Which loops may wait for others --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/LoopKinds.h"
#include "extract/BodyIndex.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace threadpool::extract;
using threadpool::facts::LoopKind;

static bool isLoop(const Stmt *S) {
  return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
}

/// Whether \p Call gives memory back, which waits for nobody.
static bool freesMemory(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || !Callee->isExternC())
    return false;
  for (llvm::StringRef Name :
       {"free", "HeapFree", "GetProcessHeap", "LocalFree", "GlobalFree",
        "VirtualFree", "CoTaskMemFree", "SysFreeString"})
    if (Callee->getName() == Name)
      return true;
  return false;
}

static bool hasCleanup(QualType Type) {
  return !Type.isNull() && !Type->isDependentType() &&
         Type.isDestructedType() != QualType::DK_none;
}

/// Calls are followed so far into each other.
static constexpr unsigned MaxDepth = 4;

static bool anyLooksOut(const Stmt *S, unsigned Depth);

/// Whether \p Call may have the thread wait, in the function itself or, \p
/// Depth calls away from it, in what that calls.
static bool looksOut(const CallExpr &Call, unsigned Depth) {
  if (freesMemory(Call))
    return false;
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || Depth == MaxDepth)
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const Stmt *Body = Callee->getBody();
  return !Body || Callee->isInvalidDecl() || (Method && Method->isVirtual()) ||
         anyLooksOut(Body, Depth + 1);
}

/// Whether \p S itself may have the thread wait, or see what others do.
static bool looksOut(const Stmt *S, unsigned Depth) {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return looksOut(*Call, Depth);
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
    return hasCleanup(Delete->getDestroyedType());
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    return !Construct->getConstructor()->isTrivial();
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    return llvm::any_of(Declaration->decls(), [](const Decl *D) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      return Variable && (hasCleanup(Variable->getType()) ||
                          Variable->getType().isVolatileQualified());
    });
  if (const auto *E = dyn_cast<Expr>(S))
    if (E->containsErrors() || E->getType().isVolatileQualified() ||
        E->getType()->isAtomicType())
      return true;
  return isa<AtomicExpr, AsmStmt, LambdaExpr, CXXNewExpr, CXXBindTemporaryExpr,
             CoroutineSuspendExpr, StmtExpr, CXXTryStmt, SEHTryStmt>(S);
}

static bool anyLooksOut(const Stmt *S, unsigned Depth) {
  return S && (looksOut(S, Depth) ||
               llvm::any_of(S->children(), [Depth](const Stmt *Child) {
                 return anyLooksOut(Child, Depth);
               }));
}

void LoopKinds::note(const Stmt *S, LoopKind Kind) {
  if (!S)
    return;
  Known[S] = Kind;
  for (const Stmt *Child : S->children())
    note(Child, Kind);
}

/// The variable or field that \p E names, or null.
static const ValueDecl *named(const Expr *E) {
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(E))
    return Name->getDecl();
  const auto *Member = dyn_cast_or_null<MemberExpr>(E);
  return Member ? Member->getMemberDecl() : nullptr;
}

/// The variable or field that \p S takes one step on, or null.
static const ValueDecl *steppedBy(const Stmt *S) {
  const auto *Whole = dyn_cast_or_null<Expr>(S);
  const Expr *E = Whole ? Whole->IgnoreParenImpCasts() : nullptr;
  if (const auto *Op = dyn_cast_or_null<UnaryOperator>(E))
    return Op->isIncrementDecrementOp()
               ? named(Op->getSubExpr()->IgnoreParenImpCasts())
               : nullptr;
  const auto *Op = dyn_cast_or_null<CompoundAssignOperator>(E);
  return Op && (Op->getOpcode() == BO_AddAssign ||
                Op->getOpcode() == BO_SubAssign)
             ? named(Op->getLHS()->IgnoreParenImpCasts())
             : nullptr;
}

/// Whether \p S leaves the loop around it on its own account, or goes round
/// again, if that counts.
static bool leavesLoop(const Stmt *S, bool IsInner, bool WithContinue) {
  if (!S)
    return false;
  if (isa<ReturnStmt, GotoStmt, IndirectGotoStmt, CoreturnStmt>(S) ||
      (!IsInner && isa<BreakStmt>(S)) || (WithContinue && isa<ContinueStmt>(S)))
    return true;
  // A break leaves a switch, and a lambda returns to its caller.
  const bool BreaksInside = IsInner || isLoop(S) || isa<SwitchStmt>(S);
  return !isa<LambdaExpr>(S) &&
         llvm::any_of(S->children(), [&](const Stmt *Child) {
           return leavesLoop(Child, BreaksInside, WithContinue);
         });
}

/// How often \p Variable is written in \p S, or may be through its address.
static unsigned countWrites(const Stmt *S, const ValueDecl *Variable) {
  if (!S)
    return 0;
  const Expr *Target = nullptr;
  if (const auto *Op = dyn_cast<BinaryOperator>(S))
    Target = Op->isAssignmentOp() ? Op->getLHS() : nullptr;
  else if (const auto *Op = dyn_cast<UnaryOperator>(S))
    Target = Op->isIncrementDecrementOp() || Op->getOpcode() == UO_AddrOf
                 ? Op->getSubExpr()
                 : nullptr;
  unsigned Result =
      Target && named(Target->IgnoreParenImpCasts()) == Variable ? 1 : 0;
  for (const Stmt *Child : S->children())
    Result += countWrites(Child, Variable);
  return Result;
}

/// The condition of \p Loop if it counts, or null.
static const Expr *countingCondition(const Stmt *Loop) {
  const Expr *Condition = nullptr;
  const Stmt *Body = nullptr;
  llvm::SmallPtrSet<const ValueDecl *, 4> Stepped;
  if (const auto *For = dyn_cast<ForStmt>(Loop)) {
    Condition = For->getCond();
    Body = For->getBody();
    Stepped.insert(steppedBy(For->getInc()));
  } else if (const auto *While = dyn_cast<WhileStmt>(Loop)) {
    Condition = While->getCond();
    Body = While->getBody();
    if (const auto *Block = dyn_cast<CompoundStmt>(Body))
      for (const Stmt *S : Block->body())
        Stepped.insert(steppedBy(S));
  }
  const auto *Order =
      Condition ? dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts())
                : nullptr;
  if (!Order || !Order->isRelationalOp() ||
      leavesLoop(Body, /*IsInner=*/false, isa<WhileStmt>(Loop)))
    return nullptr;
  for (const Expr *Side : {Order->getLHS(), Order->getRHS()})
    if (const ValueDecl *Variable = named(Side->IgnoreParenImpCasts()))
      if (Stepped.contains(Variable) &&
          countWrites(Body, Variable) == (isa<ForStmt>(Loop) ? 0u : 1u))
        return Condition;
  return nullptr;
}

LoopKinds::LoopKinds(const BodyIndex &Body) {
  llvm::SmallPtrSet<const Stmt *, 4> Labels;
  for (const Stmt *S : Body.all()) {
    // In source order, so what is seen already lies before.
    if (isa<LabelStmt>(S))
      Labels.insert(S);
    else if (const auto *Goto = dyn_cast<GotoStmt>(S))
      HasOtherLoops |= Labels.contains(Goto->getLabel()->getStmt());
    else if (isa<IndirectGotoStmt>(S))
      HasOtherLoops = true;
    if (Known.contains(S))
      continue;
    if (isLoop(S))
      note(S, anyLooksOut(S, 0) ? LoopKind::MayWait : LoopKind::MemoryOnly);
    else
      Known[S] = LoopKind::None;
    HasLoops |= isLoop(S);
  }
  for (const Stmt *S : Body.all())
    if (const Expr *Condition = isLoop(S) ? countingCondition(S) : nullptr)
      note(Condition, LoopKind::Counting);
}

LoopKind LoopKinds::around(const Stmt *S) const {
  const auto Found = Known.find(S);
  if (Found != Known.end() && Found->second == LoopKind::Counting)
    return LoopKind::Counting;
  if (HasOtherLoops || (HasLoops && Found == Known.end()))
    return LoopKind::MayWait;
  return Found == Known.end() ? LoopKind::None : Found->second;
}
