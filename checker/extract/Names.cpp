//===- Names.cpp - Names that other units agree on ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Names.h"

#include "extract/FieldAccess.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

Names::Names(const ASTContext &Context, std::string UnitName)
    : Context(Context), Unit(std::move(UnitName)) {
  const SourceManager &Sources = Context.getSourceManager();
  if (!Unit.empty())
    return;
  if (auto Main = Sources.getFileEntryRefForID(Sources.getMainFileID()))
    Unit = Main->getName().str();
}

/// The lambdas whose types \p Args are, or are made of.
std::string Names::lambdasIn(llvm::ArrayRef<TemplateArgument> Args) {
  std::string Result;
  for (const TemplateArgument &Argument : Args) {
    if (Argument.getKind() == TemplateArgument::Pack) {
      Result += lambdasIn(Argument.getPackAsArray());
      continue;
    }
    if (Argument.getKind() != TemplateArgument::Type)
      continue;
    QualType Type = Argument.getAsType().getNonReferenceType();
    while (!Type->getPointeeType().isNull())
      Type = Type->getPointeeType();
    const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
    if (Class && Class->isLambda())
      Result += "<" + lambda(*Class).Usr + ">";
    else if (const auto *Instance =
                 dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class))
      Result += lambdasIn(Instance->getTemplateArgs().asArray());
  }
  return Result;
}

/// The lambdas that tell \p D from other instances of its template.
std::string Names::lambdasAround(const Decl &D) {
  std::string Result;
  const auto *Function = dyn_cast<FunctionDecl>(&D);
  if (const auto *Args =
          Function ? Function->getTemplateSpecializationArgs() : nullptr)
    Result = lambdasIn(Args->asArray());
  const Decl *Around = &D;
  while (Around && !isa<TranslationUnitDecl>(Around)) {
    if (const auto *Instance =
            dyn_cast<ClassTemplateSpecializationDecl>(Around))
      Result += lambdasIn(Instance->getTemplateArgs().asArray());
    Around = dyn_cast_or_null<CXXRecordDecl>(Around->getDeclContext());
  }
  return Result;
}

bool Names::isMadeOfLambda(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  return (Method && Method->getParent()->isLambda()) ||
         !lambdasAround(Function).empty();
}

std::string Names::clangUsr(const Decl &D) {
  SmallString<128> Buffer;
  if (index::generateUSRForDecl(&D, Buffer))
    return {};
  return Buffer.str().str() + lambdasAround(D);
}

std::string Names::unitwide(std::string Usr, bool IsInternal) const {
  return IsInternal ? Unit + "#" + Usr : Usr;
}

void Names::add(const CXXRecordDecl &Lambda, const Decl *Owner) {
  // An instance of a template may have been named after it already.
  if (Lambdas.count(Lambda.getCanonicalDecl()))
    return;
  LambdaName Name;
  std::string Start = Unit + "#";
  Name.Readable = "lambda";
  if (const auto *Function = dyn_cast_or_null<FunctionDecl>(Owner)) {
    Start = usr(*Function);
    Name.Readable += " in " + readable(*Function);
  } else if (const auto *Variable = dyn_cast_or_null<VarDecl>(Owner)) {
    Start = usr(*Variable);
    Name.Readable += " in " + Variable->getQualifiedNameAsString();
  } else if (const auto *Field = dyn_cast_or_null<FieldDecl>(Owner)) {
    Start = usr(*Field);
    Name.Readable += " in " + Field->getQualifiedNameAsString();
  }
  Start += "#lambda";
  Name.Usr = Start + std::to_string(++Ordinals[Start]);
  Lambdas[Lambda.getCanonicalDecl()] = std::move(Name);
}

const Names::LambdaName &Names::lambda(const CXXRecordDecl &Lambda) {
  const Decl *Key = Lambda.getCanonicalDecl();
  if (!Lambdas.count(Key))
    add(Lambda, dyn_cast<FunctionDecl>(Lambda.getDeclContext()));
  return Lambdas[Key];
}

std::string Names::usr(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  if (Method && Method->getParent()->isLambda()) {
    std::string Usr = lambda(*Method->getParent()).Usr;
    // Each instance of a generic lambda is a function of its own.
    if (const auto *Arguments = Function.getTemplateSpecializationArgs()) {
      llvm::raw_string_ostream Stream(Usr);
      Stream << '<';
      for (const TemplateArgument &Argument : Arguments->asArray()) {
        Argument.print(Context.getPrintingPolicy(), Stream,
                       /*IncludeType=*/false);
        Stream << ',';
      }
      Stream << '>';
    }
    return Usr;
  }
  const FunctionDecl *Key = Function.getCanonicalDecl();
  if (auto It = Known.find(Key); It != Known.end() && !It->second.empty())
    return It->second;
  return Known[Key] = unitwide(clangUsr(*Key), !Function.isExternallyVisible());
}

std::string Names::usr(const VarDecl &Variable) {
  const VarDecl *Key = Variable.getCanonicalDecl();
  if (auto It = Known.find(Key); It != Known.end())
    return It->second;
  std::string Usr;
  const auto *Function = dyn_cast<FunctionDecl>(Key->getDeclContext());
  if (Function && !Key->hasExternalStorage()) {
    Usr = usr(*Function) + "@" + Key->getNameAsString();
    if (unsigned Ordinal = ++Ordinals[Usr]; Ordinal > 1)
      Usr += "#" + std::to_string(Ordinal);
  } else {
    Usr = unitwide(clangUsr(*Key), !Key->isExternallyVisible());
  }
  Known[Key] = Usr;
  return Usr;
}

std::string Names::usr(const FieldDecl &Field) {
  if (const auto *Record = dyn_cast<CXXRecordDecl>(Field.getParent());
      Record && Record->isLambda())
    return lambda(*Record).Usr + "@" + std::to_string(Field.getFieldIndex());
  if (Field.getDeclName().isEmpty() || isLeftAway(Field))
    return {};
  const FieldDecl *Key = Field.getCanonicalDecl();
  std::string Usr = Known.lookup(Key);
  if (Usr.empty()) {
    Usr = clangUsr(*Key);
    Known[Key] = Usr;
    if (isWrittenElsewhere(Field))
      HeaderFields.insert(Usr);
  }
  return Usr;
}

std::map<std::string, const Decl *> Names::shared() const {
  std::map<std::string, const Decl *> Result;
  for (const auto &[D, Usr] : Known)
    if (!Usr.empty() && !llvm::StringRef(Usr).starts_with(Unit + "#"))
      Result.try_emplace(Usr, D);
  return Result;
}

void Names::leaveAway(const FieldDecl &Field) {
  LeftAway.insert(Field.getCanonicalDecl());
}

bool Names::isLeftAway(const FieldDecl &Field) const {
  return LeftAway.contains(Field.getCanonicalDecl());
}

std::string Names::usr(const RecordDecl &Record) {
  if (const auto *Class = dyn_cast<CXXRecordDecl>(&Record);
      Class && Class->isLambda())
    return lambda(*Class).Usr;
  const Decl *Key = Record.getCanonicalDecl();
  if (auto It = Known.find(Key); It != Known.end() && !It->second.empty())
    return It->second;
  return Known[Key] = clangUsr(*Key);
}

std::string Names::readable(const FunctionDecl &Function) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
      Method && Method->getParent()->isLambda())
    return lambda(*Method->getParent()).Readable;
  return Function.getQualifiedNameAsString();
}
