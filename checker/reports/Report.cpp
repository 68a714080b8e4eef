//===- Report.cpp - What a scan tells -------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Report.h"

#include "facts/UnitName.h"
#include "reports/Suppressions.h"
#include "tolerance/Tolerance.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

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
    const std::string Check =
        std::string("threadpool-") + rules::infoOf(*As).Name;
    auto IsSilent = [&](const facts::Location &Where) {
      return Where.isValid() &&
             Silent.suppress(
                 pathBelow(Result.Root, Result.Program.Files[Where.File]),
                 Where.Line, Check);
    };
    if (!IsSilent(F.Where) && llvm::none_of(F.Notes, [&](const rules::Note &N) {
          return IsSilent(N.Where);
        }))
      All.push_back({&F, *As});
  }
  return All;
}

void reports::printSummary(const scan::ScanResult &Result, const Paths &Where,
                           std::size_t NumFindings, llvm::raw_ostream &Out) {
  for (const inputs::Problem &P : Result.Problems)
    Out << Where.shown(P.File) << ": " << P.Text << "\n";
  for (const scan::Unanalysed &Unit : Result.NotAnalysed)
    Out << Where.of(StringRef(Unit.Unit)) << ": not analysed: " << Unit.Reason
        << "\n";
  unsigned InPart = 0, Includes = 0, Broken = 0, Functions = 0;
  for (const scan::UnitSummary &Unit : Result.Program.Units) {
    InPart += Unit.NumErrors != 0 && Unit.NotAnalysed.empty();
    Includes += Unit.NumMissingIncludes;
    Broken += Unit.NumBroken;
    Functions += Unit.NumFunctions;
  }
  const std::size_t Analysed =
      Result.NumUnits - Result.NumSkipped - Result.NotAnalysed.size();
  Out << Result.NumUnits << " units: " << Analysed << " analysed";
  if (InPart != 0)
    Out << " (" << InPart << " of them in part: they do not compile here)";
  Out << ", " << Result.NumSkipped
      << " skipped because they have nothing to do with the thread pool, "
      << Result.NotAnalysed.size() << " not analysed\n";
  if (Result.NumGuessed != 0)
    Out << "Compiled without a compile command: " << Result.NumGuessed << ", "
        << tolerance::describedDefaults() << "; --extra-arg sets them\n";
  if (Includes != 0 || Broken != 0)
    Out << "Includes not found: " << Includes
        << "; functions not judged: " << Broken << " of " << Functions << "\n";
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
