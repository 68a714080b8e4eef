//===- Objects.cpp - Construction, destruction and aggregates -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;
using RootKind = facts::Path::RootKind;

/// \p E without the casts around an object that is made in place.
static const Expr *withoutObjectCasts(const Expr *E) {
  while (true) {
    const Expr *Inner = withoutWrappers(E);
    if (const auto *Cast = dyn_cast<CastExpr>(Inner)) {
      switch (Cast->getCastKind()) {
      case CK_NoOp:
      case CK_ConstructorConversion:
      case CK_UserDefinedConversion:
        Inner = Cast->getSubExpr();
        break;
      default:
        break;
      }
    } else if (const auto *List = dyn_cast<InitListExpr>(Inner);
               List && List->isTransparent()) {
      Inner = List->getInit(0);
    } else if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Inner);
               Literal && !Literal->isGLValue()) {
      Inner = Literal->getInitializer();
    }
    if (Inner == E)
      return E;
    E = Inner;
  }
}

bool FunctionTranslator::isBuiltInPlace(const Expr *E) {
  E = withoutObjectCasts(E);
  if (isa<CXXConstructExpr, CXXInheritedCtorInitExpr, LambdaExpr>(E))
    return true;
  if (isa<AbstractConditionalOperator>(E))
    return E->isPRValue() && E->getType()->isRecordType();
  return isa<InitListExpr>(E) && !E->getType()->isScalarType();
}

void FunctionTranslator::setHome(const Expr *E, const facts::Path &Where) {
  E = withoutObjectCasts(E);
  Homes[E] = Where;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->isElidable() && Construct->getNumArgs() > 0)
      setHome(Construct->getArg(0), Where);
  } else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E)) {
    setHome(Temporary->getSubExpr(), Where);
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    if (isBuiltInPlace(E)) {
      setHome(Choice->getTrueExpr(), Where);
      setHome(Choice->getFalseExpr(), Where);
    }
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    auto Field = Lambda->getLambdaClass()->field_begin();
    for (const Expr *Init : Lambda->capture_inits()) {
      if (Init)
        setHome(Init, withField(Where, Unit.Naming.usr(**Field)));
      ++Field;
    }
  } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
    forEachPart(List, Where,
                [&](const facts::Path &Part, QualType, const Expr *Init) {
                  setHome(Init, Part);
                });
  }
}

facts::Path FunctionTranslator::homeOf(const Expr *E) {
  E = withoutObjectCasts(E);
  if (auto Known = Homes.find(E); Known != Homes.end())
    return Known->second;
  facts::Path Where = Nodes.newTemporary();
  setHome(E, Where);
  return Where;
}

/// Calls \p Visit with place, type and initialiser of each part of \p List.
void FunctionTranslator::forEachPart(
    const InitListExpr *List, const facts::Path &Whole,
    llvm::function_ref<void(const facts::Path &, QualType, const Expr *)>
        Visit) {
  if (const auto *Array = Context.getAsArrayType(List->getType())) {
    for (unsigned I = 0; I != List->getNumInits(); ++I)
      Visit(withElement(Whole, std::to_string(I)), Array->getElementType(),
            List->getInit(I));
    return;
  }
  const auto *Record = List->getType()->getAsRecordDecl();
  if (!Record)
    return;
  auto VisitField = [&](const FieldDecl *Field, const Expr *Init) {
    Visit(memberOf(Whole, *Field), Field->getType(), Init);
  };
  if (Record->isUnion()) {
    if (List->getInitializedFieldInUnion() && List->getNumInits() == 1)
      VisitField(List->getInitializedFieldInUnion(), List->getInit(0));
    return;
  }
  unsigned I = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (I != List->getNumInits())
        Visit(Whole, Base.getType(), List->getInit(I++));
  for (const FieldDecl *Field : Record->fields()) {
    if (I == List->getNumInits())
      return;
    if (!Field->isUnnamedBitField())
      VisitField(Field, List->getInit(I++));
  }
}

