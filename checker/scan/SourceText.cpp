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

SourceText scan::readSourceText(llvm::StringRef Text) {
  SourceText Result;
  const llvm::DenseSet<std::uint64_t> &Pool = poolFunctions();
  Result.NamesPool = Text.contains("annotate(\"threadpool");
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
    if (looksLikeDefinition(Text))
      Result.Defined.push_back(Hash);
    if (!Result.NamesPool)
      Result.NamesPool = Pool.contains(Hash) || isPoolType(Word);
  }
  normalize(Result.Mentioned);
  normalize(Result.Defined);
  return Result;
}
