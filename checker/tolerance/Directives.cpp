//===- Directives.cpp - The includes that a text names -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Directives.h"

#include "facts/ThreadpoolApi.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::tolerance;

/// Drops the comments that \p Line begins with. \p InComment says whether it
/// starts within one, and afterwards whether the next line does.
static StringRef withoutComments(StringRef Line, bool &InComment) {
  while (true) {
    if (InComment) {
      const std::size_t End = Line.find("*/");
      if (End == StringRef::npos)
        return {};
      InComment = false;
      Line = Line.drop_front(End + 2);
    }
    Line = Line.ltrim();
    if (!Line.consume_front("/*"))
      return Line;
    InComment = true;
  }
}

/// Whether a comment that starts on \p Line goes on behind it.
static bool leavesCommentOpen(StringRef Line) {
  for (std::size_t I = 0; I + 1 < Line.size(); ++I) {
    const StringRef Rest = Line.drop_front(I);
    if (Rest.starts_with("//"))
      return false;
    if (Rest.starts_with("/*")) {
      const std::size_t End = Rest.find("*/", 2);
      if (End == StringRef::npos)
        return true;
      I += End + 1;
    } else if (Rest.front() == '"' || Rest.front() == '\'') {
      const std::size_t End = Rest.find(Rest.front(), 1);
      if (End == StringRef::npos)
        return false;
      I += End;
    }
  }
  return false;
}

std::vector<Include> tolerance::includesOf(StringRef Text) {
  std::vector<Include> Result;
  bool InComment = false;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    Line = withoutComments(Line, InComment);
    if (InComment)
      continue;
    InComment = leavesCommentOpen(Line);
    if (!Line.consume_front("#"))
      continue;
    Line = Line.ltrim();
    if (!Line.consume_front("include_next") && !Line.consume_front("include") &&
        !Line.consume_front("import"))
      continue;
    Line = Line.ltrim();
    if (Line.empty() || (Line.front() != '"' && Line.front() != '<'))
      continue;
    const bool IsAngled = Line.front() == '<';
    const std::size_t End = Line.find(IsAngled ? '>' : '"', 1);
    if (End != StringRef::npos && End > 1)
      Result.push_back({Line.slice(1, End).str(), IsAngled});
  }
  return Result;
}

bool tolerance::namesApi(StringRef Text) {
  auto IsPart = [](char C) { return isAlnum(C) || C == '_'; };
  while (!Text.empty()) {
    Text = Text.drop_until(IsPart);
    const StringRef Word = Text.take_while(IsPart);
    Text = Text.drop_front(Word.size());
    const facts::ApiFunction *Function = facts::lookupApi(Word);
    if (Function && Function->Family != facts::ApiFamily::Support)
      return true;
  }
  return false;
}
