//===- SourceGap.cpp - What is written between two tokens -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SourceGap.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// Macros that stand for other macros more often than this are not followed.
static constexpr unsigned MaxMacroDepth = 8;

static StringRef nameOf(const Token &T) {
  if (T.is(tok::raw_identifier))
    return T.getRawIdentifier();
  if (T.isLiteral() || T.isAnnotation() || !T.getIdentifierInfo())
    return {};
  return T.getIdentifierInfo()->getName();
}

/// Brings both places into one file or macro definition, by going from what a
/// macro wrote to where the macro is used.
bool GapReader::inOneBuffer(SourceLocation &After,
                            SourceLocation &Before) const {
  const SourceManager &Sources = Context.getSourceManager();
  while (After.isValid() && Before.isValid()) {
    const FileID A = Sources.getFileID(After), B = Sources.getFileID(Before);
    if (A == B) {
      After = Sources.getSpellingLoc(After);
      Before = Sources.getSpellingLoc(Before);
      return Sources.getFileID(After) == Sources.getFileID(Before) &&
             After < Before;
    }
    // What is expanded within something else comes later.
    if (After.isMacroID() && (B < A || Before.isFileID()))
      After = Sources.getImmediateExpansionRange(After).getEnd();
    else if (Before.isMacroID())
      Before = Sources.getImmediateExpansionRange(Before).getBegin();
    else
      return false;
  }
  return false;
}

GapReader::Tokens GapReader::lex(SourceLocation After,
                                 SourceLocation Before) const {
  const SourceManager &Sources = Context.getSourceManager();
  const FileID File = Sources.getFileID(After);
  const StringRef Buffer = Sources.getBufferData(File);
  const unsigned Begin =
      Sources.getFileOffset(After) +
      Lexer::MeasureTokenLength(After, Sources, Context.getLangOpts());
  Lexer Raw(Sources.getLocForStartOfFile(File), Context.getLangOpts(),
            Buffer.begin(), Buffer.begin() + Begin, Buffer.end());
  Tokens Result;
  Token T;
  while (!Raw.LexFromRawLexer(T) && T.getLocation() < Before)
    Result.push_back(T);
  // The lexer takes any place that it begins at for the start of a line.
  if (!Result.empty() &&
      Sources.getSpellingLineNumber(Result.front().getLocation()) ==
          Sources.getSpellingLineNumber(After))
    Result.front().clearFlag(Token::StartOfLine);
  return Result;
}

//===----------------------------------------------------------------------===//
// Directives
//===----------------------------------------------------------------------===//

namespace {

/// The directives among some tokens.
class Directives {
public:
  explicit Directives(llvm::ArrayRef<Token> All) : All(All) {}

  bool isAt(std::size_t I) const {
    return All[I].is(tok::hash) && All[I].isAtStartOfLine();
  }
  StringRef name(std::size_t I) const {
    return I + 1 < All.size() ? nameOf(All[I + 1]) : StringRef();
  }
  bool opens(std::size_t I) const { return name(I).starts_with("if"); }
  bool isEnd(std::size_t I) const { return name(I) == "endif"; }
  bool isElse(std::size_t I) const { return name(I).starts_with("el"); }

  /// The first token behind the directive at \p I.
  std::size_t behind(std::size_t I) const {
    do
      ++I;
    while (I < All.size() && !All[I].isAtStartOfLine());
    return I;
  }
  /// Where the lines end that the directive at \p I begins: at the next one
  /// that belongs to the same #if, or at the end of all tokens.
  std::size_t next(std::size_t I) const {
    unsigned Depth = 0;
    for (I = behind(I); I < All.size(); ++I) {
      if (!isAt(I))
        continue;
      if (opens(I))
        ++Depth;
      else if (Depth == 0 && (isElse(I) || isEnd(I)))
        return I;
      else if (isEnd(I))
        --Depth;
    }
    return I;
  }
  llvm::ArrayRef<Token> line(std::size_t I) const {
    return All.slice(I + 1, behind(I) - I - 1);
  }

private:
  llvm::ArrayRef<Token> All;
};

} // namespace

