//===- GitHub.cpp - Findings as commands of a workflow --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/GitHub.h"

#include "facts/UnitName.h"
#include "reports/Product.h"
#include "reports/Uri.h"

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

std::string reports::asGitHubProperty(StringRef Text) {
  return percentEncoded(llvm::json::fixUTF8(Text), [](char C) {
    return StringRef("%\r\n:,").contains(C);
  });
}

std::string reports::asGitHubMessage(StringRef Text) {
  return percentEncoded(llvm::json::fixUTF8(Text),
                        [](char C) { return StringRef("%\r\n").contains(C); });
}

static StringRef commandOf(rules::Level Severity) {
  switch (Severity) {
  case rules::Level::Error:
    return "error";
  case rules::Level::Warning:
    return "warning";
  case rules::Level::Advice:
    return "notice";
  }
  llvm_unreachable("all levels are handled");
}

static std::string storyOf(const Run &Ended, const rules::Finding &F) {
  std::string Result = F.Message;
  for (const rules::Note &N : F.Notes) {
    Result += "\n";
    if (N.Number != 0)
      Result += std::to_string(N.Number) + ". ";
    Result += N.Text;
    if (N.Where.isValid())
      Result +=
          (" (" + Ended.pathOf(N.Where) + ":" + llvm::Twine(N.Where.Line) + ")")
              .str();
  }
  return Result;
}

void reports::writeGitHub(const Run &Ended, llvm::raw_ostream &Out) {
  for (const Reported &R : Ended.All) {
    if (!R.counts())
      continue;
    const facts::Location &Where = R.Found->Where;
    const Region At = Ended.fileOf(Where).regionAt(Where, R.Found->Length);
    Out << "::" << commandOf(rules::infoOf(R.As).Severity)
        << " file=" << asGitHubProperty(Ended.pathOf(Where))
        << ",line=" << At.StartLine << ",endLine=" << At.EndLine;
    // It takes columns for parts of one line only.
    if (At.StartLine == At.EndLine)
      Out << ",col=" << At.StartColumn << ",endColumn=" << At.EndColumn;
    Out << ",title=" << asGitHubProperty(checkName(R.As))
        << "::" << asGitHubMessage(storyOf(Ended, *R.Found)) << "\n";
  }
  auto Warn = [&](StringRef Path, StringRef Title, StringRef Text) {
    Out << "::warning file=" << asGitHubProperty(Path)
        << ",title=" << asGitHubProperty(Title) << "::" << asGitHubMessage(Text)
        << "\n";
  };
  for (const inputs::Problem &P : Ended.Result.Problems)
    Warn(facts::nameBelow(Ended.Result.Root, P.File), "not used", P.Text);
  for (const scan::Unanalysed &Unit : Ended.Result.NotAnalysed)
    Warn(Unit.Unit, "not analysed", Unit.Reason);
}
