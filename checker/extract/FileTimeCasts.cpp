//===- FileTimeCasts.cpp - Pointers to FILETIME made wider ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FileTimeCasts.h"

#include "extract/BodyIndex.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"
#include "clang/Lex/Lexer.h"

#include <map>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

static constexpr unsigned NumberBytes = 8;

/// What the pointer or reference \p E leads to; a null type if it is neither.
static QualType targetOf(const Expr *E) {
  if (E->isGLValue())
    return E->getType();
  return E->getType()->getPointeeType();
}

static bool isRecordNamed(QualType Type,
                          llvm::ArrayRef<llvm::StringRef> Names) {
  const RecordDecl *Record = Type->getAsRecordDecl();
  return Record && llvm::is_contained(Names, Record->getName());
}

static bool isWideNumber(QualType Type, const ASTContext &Context) {
  if (Type->isIntegerType() && !Type->isEnumeralType())
    return Context.getTypeSize(Type) == 8 * NumberBytes;
  return isRecordNamed(Type, {"_LARGE_INTEGER", "_ULARGE_INTEGER"});
}

/// The object that \p E, a pointer or an lvalue, leads to; null if it is not
/// named there.
static const Expr *objectOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (E->isGLValue())
    return E->getType()->isPointerType() ? nullptr : E;
  const auto *Op = dyn_cast<UnaryOperator>(E);
  return Op && Op->getOpcode() == UO_AddrOf
             ? Op->getSubExpr()->IgnoreParenCasts()
             : nullptr;
}

/// How much \p Object is aligned at least, in bytes.
static std::uint64_t alignmentOf(const Expr *Object,
                                 const ASTContext &Context) {
  Object = Object->IgnoreParens();
  const std::uint64_t OfType =
      Context.getTypeAlignInChars(Object->getType()).getQuantity();
  if (const auto *Named = dyn_cast<DeclRefExpr>(Object);
      Named && !Named->getDecl()->getType()->isReferenceType())
    return Context.getDeclAlign(Named->getDecl()).getQuantity();
  const auto *Member = dyn_cast<MemberExpr>(Object);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field || Field->getParent()->isInvalidDecl())
    return OfType;
  const ASTRecordLayout &Layout =
      Context.getASTRecordLayout(Field->getParent());
  std::uint64_t OfWhole = Layout.getAlignment().getQuantity();
  if (!Member->isArrow())
    OfWhole = std::max(OfWhole, alignmentOf(Member->getBase(), Context));
  const std::uint64_t Offset =
      Layout.getFieldOffset(Field->getFieldIndex()) / 8;
  // The greatest power of two that divides the offset.
  const std::uint64_t OfOffset = Offset == 0 ? OfWhole : Offset & -Offset;
  return std::max(OfType, std::min(OfWhole, OfOffset));
}

/// Whether \p Cast says that what it leads to need not be aligned. Some headers
/// define the word for that as nothing, so it is looked for as written.
static bool saysUnaligned(const ExplicitCastExpr *Cast,
                          const ASTContext &Context) {
  SourceRange Type;
  if (const auto *Named = dyn_cast<CXXNamedCastExpr>(Cast))
    Type = Named->getAngleBrackets();
  else if (const auto *InC = dyn_cast<CStyleCastExpr>(Cast))
    Type = {InC->getLParenLoc(), InC->getRParenLoc()};
  const SourceManager &Sources = Context.getSourceManager();
  const llvm::StringRef Written = Lexer::getSourceText(
      CharSourceRange::getCharRange(Sources.getSpellingLoc(Type.getBegin()),
                                    Sources.getSpellingLoc(Type.getEnd())),
      Sources, Context.getLangOpts());
  return Written.contains_insensitive("unaligned");
}

static bool isUnaligned(const ExplicitCastExpr *Cast,
                        const ASTContext &Context) {
  if (Cast->isTypeDependent() || Cast->getSubExpr()->isTypeDependent())
    return false;
  const QualType To = targetOf(Cast);
  if (To.isNull() || !isWideNumber(To, Context))
    return false;
  // A pointer to anything may stand between the two.
  const Expr *From = withoutWrappers(Cast->getSubExpr());
  while (const auto *Inner = dyn_cast<CastExpr>(From)) {
    const QualType Target = targetOf(From);
    if (Target.isNull() ||
        !(Target->isVoidType() || isa<ImplicitCastExpr>(Inner)))
      break;
    From = withoutWrappers(Inner->getSubExpr());
  }
  QualType Target = targetOf(From);
  // What a pointer variable leads to, rather than the variable.
  if (From->isGLValue() && Target->isPointerType() && !Cast->isGLValue())
    Target = Target->getPointeeType();
  if (!Target.isNull() && Target->isArrayType())
    Target = Context.getBaseElementType(Target);
  if (Target.isNull() || !isRecordNamed(Target, {"_FILETIME"}) ||
      Cast->getCastKind() == CK_LValueToRValue)
    return false;
  const Expr *Object = objectOf(Cast->getSubExpr());
  return (!Object || alignmentOf(Object, Context) < NumberBytes) &&
         !saysUnaligned(Cast, Context);
}

std::vector<facts::FileTimeCast>
extract::fileTimeCasts(llvm::ArrayRef<const ExplicitCastExpr *> Casts,
                       const ASTContext &Context, Places &Source) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, facts::FileTimeCast> Found;
  for (const ExplicitCastExpr *Cast : Casts) {
    if (!isUnaligned(Cast, Context))
      continue;
    facts::Node Place;
    Source.place(Place, Cast->getSourceRange());
    facts::FileTimeCast &Result = Found[{Place.Where.File, Place.Where.Offset}];
    Result.Where = Place.Where;
    Result.Length = Place.Length;
  }
  std::vector<facts::FileTimeCast> Result;
  for (auto &[Place, Cast] : Found)
    Result.push_back(std::move(Cast));
  return Result;
}