static std::optional<bool> isNonZero(const Token &Number) {
  unsigned long long Value = 0;
  if (Number.isNot(tok::numeric_constant) ||
      StringRef(Number.getLiteralData(), Number.getLength())
          .rtrim("uUlL")
          .getAsInteger(0, Value))
    return std::nullopt;
  return Value != 0;
}

std::optional<bool> GapReader::isTrueName(const Token &Name) const {
  const MacroInfo *Macro = macroAt(Name, Name.getLocation());
  if (!Macro)
    return false;
  if (Macro->isFunctionLike() || Macro->getNumTokens() != 1)
    return std::nullopt;
  return isNonZero(Macro->getReplacementToken(0));
}

/// What the condition of a directive says, or nothing if that takes more than a
/// look.
std::optional<bool> GapReader::isTrue(llvm::ArrayRef<Token> Directive) const {
  const StringRef Name = nameOf(Directive.front());
  if (Name == "else")
    return true;
  bool IsNegated = Name.ends_with("ndef");
  bool IsDefined = Name.ends_with("def");
  llvm::ArrayRef<Token> Rest = Directive.drop_front();
  while (!Rest.empty() && Rest.front().is(tok::exclaim)) {
    IsNegated = !IsNegated;
    Rest = Rest.drop_front();
  }
  if (Rest.size() > 1 && nameOf(Rest.front()) == "defined") {
    IsDefined = true;
    Rest = Rest.drop_front();
    if (Rest.size() == 3 && Rest.front().is(tok::l_paren))
      Rest = Rest.slice(1, 1);
  }
  if (Rest.size() != 1 || !PP)
    return std::nullopt;
  const Token &Last = Rest.front();
  std::optional<bool> Result;
  if (IsDefined)
    Result = macroAt(Last, Last.getLocation()) != nullptr;
  else
    Result = Last.is(tok::raw_identifier) ? isTrueName(Last) : isNonZero(Last);
  if (Result && IsNegated)
    Result = !*Result;
  return Result;
}

/// Appends the lines of a conditional that the compiler may have read, where
/// its directives are \p Branches and \p End.
void GapReader::takeBranches(llvm::ArrayRef<Token> All,
                             llvm::ArrayRef<std::size_t> Branches,
                             std::size_t End, Tokens &Result) const {
  const Directives Lines(All);
  for (std::size_t I = 0; I < Branches.size(); ++I) {
    const std::optional<bool> Taken = isTrue(Lines.line(Branches[I]));
    const std::size_t Begin = Lines.behind(Branches[I]);
    const std::size_t Stop = I + 1 < Branches.size() ? Branches[I + 1] : End;
    if (Taken.value_or(true))
      llvm::append_range(Result,
                         withoutDirectives(All.slice(Begin, Stop - Begin)));
    if (Taken == true)
      return;
  }
}

