//===- UnitEvidence.cpp - What declarations and macros tell ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/UnitEvidence.h"

#include "extract/BodyIndex.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

static bool isZero(const APValue &Value) {
  switch (Value.getKind()) {
  case APValue::Int:
    return Value.getInt() == 0;
  case APValue::LValue:
    return Value.isNullPointer();
  case APValue::Array: {
    for (unsigned I = 0; I != Value.getArrayInitializedElts(); ++I)
      if (!isZero(Value.getArrayInitializedElt(I)))
        return false;
    return !Value.hasArrayFiller() || isZero(Value.getArrayFiller());
  }
  case APValue::Struct: {
    for (unsigned I = 0; I != Value.getStructNumBases(); ++I)
      if (!isZero(Value.getStructBase(I)))
        return false;
    for (unsigned I = 0; I != Value.getStructNumFields(); ++I)
      if (!isZero(Value.getStructField(I)))
        return false;
    return true;
  }
  case APValue::Union:
    return !Value.getUnionField() || isZero(Value.getUnionValue());
  default:
    return false;
  }
}

static std::optional<std::int64_t> asNumber(const APValue &Value) {
  if (Value.isInt())
    return asInteger(Value.getInt());
  if (isZero(Value))
    return 0;
  return std::nullopt;
}

/// The single argument of a constructor call, or \p Init itself.
static const Expr *argumentOf(const Expr *Init) {
  while (true) {
    const Expr *Inner = withoutWrappers(Init);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
      if (Construct->getNumArgs() == 1)
        Inner = Construct->getArg(0);
    } else if (const auto *List = dyn_cast<InitListExpr>(Inner)) {
      if (List->getNumInits() == 1 && !List->getType()->isAggregateType())
        Inner = List->getInit(0);
    } else if (const auto *Temporary =
                   dyn_cast<MaterializeTemporaryExpr>(Inner)) {
      Inner = Temporary->getSubExpr();
    }
    if (Inner == Init)
      return Init;
    Init = Inner;
  }
}

static std::optional<std::int64_t> evaluate(const Expr *Init,
                                            const ASTContext &Context) {
  if (!Init || Init->isValueDependent() || Init->containsErrors())
    return std::nullopt;
  const Expr *Argument = argumentOf(Init);
  Expr::EvalResult Result;
  if (Argument->isPRValue() && Argument->EvaluateAsRValue(Result, Context) &&
      !Result.HasSideEffects)
    return asNumber(Result.Val);
  return std::nullopt;
}

std::optional<std::int64_t> extract::initialValue(const VarDecl &Variable,
                                                  const ASTContext &Context) {
  if (Variable.isInvalidDecl() || Variable.getType()->isDependentType() ||
      Variable.getType()->isReferenceType())
    return std::nullopt;
  const VarDecl *Definition = Variable.getDefinition();
  if (!Definition)
    Definition = Variable.getActingDefinition();
  if (!Definition)
    return std::nullopt;
  const Expr *Init = Definition->getAnyInitializer();
  if (!Init)
    return 0;
  if (std::optional<std::int64_t> Number = evaluate(Init, Context))
    return Number;
  // Objects of static storage are zero before their constructors run.
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(withoutWrappers(Init));
      Construct && Construct->getConstructor()->isTrivial())
    return 0;
  if (Init->isPRValue() && isa<InitListExpr>(withoutWrappers(Init)))
    if (const APValue *Value = Definition->evaluateValue())
      return asNumber(*Value);
  return std::nullopt;
}

std::optional<std::int64_t> extract::initialValue(const FieldDecl &Field,
                                                  const ASTContext &Context) {
  if (Field.isInvalidDecl() || !Field.hasInClassInitializer())
    return std::nullopt;
  return evaluate(Field.getInClassInitializer(), Context);
}

std::pair<facts::DllEvidence, const Decl *>
extract::dllEvidence(llvm::ArrayRef<const FunctionDecl *> Functions,
                     llvm::ArrayRef<const VarDecl *> Variables,
                     const Preprocessor *PP) {
  const Decl *Exported = nullptr;
  auto NoteExport = [&Exported](const Decl *D) {
    if (!Exported && D->hasAttr<DLLExportAttr>())
      Exported = D;
  };
  for (const FunctionDecl *Function : Functions) {
    if (Function->getIdentifier() && Function->getName() == "DllMain" &&
        Function->getDeclContext()->getRedeclContext()->isTranslationUnit())
      return {facts::DllEvidence::DllMain, Function};
    NoteExport(Function);
  }
  for (const VarDecl *Variable : Variables)
    if (Variable->isThisDeclarationADefinition())
      NoteExport(Variable);
  if (Exported)
    return {facts::DllEvidence::Export, Exported};
  auto IsDefined = [&](StringRef Macro) {
    return PP->getMacroInfo(PP->getIdentifierInfo(Macro)) != nullptr;
  };
  if (PP && (IsDefined("_USRDLL") || IsDefined("_WINDLL")))
    return {facts::DllEvidence::Macro, nullptr};
  return {facts::DllEvidence::None, nullptr};
}

bool extract::targetsWindows8(const Preprocessor *PP) {
  StringRef Name = "_WIN32_WINNT";
  // The value is often the name of a version, itself a macro.
  for (unsigned Names = 0; PP && Names < 4; ++Names) {
    const MacroInfo *Macro = PP->getMacroInfo(PP->getIdentifierInfo(Name));
    if (!Macro || Macro->getNumTokens() != 1)
      return false;
    const Token &Value = Macro->tokens().front();
    if (const IdentifierInfo *Other = Value.getIdentifierInfo()) {
      Name = Other->getName();
      continue;
    }
    unsigned Version = 0;
    return !StringRef(PP->getSpelling(Value)).getAsInteger(0, Version) &&
           Version >= 0x0602;
  }
  return false;
}
