//===- SmartPointers.cpp - What the library's smart pointers do -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A smart pointer is the pointer that it holds, at the place where it is kept
// itself, and its deleter is called where it deletes. What becomes of it in
// a library of other names, or where others may have a copy, is not known.
//
//===----------------------------------------------------------------------===//

#include "extract/ApiReferences.h"
#include "extract/FunctionTranslator.h"
#include "extract/LibraryPointers.h"
#include "extract/Paths.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;

/// The field that stands for the deleter in a smart pointer.
static constexpr char DeleterField[] = "deleter";

/// One call of a smart pointer's member while it is translated.
struct FunctionTranslator::PointerCall {
  LibraryPointer Pointer;
  std::string Name;
  facts::Path Object;
  const Stmt *At;
  SourceLocation Where;
};

facts::Node FunctionTranslator::pointerNode(NodeKind Kind,
                                            const PointerCall &Call) {
  facts::Node N = newNode(Kind, Call.At);
  if (!Call.At)
    N.Where = Unit.Source.locate(Call.Where);
  N.Via = Call.Name;
  return N;
}

void FunctionTranslator::storePointer(const facts::Path &Target,
                                      facts::Operand Stored,
                                      const PointerCall &Call) {
  if (!Target.isValid())
    return;
  facts::Node N = pointerNode(NodeKind::Assign, Call);
  N.Target = Target;
  N.Args.push_back(std::move(Stored));
  emit(std::move(N));
}

/// What \p Pointer holds, now.
facts::Operand FunctionTranslator::taken(const facts::Path &Pointer,
                                         const PointerCall &Call) {
  const facts::Path Kept = Nodes.newTemporary();
  storePointer(Kept, valueAt(Pointer), Call);
  return valueAt(Kept);
}

/// The same, and \p Pointer is empty afterwards.
facts::Operand FunctionTranslator::released(const facts::Path &Pointer,
                                            const PointerCall &Call) {
  if (!Pointer.isValid())
    return unknown();
  facts::Operand Value = taken(Pointer, Call);
  storePointer(Pointer, constant(0), Call);
  return Value;
}

/// The member of \p Class that is called with a \p Pointer.
static const CXXMethodDecl *callOperator(const CXXRecordDecl &Class,
                                         QualType Pointer) {
  const CXXMethodDecl *Only = nullptr;
  unsigned Number = 0;
  for (const CXXMethodDecl *Method : Class.methods()) {
    if (Method->getOverloadedOperator() != OO_Call ||
        Method->getNumParams() != 1)
      continue;
    Only = Method;
    ++Number;
    if (Method->getParamDecl(0)->getType().getCanonicalType() ==
        Pointer.getCanonicalType())
      return Method;
  }
  return Number == 1 ? Only : nullptr;
}

/// Destroys and releases what \p Old points to, as `delete` does.
void FunctionTranslator::deleteThrough(const PointerCall &Call,
                                       const facts::Operand &Old) {
  const CXXRecordDecl *Class = Call.Pointer.Pointee->getAsCXXRecordDecl();
  const CXXDestructorDecl *Destructor =
      Class && Class->hasDefinition() ? Class->getDestructor() : nullptr;
  if (Destructor && !Destructor->isTrivial()) {
    facts::Path Object = pointee(Old);
    if (Call.Pointer.IsArray)
      Object = withElement(std::move(Object), facts::EachElement);
    const bool IsVirtual = Destructor->isVirtual() &&
                           !Destructor->hasAttr<FinalAttr>() &&
                           !Class->isEffectivelyFinal();
    emitDestructor(Destructor, addressOf(std::move(Object)), IsVirtual,
                   Call.At ? Call.At->getBeginLoc() : Call.Where);
  }
  facts::Node N = pointerNode(NodeKind::Delete, Call);
  N.Args.push_back(Old);
  emit(std::move(N));
}

