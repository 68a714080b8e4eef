//===- BodyIndex.cpp - What must be known before translating a body -------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/BodyIndex.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtObjC.h"

#include <utility>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// Deeper nesting is machine-made, and Clang's own recursion may not survive
/// it.
static constexpr unsigned MaxDepth = 1000;

std::optional<std::int64_t> extract::asInteger(const llvm::APSInt &Number) {
  const unsigned Bits =
      Number.isSigned() ? Number.getSignificantBits() : Number.getActiveBits();
  if (Bits > 64)
    return std::nullopt;
  return Number.isSigned() ? Number.getSExtValue()
                           : static_cast<std::int64_t>(Number.getZExtValue());
}

const Expr *extract::withoutWrappers(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParens();
    if (const auto *Wrapper = dyn_cast<FullExpr>(Inner))
      Inner = Wrapper->getSubExpr();
    else if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Inner))
      Inner = Default->getExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Inner))
      Inner = Default->getExpr();
    else if (const auto *Argument =
                 dyn_cast<SubstNonTypeTemplateParmExpr>(Inner))
      Inner = Argument->getReplacement();
    else if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(Inner);
             Opaque && Opaque->getSourceExpr())
      Inner = Opaque->getSourceExpr();
    if (!Inner || Inner == E)
      return E;
    E = Inner;
  }
}

/// Whether \p Type is a class, or an array of one, that has no definition.
static bool isIncompleteClass(QualType Type) {
  const auto *Class = Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  return Class && !Class->hasDefinition();
}

/// Whether the parts of \p Class are known. Where errors left some out, Clang
/// can't tell how to destroy them.
static bool hasCompleteParts(const CXXRecordDecl &Class) {
  for (const CXXBaseSpecifier &Base : Class.bases())
    if (isIncompleteClass(Base.getType()))
      return false;
  for (const FieldDecl *Field : Class.fields())
    if (isIncompleteClass(Field->getType()))
      return false;
  return true;
}

/// Whether the error in the declaration of \p Function leaves its body as it
/// is: the class lacks the declaration, flags of the project choose an
/// attribute that no definition may have, what it gets or returns is not known.
static bool isOnlyDeclaredWrong(const FunctionDecl &Function) {
  return !Function.isTemplateInstantiation() && Function.hasBody();
}

BodyIndex::BodyIndex(const FunctionDecl &Function) {
  if (Function.isInvalidDecl() && !isOnlyDeclaredWrong(Function))
    Broken = true;
  Broken |= Function.hasSkippedBody();
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&Function))
    Broken |= !hasCompleteParts(*Destructor->getParent());
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (const Expr *Value = Init->getInit())
        visit(withoutWrappers(Value), nullptr, 0);
  if (const Stmt *Body = Function.getBody())
    visitStatement(Body, /*Braced=*/false, 0);
}

bool BodyIndex::isBad(const Stmt *S) {
  if (isa<ObjCAtTryStmt, ObjCAtThrowStmt, ObjCForCollectionStmt,
          CoroutineBodyStmt, CoroutineSuspendExpr, CoreturnStmt>(S))
    return true;
  if (const auto *Assembly = dyn_cast<GCCAsmStmt>(S))
    return Assembly->isAsmGoto();
  if (const auto *Declarations = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declarations->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      const Expr *Init = Variable ? Variable->getInit() : nullptr;
      if (D->isInvalidDecl() || (Init && Init->containsErrors()))
        return true;
    }
    return false;
  }
  const auto *E = dyn_cast<Expr>(S);
  return E && (isa<RecoveryExpr>(E) || E->containsErrors() ||
               E->isInstantiationDependent());
}

void BodyIndex::visit(const Stmt *S, const Stmt *Statement, unsigned Depth) {
  if (!S || Broken)
    return;
  if (Depth > MaxDepth || (isBad(S) && !confine(S))) {
    Broken = true;
    return;
  }
  noteVariables(S);
  Full[S] = Statement;
  if (InConditional)
    Conditional.insert(S);
  if (brokenPartOf(S))
    return;
  All.push_back(S);
  const Stmt *Outer = std::exchange(Parent, S);
  visitParts(S, Statement, Depth + 1);
  Parent = Outer;
}

