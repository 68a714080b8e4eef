//===- ApiCount.cpp - How much of the API survives parsing ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ApiCount.h"

#include "extract/ApiReferences.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <set>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

static bool isPoolFunction(const facts::ApiFunction *Function) {
  return Function && Function->Family != facts::ApiFamily::Support;
}

namespace {

/// Collects places rather than counts, because instances of a template refer to
/// a function at one and the same place.
class References : public RecursiveASTVisitor<References> {
public:
  explicit References(const SourceManager &Sources) : Sources(Sources) {}

  std::set<unsigned> Offsets;

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *Reference) {
    add(dyn_cast<FunctionDecl>(Reference->getDecl()), Reference->getLocation());
    return true;
  }

  // A call in a template that is never instantiated.
  bool VisitUnresolvedLookupExpr(UnresolvedLookupExpr *Lookup) {
    for (const NamedDecl *Found : Lookup->decls())
      add(dyn_cast<FunctionDecl>(Found), Lookup->getNameLoc());
    return true;
  }

private:
  void add(const FunctionDecl *Function, SourceLocation Where) {
    const SourceLocation Spelled = Sources.getSpellingLoc(Where);
    if (Function && isPoolFunction(apiOf(*Function)) &&
        Sources.isWrittenInMainFile(Spelled))
      Offsets.insert(Sources.getFileOffset(Spelled));
  }

  const SourceManager &Sources;
};

} // namespace

static unsigned namesInText(const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  const FileID Main = Sources.getMainFileID();
  Lexer Raw(Main, Sources.getBufferOrFake(Main), Sources,
            Context.getLangOpts());
  unsigned Count = 0;
  Token T;
  bool IsAtEnd = false;
  while (!IsAtEnd) {
    IsAtEnd = Raw.LexFromRawLexer(T);
    if (T.is(tok::raw_identifier) &&
        isPoolFunction(facts::lookupApi(T.getRawIdentifier())))
      ++Count;
  }
  return Count;
}

ApiCount extract::countApi(ASTContext &Context) {
  References Found(Context.getSourceManager());
  Found.TraverseDecl(Context.getTranslationUnitDecl());
  return {namesInText(Context), static_cast<unsigned>(Found.Offsets.size())};
}
