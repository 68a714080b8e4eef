//===- Suppressions.cpp - NOLINT ------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Suppressions.h"

#include "inputs/Utf8Files.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::reports;

/// The patterns in the brackets that \p Rest begins with, if there are any.
static std::vector<std::string> checksAt(llvm::StringRef Rest) {
  std::vector<std::string> Result;
  if (!Rest.consume_front("("))
    return Result;
  llvm::SmallVector<llvm::StringRef> Names;
  Rest.take_front(Rest.find(')')).split(Names, ',');
  for (llvm::StringRef Name : Names)
    Result.push_back(Name.trim().str());
  return Result;
}

SilencedLines::SilencedLines(llvm::StringRef Text) {
  constexpr llvm::StringLiteral Mark = "NOLINT";
  std::vector<Range> Open;
  unsigned Number = 0;
  while (!Text.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    ++Number;
    for (std::size_t At = Line.find(Mark); At != llvm::StringRef::npos;
         At = Line.find(Mark, At + Mark.size())) {
      if (At != 0 && llvm::isAlnum(Line[At - 1]))
        continue;
      llvm::StringRef Rest = Line.drop_front(At + Mark.size());
      if (Rest.consume_front("NEXTLINE")) {
        Ranges.push_back({Number + 1, Number + 1, checksAt(Rest)});
      } else if (Rest.consume_front("BEGIN")) {
        Open.push_back({Number, 0, checksAt(Rest)});
      } else if (Rest.consume_front("END")) {
        const std::vector<std::string> Checks = checksAt(Rest);
        auto Begin =
            std::find_if(Open.rbegin(), Open.rend(),
                         [&](const Range &R) { return R.Checks == Checks; });
        if (Begin == Open.rend())
          continue;
        Begin->Last = Number;
        Ranges.push_back(std::move(*Begin));
        Open.erase(std::next(Begin).base());
      } else if (Rest.empty() || !llvm::isAlnum(Rest.front())) {
        Ranges.push_back({Number, Number, checksAt(Rest)});
      }
    }
  }
}

bool SilencedLines::silences(unsigned Line, llvm::StringRef Check) const {
  return llvm::any_of(Ranges, [&](const Range &R) {
    if (Line < R.First || Line > R.Last)
      return false;
    return R.Checks.empty() ||
           llvm::any_of(R.Checks, [&](const std::string &Name) {
             auto Pattern = llvm::GlobPattern::create(Name);
             if (Pattern)
               return Pattern->match(Check);
             llvm::consumeError(Pattern.takeError());
             return false;
           });
  });
}

bool Suppressions::suppress(const std::string &File, unsigned Line,
                            llvm::StringRef Check) {
  auto Found = Known.find(File);
  if (Found == Known.end()) {
    auto Text =
        inputs::inUtf8(llvm::vfs::getRealFileSystem())->getBufferForFile(File);
    Found =
        Known.try_emplace(File, Text ? (*Text)->getBuffer() : llvm::StringRef())
            .first;
  }
  return Found->second.silences(Line, Check);
}
