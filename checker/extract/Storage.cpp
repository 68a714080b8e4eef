//===- Storage.cpp - Which storage expressions denote ---------------------===//
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
using RootKind = facts::Path::RootKind;

facts::Path FunctionTranslator::pathOf(const Expr *E) {
  return pathOfStripped(withoutWrappers(E));
}

facts::Path FunctionTranslator::pathOfStripped(const Expr *E) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
      return pathOfVariable(Variable);
    if (const auto *Binding = dyn_cast<BindingDecl>(Reference->getDecl()))
      if (const Expr *Bound = Binding->getBinding())
        return pathOf(Bound);
    return {};
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return pathOfMember(Member);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return pathOfElement(Element);
  if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
    if (Op->getOpcode() == UO_Deref) {
      facts::Path Element = pathOfIterated(Op->getSubExpr());
      return Element.isValid() ? Element : pointee(valueOf(Op->getSubExpr()));
    }
    if (Op->isPrefix() || Op->getOpcode() == UO_Extension)
      return pathOf(Op->getSubExpr());
    return {};
  }
  if (const auto *Op = dyn_cast<BinaryOperator>(E)) {
    if (Op->getOpcode() == BO_Comma)
      return pathOf(Op->getRHS());
    return Op->isAssignmentOp() ? pathOf(Op->getLHS()) : facts::Path();
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    switch (Cast->getCastKind()) {
    case CK_NoOp:
    case CK_LValueBitCast:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_BaseToDerived:
    case CK_ConstructorConversion:
    case CK_UserDefinedConversion:
      return pathOf(Cast->getSubExpr());
    case CK_LValueToRValue:
      // The copy of a struct is as good as the struct.
      return Cast->getType()->isRecordType() ? pathOf(Cast->getSubExpr())
                                             : facts::Path();
    default:
      return {};
    }
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return pathOfCall(Call);
  if (isa<AbstractConditionalOperator>(E)) {
    if (auto Known = Values.find(E); Known != Values.end())
      return dereferenced(Known->second.Where);
    return E->getType()->isRecordType() ? homeOf(E) : facts::Path();
  }
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return homeOf(Temporary);
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    return homeOf(withoutWrappers(Literal->getInitializer()));
  if (isa<CXXConstructExpr, InitListExpr, LambdaExpr, CXXInheritedCtorInitExpr>(
          E))
    return homeOf(E);
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    const auto *Last = dyn_cast_or_null<Expr>(Block->getSubStmt()->body_back());
    return Last ? pathOf(Last) : facts::Path();
  }
  return {};
}

facts::Path FunctionTranslator::pathOfCall(const CallExpr *Call) {
  if (const Expr *Argument = forwardedArgument(Call);
      Argument && Argument->isGLValue() && Call->isGLValue())
    return pathOf(Argument);
  if (facts::Path Element = pathOfContained(Call); Element.isValid())
    return Element;
  auto Known = Values.find(Call);
  if (Known == Values.end())
    return {};
  // A returned reference is a pointer, a returned object is the storage.
  return Call->isGLValue() ? pointee(Known->second) : Known->second.Where;
}

facts::Path FunctionTranslator::pathOfMember(const MemberExpr *Member) {
  const ValueDecl *Named = Member->getMemberDecl();
  if (const auto *Variable = dyn_cast<VarDecl>(Named))
    return pathOfVariable(Variable);
  const auto *Field = dyn_cast<FieldDecl>(Named);
  if (!Field)
    return {};
  if (!Member->isArrow())
    return pathOfField(pathOf(Member->getBase()), Field);
  facts::Path Object = pathOfIterated(Member->getBase());
  return pathOfField(
      Object.isValid() ? Object : pointee(valueOf(Member->getBase())), Field);
}

/// LARGE_INTEGER and its like: a number, and its two halves once more.
static bool isLargeInteger(const RecordDecl &Record) {
  return Record.isUnion() && (Record.getName() == "_LARGE_INTEGER" ||
                              Record.getName() == "_ULARGE_INTEGER");
}

/// Whether \p Field shares its storage with another member.
static bool isInUnion(const FieldDecl &Field) {
  const RecordDecl *Around = Field.getParent();
  while (Around && !Around->isUnion() && Around->isAnonymousStructOrUnion())
    Around = dyn_cast<RecordDecl>(Around->getDeclContext());
  return Around && Around->isUnion() && !isLargeInteger(*Around);
}