/// Objects know where they live before their parts are made.
void FunctionTranslator::prepareObjects() {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Definition))
    for (const CXXCtorInitializer *Init : Constructor->inits()) {
      facts::Path Object = pathTo(RootKind::This, "");
      if (const FieldDecl *Field = Init->getAnyMember())
        if (std::string Usr = Unit.Naming.usr(*Field); !Usr.empty())
          Object = withField(std::move(Object), std::move(Usr));
      setHome(Init->getInit(), Object);
    }
  for (const Stmt *S : Body.all()) {
    if (const auto *Declarations = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declarations->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D)) {
          // Asked for here, names are numbered in source order.
          const facts::Path Home = pathOfStorage(Variable);
          if (Variable->getInit() && !Variable->getType()->isReferenceType())
            setHome(Variable->getInit(), Home);
        }
    } else if (const auto *E = dyn_cast<Expr>(S);
               E && withoutObjectCasts(E) == E &&
               (isBuiltInPlace(E) || isa<MaterializeTemporaryExpr>(E))) {
      homeOf(E);
    }
  }
}

void FunctionTranslator::storeInto(const facts::Path &Target, QualType Type,
                                   const Expr *Init, const Stmt *At) {
  if (Type->isReferenceType()) {
    emitAssign(Target, passed(Init), At);
    return;
  }
  if (isBuiltInPlace(Init))
    return;
  if (isa<ImplicitValueInitExpr>(withoutWrappers(Init)))
    storeZero(Target, Type, At);
  else if (!Type->isArrayType())
    emitAssign(Target, valueOf(Init), At);
}

void FunctionTranslator::storeZero(const facts::Path &Target, QualType Type,
                                   const Stmt *At, unsigned Depth) {
  constexpr unsigned MaxDepth = 3;
  if (Type->isScalarType())
    emitAssign(Target, constant(0), At);
  const auto *Record = Type->getAsRecordDecl();
  if (!Record || Record->isUnion() || Depth > MaxDepth)
    return;
  for (const FieldDecl *Field : Record->fields()) {
    if (!Field->isUnnamedBitField() && !Field->getType()->isReferenceType())
      storeZero(pathOfField(Target, Field), Field->getType(), At, Depth + 1);
  }
}

/// A local structure that memset sets to 0 as a whole has parts that are 0.
void FunctionTranslator::storeCleared(const CallExpr *Call,
                                      const FunctionDecl &Callee) {
  if (Callee.getMemoryFunctionKind() != Builtin::BImemset ||
      Call->getNumArgs() != 3)
    return;
  const auto *Pointer =
      dyn_cast<UnaryOperator>(Call->getArg(0)->IgnoreParenCasts());
  if (!Pointer || Pointer->getOpcode() != UO_AddrOf)
    return;
  const auto *Named =
      dyn_cast<DeclRefExpr>(Pointer->getSubExpr()->IgnoreParens());
  const auto *Variable = Named ? dyn_cast<VarDecl>(Named->getDecl()) : nullptr;
  if (!Variable || !Variable->hasLocalStorage() ||
      !Variable->getType()->isRecordType())
    return;
  const facts::Operand Byte = valueOf(Call->getArg(1));
  const facts::Operand Size = valueOf(Call->getArg(2));
  auto Is = [](const facts::Operand &O, std::int64_t N) {
    return O.Kind == facts::Operand::OperandKind::Constant && O.Number == N;
  };
  if (Is(Byte, 0) &&
      Is(Size, Context.getTypeSizeInChars(Variable->getType()).getQuantity()))
    storeZero(pathOfStorage(Variable), Variable->getType(), Call);
}

void FunctionTranslator::translateDeclaration(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  if (Init && (IsStart || !Variable->hasGlobalStorage()))
    storeInto(pathOfStorage(Variable), Variable->getType(), Init, Init);
}

