//===- DroppedCode.cpp - What errors removed from the syntax tree ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/DroppedCode.h"

#include "extract/SourceGap.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

#include <algorithm>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

namespace {

/// Compares a function's syntax tree with its source.
class Comparison {
public:
  Comparison(const FunctionDecl &Function, const Preprocessor *PP)
      : Function(Function), Context(Function.getASTContext()),
        Gaps(Context, PP) {}

  bool isIncomplete() const;

private:
  bool isIncomplete(const Stmt *S) const;
  /// Whether more than semicolons stands around \p Parts.
  bool hasMoreThan(llvm::ArrayRef<const Stmt *> Parts, SourceLocation Begin,
                   SourceLocation End) const;
  bool lacksLoopPart(const ForStmt &Loop) const;
  bool lacksInitializer(const DeclStmt &Declarations) const;
  bool lacksMemberInitializer(const CXXConstructorDecl &Constructor) const;
  bool standsForAnother(const NullStmt &Empty) const;

  const FunctionDecl &Function;
  const ASTContext &Context;
  const GapReader Gaps;
};

} // namespace

bool Comparison::hasMoreThan(llvm::ArrayRef<const Stmt *> Parts,
                             SourceLocation Begin, SourceLocation End) const {
  auto HasMore = [this](SourceLocation After, SourceLocation Before) {
    for (const Token &T : Gaps.tokensBetween(After, Before))
      if (T.isNot(tok::semi))
        return true;
    return false;
  };
  for (const Stmt *Part : Parts) {
    if (!Part)
      continue;
    if (HasMore(Begin, Part->getBeginLoc()))
      return true;
    Begin = Part->getEndLoc();
  }
  return HasMore(Begin, End);
}

bool Comparison::lacksLoopPart(const ForStmt &Loop) const {
  const Stmt *Condition = Loop.getConditionVariableDeclStmt();
  if (!Condition)
    Condition = Loop.getCond();
  return hasMoreThan({Loop.getInit(), Condition, Loop.getInc()},
                     Loop.getLParenLoc(), Loop.getRParenLoc());
}

bool Comparison::lacksInitializer(const DeclStmt &Declarations) const {
  for (const Decl *D : Declarations.decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->hasInit())
      continue;
    const std::vector<Token> Behind =
        Gaps.tokensBetween(Variable->getEndLoc(), Declarations.getEndLoc());
    if (!Behind.empty() &&
        Behind.front().isOneOf(tok::equal, tok::l_paren, tok::l_brace))
      return true;
  }
  return false;
}

/// Where a statement must be, Clang puts an empty one for what it dropped.
bool Comparison::standsForAnother(const NullStmt &Empty) const {
  const SourceManager &Sources = Context.getSourceManager();
  Token Written;
  if (Empty.getSemiLoc().isInvalid() ||
      Lexer::getRawToken(Sources.getSpellingLoc(Empty.getSemiLoc()), Written,
                         Sources, Context.getLangOpts()))
    return true;
  // At the end of a block a label needs no semicolon.
  return !Written.isOneOf(tok::semi, tok::colon);
}

bool Comparison::lacksMemberInitializer(
    const CXXConstructorDecl &Constructor) const {
  std::vector<const CXXCtorInitializer *> Written;
  for (const CXXCtorInitializer *Init : Constructor.inits())
    if (Init->isWritten())
      Written.push_back(Init);
  std::sort(Written.begin(), Written.end(), [](auto *A, auto *B) {
    return A->getSourceOrder() < B->getSourceOrder();
  });

  const FunctionTypeLoc Type = Constructor.getFunctionTypeLoc();
  if (!Type)
    return false;
  SourceLocation Begin = Type.getRParenLoc();
  SourceLocation End = Constructor.getBody()->getBeginLoc();
  if (const auto *Try = dyn_cast<CXXTryStmt>(Constructor.getBody())) {
    Begin = Try->getTryLoc();
    End = Try->getTryBlock()->getBeginLoc();
  }
  if (Written.empty()) {
    for (const Token &T : Gaps.tokensBetween(Begin, End))
      if (T.is(tok::colon))
        return true;
    return false;
  }
  for (const CXXCtorInitializer *Init : Written) {
    const SourceRange Range = Init->getSourceRange();
    const std::vector<Token> Before =
        Gaps.tokensBetween(Begin, Range.getBegin());
    const tok::TokenKind Separator =
        Init == Written.front() ? tok::colon : tok::comma;
    if (!Before.empty() && Before.back().isNot(Separator))
      return true;
    if (Init != Written.front() && Before.size() > 1 &&
        Before.front().isNot(tok::ellipsis))
      return true;
    Begin = Range.getEnd();
  }
  const std::vector<Token> Behind = Gaps.tokensBetween(Begin, End);
  return !Behind.empty() && Behind.front().isNot(tok::ellipsis);
}

bool Comparison::isIncomplete(const Stmt *S) const {
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    const std::vector<const Stmt *> Parts(Block->body_begin(),
                                          Block->body_end());
    return hasMoreThan(Parts, Block->getLBracLoc(), Block->getRBracLoc());
  }
  if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    const std::vector<const Stmt *> Handlers(std::next(Try->child_begin()),
                                             Try->child_end());
    return hasMoreThan(Handlers, Try->getTryBlock()->getEndLoc(),
                       Try->getEndLoc());
  }
  if (const auto *Loop = dyn_cast<ForStmt>(S))
    return lacksLoopPart(*Loop);
  if (const auto *Declarations = dyn_cast<DeclStmt>(S))
    return lacksInitializer(*Declarations);
  if (const auto *Empty = dyn_cast<NullStmt>(S))
    return standsForAnother(*Empty);
  return false;
}

bool Comparison::isIncomplete() const {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function);
      Constructor && lacksMemberInitializer(*Constructor))
    return true;
  std::vector<const Stmt *> Waiting{Function.getBody()};
  while (!Waiting.empty()) {
    const Stmt *S = Waiting.back();
    Waiting.pop_back();
    // Lambdas are functions of their own.
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (isIncomplete(S))
      return true;
    Waiting.insert(Waiting.end(), S->child_begin(), S->child_end());
  }
  return false;
}

bool extract::hasDroppedCode(const FunctionDecl &Function,
                             const Preprocessor *PP) {
  // An instance lacks what its arguments exclude.
  const FunctionDecl *Written = Function.getTemplateInstantiationPattern();
  if (!Written)
    Written = &Function;
  if (!Written->doesThisDeclarationHaveABody() || Written->isDefaulted() ||
      Written->isImplicit())
    return false;
  return Comparison(*Written, PP).isIncomplete();
}
