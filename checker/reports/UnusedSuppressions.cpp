//===- UnusedSuppressions.cpp - Comments that silence nothing ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/UnusedSuppressions.h"

#include "reports/Report.h"
#include "reports/Suppressions.h"

#include "llvm/ADT/STLExtras.h"

#include <set>
#include <tuple>

using namespace threadpool;
using namespace threadpool::reports;

namespace {

using Directive = rules::SilencedLines::Directive;

std::string checkOf(rules::Rule R) {
  return std::string("threadpool-") + rules::infoOf(R).Name;
}

/// Whether \p D is about rules of this tool only, and all of them report.
bool isJudged(const Directive &D, const scan::RuleSet &Reporting) {
  if (!llvm::StringRef(D.Checks).starts_with("threadpool"))
    return false;
  bool IsKnown = false;
  for (const rules::RuleInfo &Info : rules::AllRules) {
    if (!D.matches(checkOf(Info.Id)))
      continue;
    IsKnown |= Reporting.reports(Info.Id);
    // A rule that has to be asked for is not what a pattern is about.
    if (!Reporting.reports(Info.Id) && Info.Reports == rules::Default::On)
      return false;
  }
  return IsKnown;
}

class Search {
public:
  Search(const scan::ScanResult &Result, const scan::RuleSet &Reporting)
      : Result(Result), Reporting(Reporting), Where(Result, "") {
    for (const scan::Unanalysed &Unit : Result.NotAnalysed)
      Unseen.insert(Unit.Unit);
  }

  std::vector<UnusedSuppression> search() {
    for (const rules::Finding &F : Result.Program.Findings)
      if (const std::optional<rules::Rule> As = Reporting.reporterOf(F)) {
        use(F.Where, checkOf(*As));
        for (const rules::Note &N : F.Notes)
          use(N.Where, checkOf(*As));
      }
    std::vector<UnusedSuppression> Unused;
    for (const std::string &Name : Result.Sources) {
      if (Unseen.count(Name))
        continue;
      const auto &All = Comments.linesOf(Where.absolute(Name)).directives();
      for (std::size_t I = 0; I < All.size(); ++I)
        if (isJudged(All[I], Reporting) && !Used.count({Name, I}))
          Unused.push_back({Name, All[I].Line, All[I].Checks});
    }
    llvm::sort(Unused, [](const auto &A, const auto &B) {
      return std::tie(A.File, A.Line, A.Checks) <
             std::tie(B.File, B.Line, B.Checks);
    });
    return Unused;
  }

private:
  void use(const facts::Location &At, const std::string &Check) {
    if (!At.isValid())
      return;
    const std::string &Name = Result.Program.Files[At.File];
    Comments.linesOf(Where.absolute(Name))
        .forEach(At.Line, Check,
                 [&](std::size_t I) { Used.insert({Name, I}); });
  }

  const scan::ScanResult &Result;
  const scan::RuleSet &Reporting;
  const Paths Where;
  Suppressions Comments;
  std::set<std::string> Unseen;
  /// Directives by their file and index.
  std::set<std::pair<std::string, std::size_t>> Used;
};

} // namespace

std::vector<UnusedSuppression>
reports::unusedIn(const scan::ScanResult &Result,
                  const scan::RuleSet &Reporting) {
  return Search(Result, Reporting).search();
}
