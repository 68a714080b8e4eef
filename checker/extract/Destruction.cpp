//===- Destruction.cpp - Destructors that nobody spells out ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;
using RootKind = facts::Path::RootKind;

/// Where the scope ends that \p Trigger leaves.
static SourceLocation endOfScope(const Stmt *Trigger) {
  if (!Trigger)
    return {};
  const auto *Block = dyn_cast<CompoundStmt>(Trigger);
  return Block ? Block->getRBracLoc() : Trigger->getBeginLoc();
}

static const CXXDestructorDecl *destructorOf(const CFGImplicitDtor &Element,
                                             ASTContext &Context) {
  if (auto Base = Element.getAs<CFGBaseDtor>()) {
    const CXXRecordDecl *Class =
        Base->getBaseSpecifier()->getType()->getAsCXXRecordDecl();
    return Class ? Class->getDestructor() : nullptr;
  }
  return Element.getDestructorDecl(Context);
}

void FunctionTranslator::translateDestruction(const CFGImplicitDtor &Element) {
  const CXXDestructorDecl *Destructor = destructorOf(Element, Context);
  if (!Destructor || Destructor->isTrivial())
    return;
  const facts::Path This = pathTo(RootKind::This, "");
  facts::Path Object;
  SourceLocation At = Definition.getBody()->getEndLoc();
  bool IsVirtual = false;
  if (auto Automatic = Element.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *Variable = Automatic->getVarDecl();
    if (Variable->isInvalidDecl())
      return;
    Object = pathOfVariable(Variable);
    if (Variable->getType()->isArrayType())
      Object = withElement(std::move(Object), facts::EachElement);
    At = endOfScope(Automatic->getTriggerStmt());
  } else if (auto Delete = Element.getAs<CFGDeleteDtor>()) {
    const CXXDeleteExpr *Expression = Delete->getDeleteExpr();
    startStatement(Expression);
    Object = pointee(valueOf(Expression->getArgument()));
    At = Expression->getBeginLoc();
    IsVirtual = Destructor->isVirtual() && !Destructor->hasAttr<FinalAttr>() &&
                !Destructor->getParent()->isEffectivelyFinal();
  } else if (auto Member = Element.getAs<CFGMemberDtor>()) {
    const FieldDecl *Field = Member->getFieldDecl();
    // Clang 19 has it in its CFG, although nothing destroys it.
    if (Field->getParent()->isUnion())
      return;
    const std::string Usr = Unit.Naming.usr(*Field);
    Object = Usr.empty() ? This : withField(This, Usr);
    if (Field->getType()->isArrayType())
      Object = withElement(std::move(Object), facts::EachElement);
    // A destructor that nobody wrote has no place of its own.
    if (Definition.isImplicit())
      At = Field->getLocation();
  } else if (Element.getAs<CFGBaseDtor>()) {
    Object = This;
  } else if (auto Temporary = Element.getAs<CFGTemporaryDtor>()) {
    const Expr *Made =
        withoutWrappers(Temporary->getBindTemporaryExpr()->getSubExpr());
    auto Known = Homes.find(Made);
    Object = Known != Homes.end() ? Known->second : pathOf(Made);
    At = Made->getEndLoc();
  }
  emitDestructor(Destructor, addressOf(std::move(Object)), IsVirtual, At);
}

facts::Function FunctionTranslator::translateStart(const VarDecl &Variable) {
  IsStart = true;
  facts::Function Result = translate();
  Result.Usr = Unit.Naming.usr(Variable) + "@start";
  Result.Name = Variable.getQualifiedNameAsString();
  Result.IsStatic = true;
  return Result;
}

facts::Function
FunctionTranslator::translateExit(const VarDecl &Variable,
                                  const CXXDestructorDecl &Destructor) {
  facts::Function Result;
  Result.Usr = Unit.Naming.usr(Variable) + "@exit";
  Result.Name = Variable.getQualifiedNameAsString();
  Result.Where = Unit.Source.locate(Variable.getLocation());
  Result.IsStatic = true;
  Result.Entry = Nodes.newJoin();
  Nodes.continueAt(Result.Entry);
  facts::Path Object = pathOfVariable(&Variable);
  if (Variable.getType()->isArrayType())
    Object = withElement(std::move(Object), facts::EachElement);
  emitDestructor(&Destructor, addressOf(std::move(Object)),
                 /*IsVirtual=*/false, Variable.getLocation());
  leaveFunction();
  Result.Nodes = Nodes.take(Result.Entry);
  return Result;
}

void FunctionTranslator::emitDestructor(const CXXDestructorDecl *Destructor,
                                        facts::Operand This, bool IsVirtual,
                                        SourceLocation At) {
  if (releaseGuard(This, At) ||
      translatePointerDestruction(*Destructor, This, At) ||
      translateDescribed(Destructor, This, {}, nullptr, At))
    return;
  destroyElements(*Destructor->getParent(), pointee(This), At);
  facts::Node N = newNode(NodeKind::Call, nullptr);
  N.Where = Unit.Source.locate(At);
  N.CalleeName = Unit.Naming.readable(*Destructor);
  (IsVirtual ? N.Overridable : N.Callee) = Unit.Naming.usr(*Destructor);
  N.CalleeIsSystem = Unit.Foreign.contains(Destructor->getLocation());
  N.This = std::move(This);
  emit(std::move(N));
}
