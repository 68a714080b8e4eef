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

/// Whether \p S itself may have the thread wait, or see what others do.
static bool looksOut(const Stmt *S) {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return !freesMemory(*Call);
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

static bool anyLooksOut(const Stmt *S) {
  return S &&
         (looksOut(S) || llvm::any_of(S->children(), [](const Stmt *Child) {
            return anyLooksOut(Child);
          }));
}

void LoopKinds::note(const Stmt *S, LoopKind Kind) {
  if (!S)
    return;
  Known[S] = Kind;
  for (const Stmt *Child : S->children())
    note(Child, Kind);
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
      note(S, anyLooksOut(S) ? LoopKind::MayWait : LoopKind::MemoryOnly);
    else
      Known[S] = LoopKind::None;
    HasLoops |= isLoop(S);
  }
}

LoopKind LoopKinds::around(const Stmt *S) const {
  const auto Found = Known.find(S);
  if (HasOtherLoops || (HasLoops && Found == Known.end()))
    return LoopKind::MayWait;
  return Found == Known.end() ? LoopKind::None : Found->second;
}
