//===- Places.cpp - Where things stand in the source ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Places.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <algorithm>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

Places::Places(const ASTContext &Context, std::vector<std::string> &Files)
    : Context(Context), Files(Files) {}

std::uint32_t Places::fileIndex(FileID File) {
  auto [Known, IsNew] = Index.try_emplace(File, 0);
  if (!IsNew)
    return Known->second;
  std::string Name;
  if (auto Entry = Context.getSourceManager().getFileEntryRefForID(File))
    Name = Entry->getName().str();
  // A header that is read twice is still one file.
  auto Same = std::find(Files.begin(), Files.end(), Name);
  Known->second = static_cast<std::uint32_t>(Same - Files.begin());
  if (Same == Files.end())
    Files.push_back(std::move(Name));
  return Known->second;
}

facts::Location Places::locate(SourceLocation Place) {
  facts::Location Result;
  if (Place.isInvalid())
    return Result;
  const SourceManager &Sources = Context.getSourceManager();
  auto [File, Offset] = Sources.getDecomposedExpansionLoc(Place);
  if (File.isInvalid())
    return Result;
  Result.File = fileIndex(File);
  Result.Offset = Offset;
  Result.Line = Sources.getLineNumber(File, Offset);
  Result.Column = Sources.getColumnNumber(File, Offset);
  return Result;
}

std::string Places::text(SourceRange Range) const {
  if (Range.isInvalid() || Range.getBegin().isMacroID() ||
      Range.getEnd().isMacroID())
    return {};
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                              Context.getSourceManager(), Context.getLangOpts())
      .str();
}

void Places::place(facts::Node &N, SourceRange Range) {
  N.Where = locate(Range.getBegin());
  if (Range.isInvalid() || Range.getBegin().isMacroID())
    return;
  N.Length = static_cast<std::uint32_t>(
      Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                           Context.getSourceManager(), Context.getLangOpts())
          .size());
}

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

facts::InsertionPoint Places::around(const Stmt &Statement) {
  facts::InsertionPoint Result;
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Begin = Statement.getBeginLoc();
  if (Begin.isInvalid() || Begin.isMacroID() || Sources.isInSystemHeader(Begin))
    return Result;
  const SourceLocation End = behind(Statement, Context);
  if (End.isInvalid())
    return Result;
  Result.Before = locate(Begin);
  Result.After = locate(End);
  Result.Indentation = Lexer::getIndentationForLine(Begin, Sources).str();
  const llvm::StringRef File = Sources.getBufferData(Sources.getFileID(Begin));
  Result.StatementText =
      File.slice(Result.Before.Offset, Result.After.Offset).str();
  const llvm::StringRef Behind = File.drop_front(Result.After.Offset);
  const std::size_t LineBreak = Behind.find('\n');
  if (Result.Before.Column == Result.Indentation.size() + 1 &&
      LineBreak != llvm::StringRef::npos &&
      Behind.take_front(LineBreak).trim().empty()) {
    Result.LinesBegin = Result.Before.Offset - Result.Indentation.size();
    Result.LinesEnd = Result.After.Offset + LineBreak + 1;
  }
  return Result;
}

bool Places::spellsNullptr(FileID File) const {
  std::optional<llvm::MemoryBufferRef> Buffer =
      Context.getSourceManager().getBufferOrNone(File);
  if (!Buffer)
    return true;
  Lexer Tokens(File, *Buffer, Context.getSourceManager(),
               Context.getLangOpts());
  unsigned New = 0, Old = 0;
  Token Current;
  do {
    Tokens.LexFromRawLexer(Current);
    if (Current.isNot(tok::raw_identifier))
      continue;
    New += Current.getRawIdentifier() == "nullptr";
    Old += Current.getRawIdentifier() == "NULL";
  } while (Current.isNot(tok::eof));
  return New >= Old;
}

bool Places::prefersNullptr(SourceLocation Place) {
  if (!Context.getLangOpts().CPlusPlus11 || Place.isInvalid())
    return false;
  const FileID File =
      Context.getSourceManager().getDecomposedExpansionLoc(Place).first;
  auto [Known, IsNew] = Nullptr.try_emplace(File, false);
  if (IsNew)
    Known->second = spellsNullptr(File);
  return Known->second;
}
