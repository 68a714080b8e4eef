//===- Described.cpp - Which declarations are described -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Described.h"

#include "extract/Annotations.h"
#include "extract/TopLevel.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/QualTypeNames.h"

#include <algorithm>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using PlaceKind = wrappers::Place::PlaceKind;
using wrappers::Wrapper;

static std::string ownName(const NamedDecl &D) {
  if (isa<CXXConstructorDecl>(D))
    return ownName(*cast<CXXConstructorDecl>(D).getParent());
  if (isa<CXXDestructorDecl>(D))
    return "~" + ownName(*cast<CXXDestructorDecl>(D).getParent());
  if (const auto *Tag = dyn_cast<TagDecl>(&D); Tag && !Tag->getIdentifier())
    if (const TypedefNameDecl *Alias = Tag->getTypedefNameForAnonDecl())
      return Alias->getNameAsString();
  return D.getNameAsString();
}

/// The name as it is written: without template arguments, inline and unnamed
/// namespaces.
static std::string qualifiedName(const NamedDecl &D) {
  std::string Result = ownName(D);
  for (const DeclContext *Scope = D.getDeclContext(); Scope;
       Scope = Scope->getParent()) {
    if (const auto *Space = dyn_cast<NamespaceDecl>(Scope);
        Space && (Space->isInline() || Space->isAnonymousNamespace()))
      continue;
    if (isa<NamespaceDecl, RecordDecl>(Scope))
      Result = ownName(*cast<NamedDecl>(Scope)) + "::" + Result;
  }
  return Result;
}

/// Whether the unit has the last word of \p Name.
static bool hasName(const ASTContext &Context, StringRef Name) {
  StringRef Last = Name.substr(Name.rfind(':') + 1);
  Last.consume_front("~");
  // The name of an operator is no identifier.
  return Last.starts_with("operator") || identifier(Context, Last) != nullptr;
}

Described::Described(const ASTContext &Context,
                     const wrappers::Wrappers &File) {
  for (const Wrapper &W : File.Functions) {
    ByName[W.Name].push_back(&W);
    Mentioned |= hasName(Context, W.Name);
  }
  for (const std::string &Name : File.Guards) {
    GuardNames.insert(Name);
    Mentioned |= hasName(Context, Name);
  }
  Annotations Found = readAnnotations(Context);
  for (auto &[Where, Text] : Found.Problems)
    Problems.push_back({Where, std::move(Text)});
  Annotated = std::move(Found.Functions);
  for (auto It = Annotated.begin(); It != Annotated.end();)
    It = fits(It->second, *cast<FunctionDecl>(It->first)) ? std::next(It)
                                                          : Annotated.erase(It);
  std::sort(
      Problems.begin(), Problems.end(),
      [](const Problem &A, const Problem &B) { return A.Where < B.Where; });
  AnnotatedGuards = std::move(Found.Guards);
  Mentioned |= !Annotated.empty() || !AnnotatedGuards.empty();
}

/// Whether \p Text is \p Type: as its declaration has it, with all names
/// qualified, or without typedefs.
static bool isCalled(QualType Type, const ASTContext &Context, StringRef Text) {
  const PrintingPolicy &Policy = Context.getPrintingPolicy();
  return Type.getAsString(Policy) == Text ||
         TypeName::getFullyQualifiedName(Type, Context, Policy) == Text ||
         Type.getCanonicalType().getAsString(Policy) == Text;
}

static bool hasTypes(const FunctionDecl &Function,
                     const std::vector<std::string> &Types) {
  if (Function.getNumParams() != Types.size())
    return false;
  for (unsigned I = 0; I != Types.size(); ++I)
    if (!isCalled(Function.getParamDecl(I)->getOriginalType(),
                  Function.getASTContext(), Types[I]))
      return false;
  return true;
}

const Wrapper *Described::findInFile(const FunctionDecl &Function) const {
  if (ByName.empty())
    return nullptr;
  auto Named = ByName.find(qualifiedName(Function));
  if (Named == ByName.end())
    return nullptr;
  const Wrapper *Any = nullptr;
  for (const Wrapper *W : Named->second) {
    if (W->Parameters && hasTypes(Function, *W->Parameters))
      return W;
    if (!W->Parameters)
      Any = W;
  }
  return Any;
}

/// Whether the places of \p W exist in a call of \p Function.
bool Described::fits(const Wrapper &W, const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  const bool HasThis = Method && !Method->isStatic();
  std::string Wrong;
  auto Check = [&](const wrappers::Place &P, StringRef What) {
    if (P.is(PlaceKind::Argument) && P.Index >= Function.getNumParams() &&
        !Function.isVariadic())
      Wrong = (What + " is argument " + Twine(P.Index) + ", and there are " +
               Twine(Function.getNumParams()) +
               "; expected a position from 0 that the function has")
                  .str();
  };
  Check(W.ObjectAt, "the object");
  Check(W.Callback, "the callback");
  Check(W.Context, "the context");
  Check(W.Handle, "the handle");
  Check(W.Period, "the period");
  const bool NeedsObject =
      std::any_of(W.Effects.begin(), W.Effects.end(), [](wrappers::Effect E) {
        return E != wrappers::Effect::SourceOff &&
               E != wrappers::Effect::Nothing;
      });
  if (W.ObjectAt.is(PlaceKind::This) && !HasThis)
    Wrong = "the object is 'this', and the function is no member; expected the "
            "position of an argument";
  else if (W.ObjectAt.is(PlaceKind::Unsaid) && NeedsObject && !HasThis &&
           Function.getNumParams() == 0)
    Wrong = "the function has no argument; expected 'result' as the object";
  if (Wrong.empty())
    return true;
  const std::string Name = Function.getQualifiedNameAsString();
  if (W.Where.empty())
    Problems.push_back({Function.getLocation(), "'" + Name + "': " + Wrong});
  else
    Problems.push_back({{}, W.Where + ": '" + Name + "': " + Wrong});
  return false;
}

const Wrapper *Described::find(const FunctionDecl &Function) {
  if (!Mentioned)
    return nullptr;
  auto [It, Inserted] = Known.try_emplace(Function.getCanonicalDecl());
  if (!Inserted)
    return It->second;
  if (const Wrapper *Found = findInFile(Function)) {
    if (fits(*Found, Function))
      It->second = Found;
  } else if (auto Own = Annotated.find(patternOf(Function));
             Own != Annotated.end()) {
    It->second = &Own->second;
  }
  return It->second;
}

bool Described::isGuard(const CXXRecordDecl &Class) const {
  return (!GuardNames.empty() && GuardNames.count(qualifiedName(Class))) ||
         AnnotatedGuards.count(patternOf(Class));
}
