//===- Annotations.cpp - Descriptions in the source -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Annotations.h"

#include "extract/TopLevel.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using PlaceKind = wrappers::Place::PlaceKind;
using wrappers::Wrapper;

const Decl *extract::patternOf(const FunctionDecl &Function) {
  if (const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern(
          /*ForDefinition=*/false))
    return Pattern->getCanonicalDecl();
  return Function.getCanonicalDecl();
}

const Decl *extract::patternOf(const CXXRecordDecl &Class) {
  if (const CXXRecordDecl *Pattern = Class.getTemplateInstantiationPattern())
    return Pattern->getCanonicalDecl();
  return Class.getCanonicalDecl();
}

namespace {

struct Word {
  StringRef Text;
  SourceLocation Where;
};

/// The annotations of \p D that speak to us, of all its declarations: Clang
/// keeps but one of several equal ones when it hands them on.
std::vector<Word> wordsOf(const Decl &D) {
  std::vector<const Decl *> InOrder(D.redecls_begin(), D.redecls_end());
  std::vector<Word> Result;
  for (const Decl *One : InOrder)
    for (const auto *Attribute : One->specific_attrs<AnnotateAttr>()) {
      StringRef Text = Attribute->getAnnotation();
      if (!Attribute->isInherited() && Text.consume_front("threadpool::"))
        Result.push_back({Text, Attribute->getLocation()});
    }
  return Result;
}

class Reader : public RecursiveASTVisitor<Reader> {
public:
  Annotations Result;

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isFirstDecl() && !Function->isTemplateInstantiation())
      readFunction(*Function);
    return true;
  }

  bool VisitRecordDecl(RecordDecl *Class) {
    if (!Class->isFirstDecl())
      return true;
    bool IsGuard = false;
    for (const Word &W : wordsOf(*Class)) {
      if (W.Text == "guard")
        IsGuard = true;
      else if (!wrappers::kindNamed(W.Text))
        unexpected(W, "on a class", "guard, " + wrappers::allKinds());
    }
    if (IsGuard)
      Result.Guards.insert(Class->getCanonicalDecl());
    return true;
  }

  /// Of a parameter it is told with its function, which comes first.
  bool VisitValueDecl(ValueDecl *D) {
    if (!isa<FunctionDecl, ParmVarDecl>(D))
      for (const Word &W : wordsOf(*D))
        problem(W, "'threadpool::" + W.Text.str() +
                       "' does not belong here; expected it on a function, a "
                       "parameter or a class");
    return true;
  }

private:
  void problem(const Word &W, std::string Text) {
    Result.Problems.emplace_back(W.Where, std::move(Text));
  }

  void unexpected(const Word &W, StringRef Where, const std::string &Expected) {
    problem(W, ("unknown annotation 'threadpool::" + W.Text + "' " + Where +
                "; expected one of " + Expected)
                   .str());
  }

  void readFunction(const FunctionDecl &Function) {
    Wrapper W;
    const std::size_t NumProblems = Result.Problems.size();
    std::optional<Word> First;
    for (const Word &Said : wordsOf(Function)) {
      if (!First)
        First = Said;
      if (auto E = wrappers::effectNamed(Said.Text))
        W.Effects.push_back(*E);
      else if (auto K = wrappers::kindNamed(Said.Text))
        W.Object = K;
      else if (Said.Text == "result")
        W.ObjectAt.Where = PlaceKind::Result;
      else
        unexpected(Said, "on a function",
                   wrappers::allEffects() + ", result, " +
                       wrappers::allKinds());
    }
    std::set<SourceLocation> Told;
    for (const FunctionDecl *One : Function.redecls())
      for (unsigned I = 0; I != One->getNumParams(); ++I)
        for (const Word &Said : wordsOf(*One->getParamDecl(I))) {
          if (!First)
            First = Said;
          if (wrappers::Place *P = wrappers::placeNamed(W, Said.Text))
            *P = {PlaceKind::Argument, I};
          else if (Told.insert(Said.Where).second)
            unexpected(Said, "on a parameter", wrappers::allPlaces());
        }
    if (!First || Result.Problems.size() != NumProblems)
      return;
    takeKindOfClass(Function, W);
    if (std::string Wrong = complaintAbout(W); !Wrong.empty())
      return problem(*First,
                     "'" + Function.getQualifiedNameAsString() + "': " + Wrong);
    W.Name = Function.getQualifiedNameAsString();
    Result.Functions[Function.getCanonicalDecl()] = std::move(W);
  }

  /// The members of an annotated class need not say again what it is.
  static void takeKindOfClass(const FunctionDecl &Function, Wrapper &W) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
    bool IsPool = false;
    for (wrappers::Effect E : W.Effects)
      IsPool |= wrappers::isOnObject(E);
    if (!Method || W.Object || !IsPool)
      return;
    for (const Word &Said : wordsOf(*Method->getParent()->getCanonicalDecl()))
      if (auto K = wrappers::kindNamed(Said.Text))
        W.Object = K;
  }
};

} // namespace

Annotations extract::readAnnotations(const ASTContext &Context) {
  // The attribute's name is in the table once the preprocessor has seen it.
  if (!identifier(Context, "annotate"))
    return {};
  Reader R;
  R.TraverseDecl(Context.getTranslationUnitDecl());
  return std::move(R.Result);
}
