//===- Report.cpp - What a scan tells -------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Report.h"

#include "facts/UnitName.h"
#include "reports/Product.h"
#include "reports/Suppressions.h"
#include "tolerance/Tolerance.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <iterator>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

static std::string pathBelow(StringRef Root, StringRef Name) {
  if (llvm::sys::path::is_absolute(Name))
    return Name.str();
  llvm::SmallString<256> Path(Root);
  llvm::sys::path::append(Path, Name);
  return std::string(Path);
}

std::string Paths::shown(StringRef Path) const {
  StringRef Rest = Path;
  return Rest.consume_front(Here) && Rest.consume_front("/") ? Rest.str()
                                                             : Path.str();
}

std::string Paths::absolute(StringRef Name) const {
  return pathBelow(Result.Root, Name);
}

std::string Paths::of(StringRef Name) const { return shown(absolute(Name)); }

std::string Paths::of(std::uint32_t File) const {
  return of(StringRef(Result.Program.Files[File]));
}

std::string Paths::absolute(std::uint32_t File) const {
  return pathBelow(Result.Root, Result.Program.Files[File]);
}

static bool touches(const scan::Changes &Changed,
                    const scan::ScanResult &Result, const rules::Finding &F) {
  auto IsTouched = [&](const facts::Location &Where) {
    return Where.isValid() &&
           Changed.touch(
               facts::nameBelow(
                   Changed.root(),
                   pathBelow(Result.Root, Result.Program.Files[Where.File])),
               Where.Line);
  };
  return IsTouched(F.Where) || llvm::any_of(F.Notes, [&](const rules::Note &N) {
           return IsTouched(N.Where) ||
                  llvm::any_of(N.Calls, [&](const rules::CallSite &Call) {
                    return IsTouched(Call.Where);
                  });
         });
}

std::vector<Reported>
reports::reportedOf(const scan::ScanResult &Result,
                    const scan::RuleSet &Reporting,
                    const std::optional<scan::Changes> &Changed) {
  std::vector<Reported> All;
  Suppressions Silent;
  for (const rules::Finding &F : Result.Program.Findings) {
    const std::optional<rules::Rule> As = Reporting.reporterOf(F);
    if (!As || (Changed && !touches(*Changed, Result, F)))
      continue;
    auto IsSilent = [&](const facts::Location &Where) {
      return Where.isValid() &&
             Silent.suppress(
                 pathBelow(Result.Root, Result.Program.Files[Where.File]),
                 Where.Line, checkName(*As));
    };
    const bool IsSilenced =
        IsSilent(F.Where) || llvm::any_of(F.Notes, [&](const rules::Note &N) {
          return IsSilent(N.Where);
        });
    All.push_back({&F, *As, IsSilenced});
  }
  return All;
}

std::vector<Reported> reports::countedOf(llvm::ArrayRef<Reported> All) {
  std::vector<Reported> Result;
  llvm::copy_if(All, std::back_inserter(Result),
                [](const Reported &R) { return R.counts(); });
  return Result;
}

Coverage reports::coverageOf(const scan::ScanResult &Result) {
  Coverage Seen;
  for (const scan::UnitSummary &Unit : Result.Program.Units) {
    Seen.NumInPart += Unit.NumErrors != 0 && Unit.NotAnalysed.empty();
    Seen.NumMissingIncludes += Unit.NumMissingIncludes;
    Seen.NumBroken += Unit.NumBroken;
    Seen.NumFunctions += Unit.NumFunctions;
  }
  Seen.NumAnalysed =
      Result.NumUnits - Result.NumSkipped - Result.NotAnalysed.size();
  return Seen;
}

void reports::printSummary(const scan::ScanResult &Result, const Paths &Where,
                           std::size_t NumFindings, llvm::raw_ostream &Out) {
  for (const inputs::Problem &P : Result.Problems)
    Out << Where.shown(P.File) << ": " << P.Text << "\n";
  for (const scan::Unanalysed &Unit : Result.NotAnalysed)
    Out << Where.of(StringRef(Unit.Unit)) << ": not analysed: " << Unit.Reason
        << "\n";
  const Coverage Seen = coverageOf(Result);
  Out << Result.NumUnits << " units: " << Seen.NumAnalysed << " analysed";
  if (Seen.NumInPart != 0)
    Out << " (" << Seen.NumInPart
        << " of them in part: they do not compile here)";
  Out << ", " << Result.NumSkipped
      << " skipped because they have nothing to do with the thread pool, "
      << Result.NotAnalysed.size() << " not analysed\n";
  if (Result.NumGuessed != 0)
    Out << "Compiled without a compile command: " << Result.NumGuessed << ", "
        << tolerance::describedDefaults() << "; --extra-arg sets them\n";
  if (Seen.NumMissingIncludes != 0 || Seen.NumBroken != 0)
    Out << "Includes not found: " << Seen.NumMissingIncludes
        << "; functions not judged: " << Seen.NumBroken << " of "
        << Seen.NumFunctions << "\n";
  if (Result.NumOtherEncodings != 0)
    Out << "Files neither in UTF-8 nor in UTF-16: " << Result.NumOtherEncodings
        << "\n";
  if (!Result.UnknownMacros.empty()) {
    Out << "Macros of projects that nothing defines:";
    for (const auto &[Name, Count] : Result.UnknownMacros)
      Out << " $(" << Name << ") " << Count << "x";
    Out << "\n";
  }
  Out << "Findings: " << NumFindings << "\n";
}