/// Drops excluded lines, too. The compiler has read what is before and behind
/// the tokens: where one of these places stands within a conditional, that
/// decides it.
GapReader::Tokens
GapReader::withoutDirectives(llvm::ArrayRef<Token> All) const {
  const Directives Lines(All);
  Tokens Result;
  for (std::size_t I = 0; I < All.size();) {
    if (!Lines.isAt(I)) {
      Result.push_back(All[I++]);
      continue;
    }
    if (Lines.isElse(I)) {
      while (I < All.size() && !Lines.isEnd(I))
        I = Lines.next(I);
    } else if (Lines.opens(I)) {
      std::vector<std::size_t> Branches;
      for (; I < All.size() && !Lines.isEnd(I); I = Lines.next(I))
        Branches.push_back(I);
      if (I == All.size())
        I = Branches.back();
      else
        takeBranches(All, Branches, I, Result);
    }
    if (I < All.size())
      I = Lines.behind(I);
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Attributes and macros
//===----------------------------------------------------------------------===//

/// The number of tokens from the bracket that \p All starts with to its match.
static std::size_t bracketed(llvm::ArrayRef<Token> All) {
  if (All.empty())
    return 0;
  const tok::TokenKind Open = All.front().getKind();
  if (Open != tok::l_paren && Open != tok::l_square)
    return 0;
  const tok::TokenKind Close =
      Open == tok::l_paren ? tok::r_paren : tok::r_square;
  unsigned Depth = 0;
  for (std::size_t I = 0; I < All.size(); ++I) {
    Depth += All[I].is(Open);
    Depth -= All[I].is(Close);
    if (Depth == 0)
      return I + 1;
  }
  return All.size();
}

static bool isAttribute(StringRef Name) {
  return llvm::is_contained<StringRef>({"__attribute__", "__attribute",
                                        "__declspec", "alignas", "__pragma",
                                        "_Pragma", "__extension__"},
                                       Name);
}

const MacroInfo *GapReader::macroAt(const Token &Name,
                                    SourceLocation Where) const {
  const StringRef Spelling = nameOf(Name);
  if (!PP || Spelling.empty())
    return nullptr;
  const IdentifierInfo *Identifier = PP->getIdentifierInfo(Spelling);
  if (!Identifier->hadMacroDefinition())
    return nullptr;
  const MacroDirective *Last = PP->getLocalMacroDirectiveHistory(Identifier);
  if (!Last)
    return PP->getMacroInfo(Identifier);
  const auto Definition =
      Last->findDirectiveAtLoc(Where, Context.getSourceManager());
  return Definition ? Definition.getMacroInfo() : nullptr;
}

bool GapReader::isEmptyMacro(const Token &Name, SourceLocation Where,
                             unsigned Depth) const {
  const MacroInfo *Macro = macroAt(Name, Where);
  return Macro && Depth < MaxMacroDepth &&
         withoutNoise(Macro->tokens(), Where, Depth + 1).empty();
}

/// Drops attributes and macros that expand to nothing. \p Where is the place
/// that decides which macros there are; invalid for that of each token.
GapReader::Tokens GapReader::withoutNoise(llvm::ArrayRef<Token> All,
                                          SourceLocation Where,
                                          unsigned Depth) const {
  Tokens Result;
  while (!All.empty()) {
    const Token &First = All.front();
    const bool IsBrackets =
        All.size() > 1 && First.is(tok::l_square) && All[1].is(tok::l_square);
    if (IsBrackets) {
      All = All.drop_front(bracketed(All));
    } else if (isAttribute(nameOf(First)) ||
               isEmptyMacro(First,
                            Where.isValid() ? Where : First.getLocation(),
                            Depth)) {
      All = All.drop_front();
      All = All.drop_front(bracketed(All));
    } else {
      Result.push_back(First);
      All = All.drop_front();
    }
  }
  return Result;
}

std::vector<Token> GapReader::tokensBetween(SourceLocation After,
                                            SourceLocation Before) const {
  const SourceLocation Expansion =
      After.isMacroID() ? Context.getSourceManager().getExpansionLoc(After)
                        : SourceLocation();
  if (!inOneBuffer(After, Before))
    return {};
  return withoutNoise(withoutDirectives(lex(After, Before)), Expansion);
}

std::vector<Token> GapReader::tokensFrom(SourceLocation Begin) const {
  if (Begin.isInvalid() || Begin.isMacroID())
    return {};
  const SourceManager &Sources = Context.getSourceManager();
  const FileID File = Sources.getFileID(Begin);
  const StringRef Buffer = Sources.getBufferData(File);
  Lexer Raw(Sources.getLocForStartOfFile(File), Context.getLangOpts(),
            Buffer.begin(), Buffer.begin() + Sources.getFileOffset(Begin),
            Buffer.end());
  Tokens Result;
  Token T;
  unsigned Depth = 0;
  while (!Raw.LexFromRawLexer(T)) {
    // The lexer takes the place that it begins at for the start of a line.
    if (T.is(tok::hash) && T.isAtStartOfLine() && !Result.empty())
      return {};
    if (T.isOneOf(tok::r_paren, tok::r_brace, tok::r_square)) {
      if (Depth == 0)
        return Result;
      --Depth;
    }
    Depth += T.isOneOf(tok::l_paren, tok::l_brace, tok::l_square);
    Result.push_back(T);
    if (T.is(tok::semi) && Depth == 0)
      return Result;
  }
  return {};
}
