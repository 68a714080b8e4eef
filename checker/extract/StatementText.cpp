//===- StatementText.cpp - Statements as tokens ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/StatementText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace clang;
using namespace threadpool;
using llvm::StringRef;

std::vector<std::vector<Token>>
extract::splitAtCommas(llvm::ArrayRef<Token> List) {
  std::vector<std::vector<Token>> Parts(List.empty() ? 0 : 1);
  int Depth = 0;
  for (const Token &T : List) {
    Depth += T.isOneOf(tok::l_paren, tok::l_square, tok::l_brace, tok::less);
    Depth -= T.isOneOf(tok::r_paren, tok::r_square, tok::r_brace, tok::greater);
    if (Depth == 0 && T.is(tok::comma))
      Parts.emplace_back();
    else
      Parts.back().push_back(T);
  }
  return Parts;
}

/// Whether \p Word goes on with a statement that began before it.
static bool continuesStatement(StringRef Word) {
  return llvm::is_contained({"else", "catch", "__except", "__finally"}, Word);
}

/// Whether \p Word may stand behind the block of what begins with \p Before.
static bool mayFollow(StringRef Word, StringRef Before) {
  if (Word == "else")
    return Before == "if" || Before == "else";
  if (Word == "catch")
    return Before == "try" || Before == "catch";
  return Before == "__try";
}

/// Whether a block ends the statement that begins with \p First.
static bool endsInBlock(StringRef First) {
  return llvm::is_contained({"if", "else", "for", "while", "switch", "try",
                             "catch", "__try", "__except", "__finally"},
                            First);
}

bool extract::areStatements(llvm::ArrayRef<Token> Text) {
  std::vector<tok::TokenKind> Open;
  unsigned Choices = 0;
  // The words that the statement at hand, and the one before, begin with.
  StringRef First, Before;
  bool IsAtBegin = true;
  auto EndStatement = [&] {
    Before = First;
    First = "";
    IsAtBegin = true;
  };
  for (const Token &T : Text) {
    const StringRef Word =
        T.is(tok::raw_identifier) ? T.getRawIdentifier() : StringRef();
    if (Open.empty() && IsAtBegin) {
      if (continuesStatement(Word) && !mayFollow(Word, Before))
        return false;
      First = Word;
      IsAtBegin = false;
    } else if (Open.empty() && continuesStatement(Word)) {
      return false;
    }
    if (T.isOneOf(tok::l_paren, tok::l_square, tok::l_brace)) {
      Open.push_back(T.getKind());
    } else if (T.isOneOf(tok::r_paren, tok::r_square, tok::r_brace)) {
      const tok::TokenKind Wanted = T.is(tok::r_paren)    ? tok::l_paren
                                    : T.is(tok::r_square) ? tok::l_square
                                                          : tok::l_brace;
      if (Open.empty() || Open.back() != Wanted)
        return false;
      Open.pop_back();
      if (Open.empty() && T.is(tok::r_brace) && endsInBlock(First))
        EndStatement();
    } else if (T.is(tok::semi)) {
      if (Open.empty())
        EndStatement();
    } else if (T.is(tok::question)) {
      ++Choices;
    } else if (T.is(tok::colon) && Choices-- == 0) {
      return false;
    } else if (Word == "case" || Word == "default") {
      return false;
    }
  }
  return Open.empty() && IsAtBegin;
}
