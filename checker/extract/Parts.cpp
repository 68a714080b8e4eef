//===- Parts.cpp - Structures that have one place in another --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Parts.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace threadpool::extract;

/// Without arrays.
static QualType elementOf(QualType Type) {
  return QualType(Type->getBaseElementTypeUnsafe(), 0);
}

/// Whether \p Type is a pointer to an object of the thread pool.
static bool isPoolObject(QualType Type) {
  const RecordDecl *Record = Type->getPointeeType().isNull()
                                 ? nullptr
                                 : Type->getPointeeType()->getAsRecordDecl();
  return Record && Record->getName().starts_with("_TP_");
}

static bool keepsPoolObjects(const RecordDecl &Record) {
  return llvm::any_of(Record.fields(), [](const FieldDecl *Field) {
    const QualType Type = elementOf(Field->getType());
    const auto *Part = Type->getAsRecordDecl();
    return isPoolObject(Type) || (Part && keepsPoolObjects(*Part));
  });
}

/// Whether there is nothing but named members in \p Record.
static bool isPlain(const RecordDecl &Record) {
  const auto *Class = dyn_cast<CXXRecordDecl>(&Record);
  return !Record.isUnion() && Record.isCompleteDefinition() &&
         !Record.isInvalidDecl() && (!Class || Class->isCLike());
}

const RecordDecl *Parts::structureOf(QualType Type) {
  const RecordDecl *Record = Type.isNull() ? nullptr : Type->getAsRecordDecl();
  return Record ? Record->getDefinition() : nullptr;
}

void Parts::note(const FieldDecl &Field) {
  const RecordDecl *Structure = structureOf(elementOf(Field.getType()));
  if (!Structure)
    return;
  auto [It, IsFirst] = Fields.try_emplace(Structure, &Field);
  if (!IsFirst || Field.getType()->isArrayType())
    It->second = nullptr;
}

void Parts::note(const VarDecl &Variable) {
  if (Variable.getType()->isPointerType())
    if (const auto *Structure =
            structureOf(Variable.getType()->getPointeeType()))
      PointedTo.insert(Structure);
}

void Parts::note(const Expr *E) {
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      noteCopy(Cast->getType());
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getConstructor()->isCopyOrMoveConstructor())
      noteCopy(Construct->getType());
  } else if (isa<CallExpr>(E)) {
    noteCopy(E->getType());
  }
}

void Parts::noteCopy(QualType Type) {
  if (const RecordDecl *Structure = structureOf(Type))
    Copied.insert(Structure);
}

std::vector<const FieldDecl *> Parts::nameless() const {
  std::vector<const FieldDecl *> Result;
  for (const auto &[Structure, Field] : Fields)
    if (Field && isPlain(*Structure) && keepsPoolObjects(*Structure) &&
        PointedTo.contains(Structure) && !Copied.contains(Structure))
      Result.push_back(Field);
  return Result;
}
