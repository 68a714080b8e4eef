//===- Places.cpp - Where things stand in the source ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Places.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <algorithm>
#include <tuple>

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

std::uint32_t Places::progressAt(SourceLocation Place) const {
  const SourceManager &Sources = Context.getSourceManager();
  auto [File, Offset] = Sources.getDecomposedExpansionLoc(Place);
  while (File.isValid() && File != Sources.getMainFileID())
    std::tie(File, Offset) = Sources.getDecomposedIncludedLoc(File);
  return File.isValid() ? Offset : 0;
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

/// Whether \p Line is the head of a branch or a loop.
static bool isHead(llvm::StringRef Line) {
  Line.consume_front("}");
  Line = Line.ltrim();
  for (llvm::StringRef Keyword : {"if", "else", "for", "while", "do"})
    if (llvm::StringRef Rest = Line; Rest.consume_front(Keyword))
      return Rest.empty() || !isAsciiIdentifierContinue(Rest.front());
  return false;
}

bool Places::prefersBracesOnOwnLine(FileID File) {
  auto [Known, IsNew] = BracesOnOwnLine.try_emplace(File, false);
  if (!IsNew)
    return Known->second;
  unsigned Own = 0, Shared = 0;
  bool BehindHead = false;
  for (llvm::StringRef Rest = Context.getSourceManager().getBufferData(File);
       !Rest.empty();) {
    auto [Line, Next] = Rest.split('\n');
    Line = Line.trim();
    Own += BehindHead && Line == "{";
    BehindHead = isHead(Line);
    Shared += BehindHead && Line.ends_with("{");
    Rest = Next;
  }
  return BracesOnOwnLine[File] = Own > Shared;
}