/// What the pointer held, \p Old, is deleted, whatever it is.
void FunctionTranslator::callDeleter(const PointerCall &Call,
                                     const facts::Operand &Old) {
  const QualType Deleter = Call.Pointer.Deleter;
  const CXXRecordDecl *Class =
      Deleter.isNull() ? nullptr
                       : Deleter.getNonReferenceType()->getAsCXXRecordDecl();
  const bool IsLibrarys = Class && Class->isInStdNamespace() &&
                          Class->getIdentifier() &&
                          Class->getName() == "default_delete";
  if (IsLibrarys)
    return deleteThrough(Call, Old);
  const FunctionDecl *Called = Unit.Pointers.deleterOf(Call.Pointer);
  if (Class && Class->hasDefinition())
    Called = callOperator(*Class, Context.getPointerType(Call.Pointer.Pointee));
  if (Called)
    if (const facts::ApiFunction *Row = apiOf(*Called)) {
      facts::Node N = pointerNode(NodeKind::ApiCall, Call);
      N.Callee = Row->Name.str();
      N.Args.push_back(Old);
      emit(std::move(N));
      return;
    }
  facts::Node N = pointerNode(NodeKind::Call, Call);
  N.Args.push_back(Old);
  if (Called) {
    N.Callee = Unit.Naming.usr(*Called);
    N.CalleeName = Unit.Naming.readable(*Called);
    N.CalleeIsSystem = Unit.Foreign.contains(Called->getLocation());
  }
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Called);
      Method && !Method->isStatic())
    N.This = addressOf(withField(Call.Object, DeleterField));
  emit(std::move(N));
}

/// The pointer deletes what it holds, if anything, and holds \p New from now
/// on; without one it ends.
void FunctionTranslator::letGo(const PointerCall &Call,
                               const facts::Operand *New) {
  auto Replace = [&] {
    if (New)
      storePointer(Call.Object, *New, Call);
  };
  Test IsEmpty;
  IsEmpty.Kind = Test::Compare;
  IsEmpty.Left = valueAt(Call.Object);
  IsEmpty.Right = constant(0);
  const facts::NodeId Empty = Nodes.newJoin(), Full = Nodes.newJoin(),
                      After = Nodes.newJoin();
  branchOn(IsEmpty, Empty, Full, Call.At);
  Nodes.continueAt(Full);
  const facts::Operand Old = taken(Call.Object, Call);
  Replace();
  callDeleter(Call, Old);
  Nodes.goTo(After);
  Nodes.continueAt(Empty);
  Replace();
  Nodes.goTo(After);
  Nodes.continueAt(After);
}

/// What the argument \p Given of a pointer's member makes it hold; a pointer
/// that is moved from is empty afterwards.
facts::Operand FunctionTranslator::pointerGiven(const Expr *Given,
                                                const PointerCall &Call) {
  if (!libraryPointer(Given->getType()))
    return Given->isGLValue() ? valueAt(pathOf(Given)) : valueOf(Given);
  const facts::Path Source = pathOf(Given);
  return Given->isLValue() ? valueAt(Source) : released(Source, Call);
}

bool FunctionTranslator::isKnownPointer(const LibraryPointer &P) const {
  return P && (!P.IsShared ||
               (Unit.Pointers.deleterOf(P) && Unit.Pointers.isSoleOwner(P)));
}

static std::string nameOf(const LibraryPointer &P, StringRef Member) {
  return ("std::" + P.Class->getName() + "::" + Member).str();
}

