//===- SilencedLines.cpp - NOLINT -----------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/SilencedLines.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

#include <algorithm>
#include <iterator>
#include <tuple>

using namespace threadpool;
using namespace threadpool::rules;
using llvm::StringRef;

/// The patterns in the brackets that \p Rest begins with; one that is empty if
/// there are no brackets.
static std::vector<std::string> checksAt(StringRef Rest) {
  if (!Rest.consume_front("("))
    return {""};
  std::vector<std::string> Result;
  llvm::SmallVector<StringRef> Names;
  Rest.take_front(Rest.find(')')).split(Names, ',');
  for (StringRef Name : Names)
    if (!Name.trim().empty())
      Result.push_back(Name.trim().str());
  return Result;
}

void SilencedLines::add(unsigned Line, unsigned First, unsigned Last,
                        const std::vector<std::string> &Checks) {
  for (const std::string &Name : Checks)
    Directives.push_back({Line, First, Last, Name});
}

SilencedLines::SilencedLines(StringRef Text) {
  constexpr llvm::StringLiteral Mark = "NOLINT";
  struct Begin {
    unsigned Line;
    std::vector<std::string> Checks;
  };
  std::vector<Begin> Open;
  unsigned Number = 0;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    ++Number;
    for (std::size_t At = Line.find(Mark); At != StringRef::npos;
         At = Line.find(Mark, At + Mark.size())) {
      if (At != 0 && llvm::isAlnum(Line[At - 1]))
        continue;
      StringRef Rest = Line.drop_front(At + Mark.size());
      if (Rest.consume_front("NEXTLINE")) {
        add(Number, Number + 1, Number + 1, checksAt(Rest));
      } else if (Rest.consume_front("BEGIN")) {
        Open.push_back({Number, checksAt(Rest)});
      } else if (Rest.consume_front("END")) {
        const std::vector<std::string> Checks = checksAt(Rest);
        auto From =
            std::find_if(Open.rbegin(), Open.rend(),
                         [&](const Begin &B) { return B.Checks == Checks; });
        if (From == Open.rend())
          continue;
        add(From->Line, From->Line, Number, Checks);
        Open.erase(std::next(From).base());
      } else if (Rest.empty() || !llvm::isAlnum(Rest.front())) {
        add(Number, Number, Number, checksAt(Rest));
      }
    }
  }
}

bool SilencedLines::Directive::matches(StringRef Check) const {
  if (Checks.empty())
    return true;
  auto Pattern = llvm::GlobPattern::create(Checks);
  if (Pattern)
    return Pattern->match(Check);
  llvm::consumeError(Pattern.takeError());
  return false;
}

void SilencedLines::forEach(unsigned Line, StringRef Check,
                            llvm::function_ref<void(std::size_t)> Do) const {
  for (std::size_t I = 0; I < Directives.size(); ++I)
    if (const Directive &D = Directives[I];
        Line >= D.First && Line <= D.Last && D.matches(Check))
      Do(I);
}

bool SilencedLines::silences(unsigned Line, StringRef Check) const {
  bool Result = false;
  forEach(Line, Check, [&](std::size_t) { Result = true; });
  return Result;
}