/// The member \p Field of \p Object. What has no name is the object itself.
facts::Path FunctionTranslator::memberOf(facts::Path Object,
                                         const FieldDecl &Field) const {
  std::string Usr = Unit.Naming.usr(Field);
  if (Usr.empty() || !Object.isValid())
    return Object;
  // The halves are parts of the number.
  if (isLargeInteger(*Field.getParent()))
    return Object;
  const bool IsShared = isInUnion(Field);
  Object = withField(std::move(Object), std::move(Usr));
  Object.Steps.back().IsUnionMember = IsShared;
  return Object;
}

facts::Path FunctionTranslator::pathOfField(facts::Path Object,
                                            const FieldDecl *Field) {
  Object = memberOf(std::move(Object), *Field);
  return Field->getType()->isReferenceType() ? dereferenced(std::move(Object))
                                             : Object;
}

facts::Path
FunctionTranslator::pathOfElement(const ArraySubscriptExpr *Element) {
  facts::Path Base = pointee(valueOf(Element->getBase()));
  if (!Base.isValid())
    return {};
  return withIndex(std::move(Base), indexName(Element->getIdx()));
}

facts::Path FunctionTranslator::pathOfVariable(const VarDecl *Variable) {
  if (FieldDecl *Capture = Captures.lookup(Variable))
    return pathOfField(pathTo(RootKind::This, ""), Capture);
  facts::Path Where = pathOfStorage(Variable);
  return Variable->getType()->isReferenceType() ? dereferenced(std::move(Where))
                                                : Where;
}

/// Where \p Variable itself is kept, be it a reference or not.
facts::Path FunctionTranslator::pathOfStorage(const VarDecl *Variable) {
  if (Variable->hasGlobalStorage()) {
    std::string Usr = Unit.Naming.usr(*Variable);
    if (Variable->isExternallyVisible() && !Variable->isStaticLocal())
      Unit.ExternalGlobals.insert(Usr);
    return pathTo(RootKind::Global, std::move(Usr));
  }
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(Variable);
      Parameter && Parameter->getDeclContext() == &Definition)
    return pathTo(RootKind::Parameter,
                  std::to_string(Parameter->getFunctionScopeIndex()));

  std::string &Name = LocalNames[Variable];
  if (Name.empty()) {
    Name = Variable->getNameAsString();
    if (unsigned Ordinal = ++NumLocals[Name]; Ordinal > 1)
      Name += "#" + std::to_string(Ordinal);
  }
  return pathTo(RootKind::Local, Name);
}

/// The pointer to a part without a name of its own, of which \p Cast makes a
/// pointer to the structure around it, as CONTAINING_RECORD does; or null.
const Expr *FunctionTranslator::partOfContainer(const CastExpr *Cast) const {
  const auto *Around =
      Cast->getType()->isPointerType()
          ? Cast->getType()->getPointeeType()->getAsRecordDecl()
          : nullptr;
  const auto *Difference =
      dyn_cast<BinaryOperator>(Cast->getSubExpr()->IgnoreParenCasts());
  if (!Around || !Difference || Difference->getOpcode() != BO_Sub)
    return nullptr;
  const Expr *Part = Difference->getLHS()->IgnoreParenCasts();
  const std::optional<facts::Operand> Offset =
      constantValue(Difference->getRHS());
  const RecordDecl *Structure = Around->getDefinition();
  const QualType Type = Difference->getType();
  const bool InBytes =
      Type->isIntegerType() ||
      (Type->isPointerType() && Type->getPointeeType()->isCharType());
  if (!Offset || !InBytes || !Structure || Structure->isInvalidDecl() ||
      !Part->getType()->isPointerType())
    return nullptr;
  const QualType Pointee = Part->getType()->getPointeeType();
  for (const FieldDecl *Field : Structure->fields())
    if (Unit.Naming.isLeftAway(*Field) &&
        (Pointee->isVoidType() ||
         Context.hasSameUnqualifiedType(Pointee, Field->getType())) &&
        Context.toCharUnitsFromBits(Context.getFieldOffset(Field))
                .getQuantity() == Offset->Number)
      return Part;
  return nullptr;
}

facts::Operand FunctionTranslator::thisPointer() {
  const facts::Path This = pathTo(RootKind::This, "");
  if (!CapturedThis)
    return addressOf(This);
  const facts::Path Field = withField(This, Unit.Naming.usr(*CapturedThis));
  return CapturedThis->getType()->isPointerType() ? valueAt(Field)
                                                  : addressOf(Field);
}