bool FunctionTranslator::translatePointerMember(const CallExpr *Call,
                                                const CXXMethodDecl &Method) {
  const LibraryPointer P = libraryPointerCalled(Call);
  if (!isKnownPointer(P) || Method.isStatic() ||
      !Method.getParent()->isInStdNamespace())
    return false;
  const bool IsOperator = isa<CXXOperatorCallExpr>(Call);
  const PointerCall Here = {P,
                            nameOf(P, IsOperator ? std::string("operator=")
                                                 : Method.getNameAsString()),
                            pointee(objectOf(Call)), Call, Call->getBeginLoc()};
  if (!Here.Object.isValid())
    return false;
  llvm::ArrayRef<const Expr *> Args(Call->getArgs(), Call->getNumArgs());
  if (IsOperator)
    Args = Args.drop_front();

  const StringRef Name = Method.getIdentifier() ? Method.getName() : "";
  const OverloadedOperatorKind Operator = Method.getOverloadedOperator();
  if (Name == "get" || isa<CXXConversionDecl>(Method) || Operator == OO_Arrow ||
      Operator == OO_Star) {
    if (isShared(Here.Object))
      PendingReads.push_back(Here.Object);
    Values[Call] = valueAt(Here.Object);
    return true;
  }
  if (Operator == OO_Subscript && Args.size() == 1) {
    Values[Call] =
        addressOf(withIndex(dereferenced(Here.Object), indexName(Args[0])));
    return true;
  }
  if (Name == "release") {
    Values[Call] = released(Here.Object, Here);
    return true;
  }
  if (Name == "get_deleter") {
    Values[Call] = addressOf(withField(Here.Object, DeleterField));
    return true;
  }
  if (Name == "swap" && Args.size() == 1) {
    const facts::Path Other = pathOf(Args[0]);
    const facts::Operand Old = taken(Here.Object, Here);
    storePointer(Here.Object, valueAt(Other), Here);
    storePointer(Other, Old, Here);
    return true;
  }
  const bool Resets = Name == "reset" || Operator == OO_Equal;
  if (!Resets)
    return false;
  facts::Operand New = constant(0);
  if (!Args.empty() && !Args[0]->isDefaultArgument())
    New = pointerGiven(Args[0], Here);
  letGo(Here, &New);
  Values[Call] = addressOf(Here.Object);
  return true;
}

/// A comparison of a smart pointer with null.
bool FunctionTranslator::translatePointerComparison(
    const CallExpr *Call, const FunctionDecl &Callee) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (!Operator || !Callee.isInStdNamespace() || Call->getNumArgs() != 2 ||
      (Operator->getOperator() != OO_EqualEqual &&
       Operator->getOperator() != OO_ExclaimEqual))
    return false;
  const Expr *Left = Call->getArg(0), *Right = Call->getArg(1);
  if (Left->getType()->isNullPtrType())
    std::swap(Left, Right);
  if (!Right->getType()->isNullPtrType() ||
      !isKnownPointer(libraryPointer(Left->getType())))
    return false;
  const facts::Path Object = pathOf(Left);
  if (!Object.isValid())
    return false;
  Test T;
  T.Kind = Test::Compare;
  T.Negated = Operator->getOperator() == OO_ExclaimEqual;
  T.Left = valueAt(Object);
  T.Right = constant(0);
  Values[Call] = outcomeOf(T, Call);
  return true;
}

bool FunctionTranslator::translatePointerConstruction(
    const CXXConstructExpr *Construct) {
  const LibraryPointer P =
      libraryPointer(Construct->getConstructor()->getParent());
  if (!isKnownPointer(P) || Construct->getType()->isArrayType())
    return false;
  const PointerCall Here = {P, nameOf(P, P.Class->getName()), homeOf(Construct),
                            Construct, Construct->getBeginLoc()};
  facts::Operand Held = constant(0);
  if (Construct->getNumArgs() > 0)
    Held = pointerGiven(Construct->getArg(0), Here);
  storePointer(Here.Object, std::move(Held), Here);
  return true;
}

bool FunctionTranslator::translatePointerDestruction(
    const CXXDestructorDecl &Destructor, const facts::Operand &This,
    SourceLocation At) {
  const LibraryPointer P = libraryPointer(Destructor.getParent());
  if (!isKnownPointer(P) || !pointee(This).isValid())
    return false;
  const PointerCall Here = {P, nameOf(P, ("~" + P.Class->getName()).str()),
                            pointee(This), nullptr, At};
  letGo(Here, nullptr);
  facts::Node N = pointerNode(NodeKind::Call, Here);
  N.Callee = Unit.Naming.usr(Destructor);
  N.CalleeName = Unit.Naming.readable(Destructor);
  N.CalleeIsSystem = true;
  N.This = This;
  emit(std::move(N));
  return true;
}

/// Who is given a smart pointer by value has what it held.
void FunctionTranslator::emptyGivenPointers(llvm::ArrayRef<const Expr *> Args) {
  for (const Expr *Arg : Args)
    if (const LibraryPointer P = libraryPointer(Arg->getType());
        Arg->isPRValue() && isKnownPointer(P))
      emitAssign(pathOf(Arg), constant(0), Arg);
}