void FunctionTranslator::translateInitializer(const CXXCtorInitializer *Init) {
  const FieldDecl *Field = Init->getAnyMember();
  const Expr *Value = withoutWrappers(Init->getInit());
  startStatement(Value);
  if (!Field)
    return;
  const facts::Path This = pathTo(RootKind::This, "");
  const std::string Usr = Unit.Naming.usr(*Field);
  if (!Field->getDeclName().isEmpty())
    storeInto(Usr.empty() ? This : withField(This, Usr), Field->getType(),
              Value, Value);
}

/// Whether a `void *` becomes an object of a class without being asked for: an
/// argument of a log, a variant. What is out of sight there has no type by
/// which to follow it.
static bool isUntypedConversion(const CXXConstructExpr *Construct) {
  return Construct->getNumArgs() == 1 &&
         Construct->getParenOrBraceRange().isInvalid() &&
         !Construct->getConstructor()->isExplicit() &&
         Construct->getArg(0)->getType()->isVoidPointerType();
}

void FunctionTranslator::translateConstruction(
    const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  const CXXRecordDecl *Class = Constructor->getParent();
  facts::Path Home = homeOf(Construct);
  if (Construct->isElidable() && Construct->getNumArgs() > 0) {
    const Expr *Source = Construct->getArg(0);
    if (const auto *Temporary =
            dyn_cast<MaterializeTemporaryExpr>(withoutObjectCasts(Source)))
      Source = Temporary->getSubExpr();
    storeInto(Home, Construct->getType(), Source, Construct);
    return;
  }
  llvm::ArrayRef<const Expr *> Args(Construct->getArgs(),
                                    Construct->getNumArgs());
  if (translateGuard(Construct) || translatePointerConstruction(Construct) ||
      translateDescribed(Constructor, addressOf(Home), Args, Construct))
    return;
  if (isLibraryAtomic(*Class) && !Constructor->isCopyOrMoveConstructor()) {
    emitAssign(Home,
               Construct->getNumArgs() > 0 ? passed(Construct->getArg(0))
                                           : constant(0),
               Construct);
    return;
  }
  const bool IsCopy =
      Constructor->isCopyOrMoveConstructor() && Construct->getNumArgs() > 0;
  if (IsCopy && (Constructor->isTrivial() || Class->isLambda())) {
    // Tags have nothing to copy.
    if (!Class->isEmpty())
      emitAssign(Home, valueOf(Construct->getArg(0)), Construct);
    return;
  }
  if (Construct->requiresZeroInitialization())
    storeZero(Home, Construct->getType(), Construct);
  if (Constructor->isTrivial())
    return;
  if (isUntypedConversion(Construct)) {
    emitAssign(Home, facts::Operand(), Construct);
    return;
  }
  if (Construct->getType()->isArrayType())
    Home = withElement(std::move(Home), facts::EachElement);
  emitCall(Constructor, addressOf(Home), Args, Construct);
  noteHeld(Construct);
}

void FunctionTranslator::translateList(const InitListExpr *List) {
  if (List->getType()->isScalarType() || List->isTransparent() ||
      (List->isSyntacticForm() && List->getSemanticForm()))
    return;
  forEachPart(List, homeOf(List),
              [&](const facts::Path &Part, QualType Type, const Expr *Init) {
                storeInto(Part, Type, Init,
                          Init->getBeginLoc().isValid() ? Init : List);
              });
}

void FunctionTranslator::translateLambda(const LambdaExpr *Lambda) {
  const facts::Path Home = homeOf(Lambda);
  auto Field = Lambda->getLambdaClass()->field_begin();
  for (const Expr *Init : Lambda->capture_inits()) {
    if (Init)
      storeInto(withField(Home, Unit.Naming.usr(**Field)), Field->getType(),
                Init, Init);
    ++Field;
  }
}

void FunctionTranslator::translateDelete(const CXXDeleteExpr *Delete) {
  facts::Node N = newNode(NodeKind::Delete, Delete);
  N.Args.push_back(valueOf(Delete->getArgument()));
  emit(std::move(N));
}
