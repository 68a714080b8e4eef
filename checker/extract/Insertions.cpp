//===- Insertions.cpp - Where statements could be inserted ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Places.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <algorithm>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// The part of \p Statement whose end is its end.
static const Stmt *lastPart(const Stmt *Statement) {
  while (true) {
    const Stmt *Part = nullptr;
    if (const auto *If = dyn_cast<IfStmt>(Statement))
      Part = If->getElse() ? If->getElse() : If->getThen();
    else if (const auto *While = dyn_cast<WhileStmt>(Statement))
      Part = While->getBody();
    else if (const auto *For = dyn_cast<ForStmt>(Statement))
      Part = For->getBody();
    else if (const auto *Range = dyn_cast<CXXForRangeStmt>(Statement))
      Part = Range->getBody();
    else if (const auto *Switch = dyn_cast<SwitchStmt>(Statement))
      Part = Switch->getBody();
    if (!Part)
      return Statement;
    Statement = Part;
  }
}

/// Whether the range of \p Statement ends with its semicolon or brace.
static bool includesItsEnd(const Stmt *Statement) {
  return isa<CompoundStmt, DeclStmt, NullStmt, CXXTryStmt, SEHTryStmt>(
      Statement);
}

/// The place behind the semicolon or brace that ends \p Statement, or an
/// invalid place. Macros may end it, but not reach beyond it.
static SourceLocation behind(const Stmt &Statement, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  const CharSourceRange Written = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Statement.getSourceRange()), Sources,
      Context.getLangOpts());
  if (Written.isInvalid())
    return {};
  if (includesItsEnd(lastPart(&Statement)))
    return Written.getEnd();
  std::optional<Token> Next = Lexer::findNextToken(
      Written.getEnd().getLocWithOffset(-1), Sources, Context.getLangOpts());
  if (!Next || Next->isNot(tok::semi))
    return {};
  return Next->getEndLoc();
}

/// Where the last declared local variable that \p S names is declared; an
/// invalid place if it names none.
static SourceLocation lastDeclarationIn(const Stmt &S,
                                        const SourceManager &Sources) {
  SourceLocation Last;
  if (const auto *Name = dyn_cast<DeclRefExpr>(&S))
    if (const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
        Variable && Variable->isLocalVarDecl())
      Last = Sources.getExpansionLoc(Variable->getEndLoc());
  for (const Stmt *Child : S.children()) {
    if (!Child)
      continue;
    const SourceLocation Inner = lastDeclarationIn(*Child, Sources);
    if (Inner.isValid() &&
        (Last.isInvalid() || Sources.isBeforeInTranslationUnit(Last, Inner)))
      Last = Inner;
  }
  return Last;
}

/// The token behind which the branch or body \p Part of \p Outer begins.
static SourceLocation introducerOf(const Stmt &Part, const Stmt &Outer) {
  if (const auto *If = dyn_cast<IfStmt>(&Outer))
    return &Part == If->getElse() ? If->getElseLoc() : If->getRParenLoc();
  if (const auto *While = dyn_cast<WhileStmt>(&Outer))
    return While->getRParenLoc();
  if (const auto *For = dyn_cast<ForStmt>(&Outer))
    return For->getRParenLoc();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Outer))
    return Range->getRParenLoc();
  if (const auto *Do = dyn_cast<DoStmt>(&Outer))
    return Do->getDoLoc();
  return {};
}

/// The line break that \p File uses first.
static llvm::StringRef lineBreakOf(llvm::StringRef File) {
  return File.take_until([](char C) { return C == '\n'; }).ends_with("\r")
             ? "\r\n"
             : "\n";
}

/// What stands between \p Offset and the end of its line, if nothing but white
/// space and comments to the end of the line does.
static std::optional<llvm::StringRef> restOfLine(llvm::StringRef File,
                                                 std::size_t Offset) {
  const llvm::StringRef Rest = File.drop_front(Offset).take_until(
      [](char C) { return C == '\n' || C == '\r'; });
  if (Rest.trim().empty() || Rest.ltrim().starts_with("//"))
    return Rest;
  return std::nullopt;
}

