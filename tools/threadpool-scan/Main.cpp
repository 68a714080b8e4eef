//===- Main.cpp - Whole repositories --------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "common/Installed.h"
#include "scan/Scan.h"
#include "scan/Suppressions.h"
#include "scan/Text.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace threadpool;

namespace {

cl::OptionCategory Category("threadpool-scan");

cl::list<std::string> Paths(cl::Positional, cl::desc("[PATH...]"),
                            cl::cat(Category));
cl::opt<std::string> Database("p", cl::value_desc("FILE"),
                              cl::desc("a compile_commands.json"),
                              cl::cat(Category));
cl::list<std::string>
    Maps("map", cl::value_desc("FROM=DIR"),
         cl::desc("where paths of another machine are here: C:\\src=DIR"),
         cl::cat(Category));
cl::opt<unsigned> Jobs("jobs", cl::init(0), cl::value_desc("N"),
                       cl::desc("units at once (default: one per processor)"),
                       cl::cat(Category));
cl::alias JobsShort("j", cl::aliasopt(Jobs), cl::Prefix);
cl::opt<bool> DryRun("dry-run",
                     cl::desc("say what would be analysed, and stop"),
                     cl::cat(Category));
cl::opt<std::string>
    Rules("rules", cl::value_desc("LIST"),
          cl::desc("rules that report: names, '*' for any characters, '-' "
                   "before those that do not"),
          cl::cat(Category));
cl::opt<std::string> Wrappers("wrappers", cl::value_desc("FILE"),
                              cl::desc("describes functions that wrap the API"),
                              cl::cat(Category));
cl::opt<std::string> Launcher("launcher", cl::value_desc("COMMAND"),
                              cl::desc("runs before the command of each unit"),
                              cl::cat(Category));
cl::opt<std::string> StateDir("state-dir", cl::value_desc("DIR"),
                              cl::desc("keeps what the next run need not do "
                                       "again (default: below the cache of "
                                       "the user)"),
                              cl::cat(Category));
cl::opt<unsigned> Seconds("time-limit", cl::init(60), cl::value_desc("SECONDS"),
                          cl::desc("for a unit (default: 60; 0 for none)"),
                          cl::cat(Category));
cl::opt<unsigned> Megabytes("memory-limit", cl::init(4096),
                            cl::value_desc("MIB"),
                            cl::desc("for a unit (default: 4096; 0 for none)"),
                            cl::cat(Category));
cl::opt<bool> NoPrefilter("no-prefilter",
                          cl::desc("analyse every unit, whatever it names"),
                          cl::cat(Category));

// What a script that calls this can tell apart.
enum ExitStatus { Clean = 0, Found = 1, Unusable = 2, Incomplete = 3 };

constexpr StringLiteral ToolName = "threadpool-scan";

int fail(const Twine &Text) {
  WithColor::error(errs(), ToolName) << Text << "\n";
  return Unusable;
}

/// The directory of this executable.
std::string ownDirectory(const char *Argv0) {
  const std::string Executable =
      sys::fs::getMainExecutable(Argv0, reinterpret_cast<void *>(&fail));
  return sys::path::parent_path(Executable).str();
}

Expected<scan::ScanOptions> optionsOf(const char *Argv0) {
  scan::ScanOptions Result;
  Result.Paths.assign(Paths.begin(), Paths.end());
  if (Result.Paths.empty())
    Result.Paths.push_back(".");
  Result.Database = Database;
  for (const std::string &Map : Maps) {
    const auto [From, To] = StringRef(Map).split('=');
    if (From.empty() || !sys::fs::is_directory(To))
      return createStringError("--map: '" + Map + "' is not PREFIX=DIRECTORY");
    SmallString<256> Dir(To);
    sys::fs::make_absolute(Dir);
    Result.Mappings.push_back({From.str(), std::string(Dir)});
  }
  if (!Wrappers.empty()) {
    SmallString<256> File(Wrappers);
    if (std::error_code Code = sys::fs::real_path(Wrappers, File))
      return createFileError(Wrappers, Code);
    Result.WrapperFile = std::string(File);
  }
  if (!StateDir.empty()) {
    SmallString<256> Dir(StateDir);
    sys::fs::make_absolute(Dir);
    sys::path::remove_dots(Dir, /*remove_dot_dot=*/true);
    Result.StateDirectory = std::string(Dir);
  }
  Result.Launcher = Launcher;
  Result.Jobs = Jobs;
  Result.Seconds = Seconds;
  Result.Megabytes = Megabytes;
  Result.Prefilters = !NoPrefilter;
  Result.Analysis.FollowsExceptions = true;
  Result.FactsTool = ownDirectory(Argv0) + "/threadpool-facts";
  Result.ShimDirectory =
      host::installed(Argv0, "threadpool-tidy/shim", TP_SHIM_DIR);
  ErrorOr<std::string> Ninja = sys::findProgramByName("ninja");
  if (!Ninja)
    return createStringError("Ninja is needed to run the analysis, and there "
                             "is no program 'ninja' in PATH");
  Result.Ninja = *Ninja;
  return Result;
}

/// \p Path as a user here would write it.
std::string shown(StringRef Path) {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  StringRef Rest = Path;
  return Rest.consume_front(Here) && Rest.consume_front("/") ? Rest.str()
                                                             : Path.str();
}

std::string pathOf(const scan::ScanResult &Result, StringRef Name) {
  if (sys::path::is_absolute(Name))
    return shown(Name);
  SmallString<256> Path(Result.Root);
  sys::path::append(Path, Name);
  return shown(Path);
}

std::size_t printFindings(const scan::ScanResult &Result,
                          const scan::RuleSet &Reporting) {
  scan::Suppressions Suppressed;
  std::size_t Number = 0;
  for (const rules::Finding &F : Result.Program.Findings) {
    const std::optional<rules::Rule> As = Reporting.reporterOf(F);
    auto PathOf = [&](std::uint32_t File) {
      return pathOf(Result, Result.Program.Files[File]);
    };
    if (!As || Suppressed.suppress(PathOf(F.Where.File), F.Where.Line,
                                   std::string("threadpool-") +
                                       rules::infoOf(*As).Name))
      continue;
    scan::print(F, *As, PathOf, outs());
    ++Number;
  }
  return Number;
}

void printSummary(const scan::ScanResult &Result, std::size_t NumFindings) {
  raw_ostream &Out = errs();
  for (const inputs::Problem &P : Result.Problems)
    Out << shown(P.File) << ": " << P.Text << "\n";
  for (const scan::Unanalysed &Unit : Result.NotAnalysed)
    Out << pathOf(Result, Unit.Unit) << ": not analysed: " << Unit.Reason
        << "\n";
  unsigned InPart = 0, Includes = 0, Broken = 0, Functions = 0;
  for (const facts::UnitIndex &Unit : Result.Program.Units) {
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
  if (Includes != 0 || Broken != 0)
    Out << "Includes not found: " << Includes
        << "; functions not judged: " << Broken << " of " << Functions << "\n";
  if (!Result.UnknownMacros.empty()) {
    Out << "Macros of projects that nothing defines:";
    for (const auto &[Name, Count] : Result.UnknownMacros)
      Out << " $(" << Name << ") " << Count << "x";
    Out << "\n";
  }
  Out << "Findings: " << NumFindings << "\n";
}

} // namespace

int main(int Argc, const char **Argv) {
  cl::HideUnrelatedOptions(Category);
  cl::ParseCommandLineOptions(
      Argc, Argv,
      "Finds misuse of the Windows thread pool in a whole repository.\n\n"
      "Exit status: 0 nothing found, 1 findings, 2 the scan could not be made, "
      "3 nothing\nfound, but some units could not be analysed.\n");
  Expected<scan::ScanOptions> Options = optionsOf(Argv[0]);
  if (!Options)
    return fail(toString(Options.takeError()));
  scan::RuleSet Reporting;
  if (!Rules.empty()) {
    Expected<scan::RuleSet> Chosen = scan::RuleSet::parse(Rules);
    if (!Chosen)
      return fail("--rules: " + toString(Chosen.takeError()));
    Reporting = std::move(*Chosen);
  }
  Expected<scan::ScanResult> Result =
      DryRun ? scan::planScan(*Options) : scan::runScan(*Options);
  if (!Result)
    return fail(toString(Result.takeError()));
  if (Result->NumUnits == 0)
    return fail("there are no C or C++ sources in " + llvm::join(Paths, ", "));
  if (DryRun) {
    for (const std::string &Unit : Result->Kept)
      outs() << pathOf(*Result, Unit) << "\n";
    errs() << Result->NumUnits << " units, of which " << Result->Kept.size()
           << " would be analysed at first; what they have to do with may add "
              "others\n";
    return Clean;
  }
  const std::size_t Number = printFindings(*Result, Reporting);
  outs().flush();
  printSummary(*Result, Number);
  if (Number != 0)
    return Found;
  return Result->NotAnalysed.empty() && Result->Problems.empty() ? Clean
                                                                 : Incomplete;
}
