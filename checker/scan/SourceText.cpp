//===- SourceText.cpp - What a source names, without parsing it -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/SourceText.h"

#include "facts/ThreadpoolApi.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <optional>

using namespace threadpool;
using namespace threadpool::scan;

std::uint64_t scan::hashOf(llvm::StringRef Name) {
  return llvm::xxh3_64bits(Name);
}

bool scan::haveCommon(const NameSet &A, const NameSet &B) {
  auto I = A.begin(), J = B.begin();
  while (I != A.end() && J != B.end()) {
    if (*I == *J)
      return true;
    *I < *J ? ++I : ++J;
  }
  return false;
}

static bool isPart(char C) { return llvm::isAlnum(C) || C == '_'; }

static void normalize(NameSet &Names) {
  llvm::sort(Names);
  Names.erase(std::unique(Names.begin(), Names.end()), Names.end());
}

/// The functions of the pool. Those that only have to do with it, as
/// CloseHandle, are in every program.
static const llvm::DenseSet<std::uint64_t> &poolFunctions() {
  static const llvm::DenseSet<std::uint64_t> Result = [] {
    llvm::DenseSet<std::uint64_t> Names;
    for (const facts::ApiFunction &F : facts::apiFunctions())
      if (F.Family != facts::ApiFamily::Support)
        Names.insert(hashOf(F.Name));
    return Names;
  }();
  return Result;
}

static bool isPoolType(llvm::StringRef Word) {
  return Word.starts_with("PTP_") || Word.starts_with("TP_") ||
         Word.starts_with("_TP_");
}

/// Whether what follows a name is a parameter list and a body, with nothing
/// between them but words, as const and noexcept, and what initialises members.
static bool looksLikeDefinition(llvm::StringRef Behind) {
  // What is longer than this is no parameter list.
  constexpr std::size_t Most = 2'000;
  Behind = Behind.take_front(Most).ltrim();
  if (!Behind.starts_with("("))
    return false;
  unsigned Depth = 0;
  for (std::size_t I = 0; I < Behind.size(); ++I) {
    const char C = Behind[I];
    if (C == '(') {
      ++Depth;
    } else if (C == ')') {
      --Depth;
    } else if (Depth == 0) {
      if (C == '{')
        return true;
      // In C of old, parameters are declared in front of the body.
      if (!isPart(C) && !llvm::isSpace(C) &&
          !llvm::StringRef(":<>,&*-/[]").contains(C))
        return false;
    } else if (C == ';' || C == '{') {
      return false;
    }
  }
  return false;
}

/// Adds the words of \p Text to \p To.
static void addWords(llvm::StringRef Text, NameSet &To) {
  while (true) {
    Text = Text.drop_until(isPart);
    const llvm::StringRef Word = Text.take_while(isPart);
    if (Word.empty())
      break;
    To.push_back(hashOf(Word));
    Text = Text.drop_front(Word.size());
  }
  normalize(To);
}

/// \p Text without what stands in parentheses.
static std::string withoutParentheses(llvm::StringRef Text) {
  std::string Result;
  unsigned Depth = 0;
  for (char C : Text) {
    Depth += C == '(';
    if (Depth == 0)
      Result += C;
    if (C == ')' && Depth != 0)
      --Depth;
  }
  return Result;
}

/// The name of the class that \p Head is in front of the bases or the body of;
/// empty if it is the head of something else.
static llvm::StringRef nameIn(llvm::StringRef Head) {
  Head = Head.rtrim();
  if (Head.consume_back("final"))
    Head = Head.rtrim();
  // The arguments of a specialization.
  if (const std::size_t Open = Head.find('<');
      Open != llvm::StringRef::npos && Head.ends_with(">"))
    Head = Head.take_front(Open).rtrim();
  if (Head.find_first_of("<>=,") != llvm::StringRef::npos)
    return {};
  const std::size_t Start =
      Head.find_last_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                            "abcdefghijklmnopqrstuvwxyz_0123456789") +
      1;
  return Head.drop_front(Start);
}

/// Reads the class whose head follows \p Behind the word for it; nothing if it
/// is not defined there.
static std::optional<TypeText> typeBehind(llvm::StringRef Behind,
                                          bool IsTypedef) {
  const std::size_t Open = Behind.find_first_of("{;=");
  if (Open == llvm::StringRef::npos || Behind[Open] != '{')
    return std::nullopt;
  const llvm::StringRef Before = Behind.take_front(Open);
  // A function that returns it.
  if (Before.rtrim().ends_with(")"))
    return std::nullopt;
  const std::string Plain = withoutParentheses(Before);
  const auto [Own, Bases] = llvm::StringRef(Plain).split(':');
  unsigned Depth = 0;
  std::size_t Close = Open;
  for (; Close < Behind.size(); ++Close) {
    Depth += Behind[Close] == '{';
    if (Behind[Close] == '}' && --Depth == 0)
      break;
  }
  TypeText Result;
  addWords(nameIn(Own), Result.Names);
  if (IsTypedef) {
    const llvm::StringRef Rest = Behind.drop_front(Close);
    addWords(Rest.take_front(Rest.find(';')), Result.Names);
  }
  if (Result.Names.empty())
    return std::nullopt;
  addWords(Bases, Result.Mentioned);
  // What methods are given, and pointers to functions, is no part of it.
  addWords(withoutParentheses(Behind.slice(Open, Close)), Result.Mentioned);
  return Result;
}

SourceText scan::readSourceText(llvm::StringRef Text) {
  SourceText Result;
  const llvm::DenseSet<std::uint64_t> &Pool = poolFunctions();
  Result.NamesPool = Text.contains("annotate(\"threadpool");
  bool IsTypedef = false;
  while (true) {
    Text = Text.drop_until(isPart);
    if (Text.empty())
      break;
    const llvm::StringRef Word = Text.take_while(isPart);
    Text = Text.drop_front(Word.size());
    if (llvm::isDigit(Word.front()))
      continue;
    const std::uint64_t Hash = hashOf(Word);
    Result.Mentioned.push_back(Hash);
    if (Word == "struct" || Word == "class" || Word == "union")
      if (std::optional<TypeText> Type = typeBehind(Text, IsTypedef))
        Result.Types.push_back(std::move(*Type));
    IsTypedef = Word == "typedef";
    if (looksLikeDefinition(Text))
      Result.Defined.push_back(Hash);
    if (!Result.NamesPool)
      Result.NamesPool = Pool.contains(Hash) || isPoolType(Word);
  }
  normalize(Result.Mentioned);
  normalize(Result.Defined);
  return Result;
}