void BodyIndex::noteVariables(const Stmt *S) {
  if (const auto *Declarations = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declarations->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        Variables.push_back(Variable);
}

/// Makes the bad \p S a broken part, if its errors can't reach beyond it.
bool BodyIndex::confine(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Declarations = dyn_cast<DeclStmt>(S);
  if (E ? !E->containsErrors() : !Declarations)
    return false;
  // A label may be a constant that is not known, the bounds of a loop the calls
  // of members.
  if (!isa_and_nonnull<CompoundStmt, IfStmt, WhileStmt, DoStmt, ForStmt,
                       SwitchStmt, ReturnStmt, DefaultStmt, LabelStmt>(
          Parent) &&
      !(isa_and_nonnull<CaseStmt>(Parent) &&
        cast<CaseStmt>(Parent)->getSubStmt() == S))
    return false;
  std::vector<const Stmt *> Waiting{S};
  while (!Waiting.empty()) {
    const Stmt *Part = Waiting.back();
    Waiting.pop_back();
    if (!Part || !InPart.try_emplace(Part, Parts.size()).second)
      continue;
    Waiting.insert(Waiting.end(), Part->child_begin(), Part->child_end());
  }
  Parts.push_back({S, Parent});
  return true;
}

void BodyIndex::visitStatement(const Stmt *S, bool Braced, unsigned Depth) {
  if (!S)
    return;
  if (Braced && !isa<CompoundStmt>(S))
    InBraces[S] = true;
  const bool Outer = std::exchange(InConditional, false);
  visit(S, S, Depth);
  InConditional = Outer;
}

/// The branch or body \p S of \p Outer.
void BodyIndex::visitBody(const Stmt *S, const Stmt *Outer, unsigned Depth) {
  if (S && !isa<CompoundStmt>(S))
    BareIn[S] = Outer;
  visitStatement(S, /*Braced=*/false, Depth);
}

void BodyIndex::visitConditionally(const Stmt *S, const Stmt *Statement,
                                   unsigned Depth) {
  const bool Outer = std::exchange(InConditional, true);
  visit(S, Statement, Depth);
  InConditional = Outer;
}

void BodyIndex::visitParts(const Stmt *S, const Stmt *Statement,
                           unsigned Depth) {
  // What is evaluated once, before the rest, belongs to the statement; bodies
  // are statements of their own; the rest is evaluated again and again.
  const Stmt *Again = nullptr;
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    for (const Stmt *Child : Block->body())
      visitStatement(Child, /*Braced=*/true, Depth);
  } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
    if (const auto *Value = dyn_cast<CaseStmt>(S))
      visit(Value->getLHS(), Again, Depth);
    visitStatement(Case->getSubStmt(), InBraces.lookup(S), Depth);
  } else if (const auto *Label = dyn_cast<LabelStmt>(S)) {
    visitStatement(Label->getSubStmt(), InBraces.lookup(S), Depth);
  } else if (const auto *Attributed = dyn_cast<AttributedStmt>(S)) {
    visitStatement(Attributed->getSubStmt(), InBraces.lookup(S), Depth);
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    visit(If->getInit(), S, Depth);
    visit(If->getConditionVariableDeclStmt(), S, Depth);
    visit(If->getCond(), S, Depth);
    visitBody(If->getThen(), S, Depth);
    visitBody(If->getElse(), S, Depth);
  } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
    visit(Switch->getInit(), S, Depth);
    visit(Switch->getConditionVariableDeclStmt(), S, Depth);
    visit(Switch->getCond(), S, Depth);
    visitStatement(Switch->getBody(), /*Braced=*/false, Depth);
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    visit(While->getConditionVariableDeclStmt(), Again, Depth);
    visit(While->getCond(), Again, Depth);
    visitBody(While->getBody(), S, Depth);
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    visitBody(Do->getBody(), S, Depth);
    visit(Do->getCond(), Again, Depth);
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    visit(For->getInit(), S, Depth);
    visit(For->getConditionVariableDeclStmt(), Again, Depth);
    visit(For->getCond(), Again, Depth);
    visit(For->getInc(), Again, Depth);
    visitBody(For->getBody(), S, Depth);
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    visit(Range->getInit(), S, Depth);
    visit(Range->getRangeStmt(), S, Depth);
    for (const Stmt *Part :
         {Range->getBeginStmt(), Range->getEndStmt(), Range->getLoopVarStmt()})
      visit(Part, Again, Depth);
    visit(Range->getCond(), Again, Depth);
    visit(Range->getInc(), Again, Depth);
    visitBody(Range->getBody(), S, Depth);
  } else if (const auto *Logic = dyn_cast<BinaryOperator>(S);
             Logic && Logic->isLogicalOp()) {
    visit(Logic->getLHS(), Statement, Depth);
    visitConditionally(Logic->getRHS(), Statement, Depth);
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(S)) {
    visit(Choice->getCond(), Statement, Depth);
    visitConditionally(Choice->getTrueExpr(), Statement, Depth);
    visitConditionally(Choice->getFalseExpr(), Statement, Depth);
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Capture : Lambda->capture_inits())
      visit(Capture, Statement, Depth);
  } else if (const auto *List = dyn_cast<InitListExpr>(S);
             List && List->isSyntacticForm() && List->getSemanticForm()) {
    visit(List->getSemanticForm(), Statement, Depth);
  } else if (const auto *E = dyn_cast<Expr>(S);
             E && withoutWrappers(E) != E && !isa<OpaqueValueExpr>(E)) {
    visit(withoutWrappers(E), Statement, Depth);
  } else if (!isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr>(S)) {
    for (const Stmt *Child : S->children())
      visit(Child, Statement, Depth);
  }
}

bool BodyIndex::isDiscarded(const Expr *E) const {
  const auto *Statement = dyn_cast_or_null<Expr>(fullStatement(E));
  while (Statement) {
    Statement = withoutWrappers(Statement);
    if (Statement == E)
      return true;
    const auto *Cast = dyn_cast<CastExpr>(Statement);
    if (!Cast || Cast->getCastKind() != CK_ToVoid)
      return false;
    Statement = Cast->getSubExpr();
  }
  return false;
}