static std::optional<facts::MissingBraces>
makeBraces(Places &Source, const Stmt &Statement, const Stmt &Outer,
           facts::InsertionPoint &At, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Introducer = introducerOf(Statement, Outer);
  if (Introducer.isInvalid() || Introducer.isMacroID() ||
      !Sources.isWrittenInSameFile(Introducer, Statement.getBeginLoc()))
    return std::nullopt;
  const FileID FileId = Sources.getFileID(Introducer);
  const llvm::StringRef File = Sources.getBufferData(FileId);
  facts::MissingBraces Result;
  Result.Open = Source.locate(Lexer::getLocForEndOfToken(
      Introducer, 0, Sources, Context.getLangOpts()));
  Result.Close = At.After;
  if (Result.Open.Line == At.Before.Line) {
    At.Separator = " ";
    Result.OpenText = " {";
    Result.CloseText = " }";
    return Result;
  }
  const auto *If = dyn_cast<IfStmt>(&Outer);
  const bool IsElse = If && If->getElse() == &Statement;
  const std::string Margin =
      lineBreakOf(File).str() +
      Lexer::getIndentationForLine(IsElse ? Introducer : Outer.getBeginLoc(),
                                   Sources)
          .str();
  Result.OpenText = Source.prefersBracesOnOwnLine(FileId) ? Margin + "{" : " {";
  Result.CloseText = Margin + "}";
  // A comment about the statement stays beside it.
  if (std::optional<llvm::StringRef> Rest = restOfLine(File, At.After.Offset)) {
    Result.Close.Offset += Rest->size();
    Result.Close.Column += Rest->size();
  }
  return Result;
}

facts::InsertionPoint Places::around(const Stmt &Statement, const Stmt &Named,
                                     const Stmt *Outer) {
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Begin = Statement.getBeginLoc();
  if (Begin.isInvalid() || Begin.isMacroID() || Sources.isInSystemHeader(Begin))
    return {};
  const SourceLocation End = behind(Statement, Context);
  if (End.isInvalid())
    return {};
  facts::InsertionPoint Result;
  Result.Before = locate(Begin);
  Result.After = locate(End);
  const SourceLocation Declared = lastDeclarationIn(Named, Sources);
  if (Declared.isValid())
    Result.ScopeBegin = locate(Declared).Offset;
  if (Result.ScopeBegin > Result.Before.Offset)
    return {};
  Result.Indentation = Lexer::getIndentationForLine(Begin, Sources).str();
  const llvm::StringRef File = Sources.getBufferData(Sources.getFileID(Begin));
  const llvm::StringRef LineBreak = lineBreakOf(File);
  const bool BeginsLine = Result.Before.Column == Result.Indentation.size() + 1;
  Result.Separator = BeginsLine ? LineBreak.str() + Result.Indentation : " ";
  Result.StatementText =
      File.slice(Result.Before.Offset, Result.After.Offset).str();
  if (Outer) {
    Result.Braces = makeBraces(*this, Statement, *Outer, Result, Context);
    return Result.Braces ? Result : facts::InsertionPoint();
  }
  const std::optional<llvm::StringRef> Rest =
      restOfLine(File, Result.After.Offset);
  const std::size_t Margin = Result.Indentation.size() + LineBreak.size();
  if (BeginsLine && Rest && Rest->trim().empty() &&
      Result.Before.Offset >= Margin) {
    // Not the line break behind it: Clang also takes a space that follows what
    // is removed.
    Result.LinesBegin = Result.Before.Offset - Margin;
    Result.LinesEnd = Result.After.Offset + Rest->size();
  }
  return Result;
}

void Places::locateBody(const FunctionDecl &Definition, facts::Function &F) {
  const SourceManager &Sources = Context.getSourceManager();
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition.getBody());
  if (!Body || Body->body_empty() || Body->getLBracLoc().isMacroID() ||
      Sources.isInSystemHeader(Body->getLBracLoc()))
    return;
  const SourceLocation Brace = Body->getLBracLoc();
  const SourceLocation First =
      Sources.getExpansionLoc(Body->body_front()->getBeginLoc());
  if (!Sources.isWrittenInSameFile(Brace, First))
    return;
  F.BodyBegin = locate(Brace.getLocWithOffset(1));
  const llvm::StringRef Indentation =
      Lexer::getIndentationForLine(First, Sources);
  const bool BeginsLine =
      Sources.getSpellingColumnNumber(First) == Indentation.size() + 1;
  const llvm::StringRef File = Sources.getBufferData(Sources.getFileID(Brace));
  F.BodySeparator = BeginsLine ? (lineBreakOf(File) + Indentation).str() : " ";
}
