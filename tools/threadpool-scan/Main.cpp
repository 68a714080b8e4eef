//===- Main.cpp - Whole repositories --------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "common/Installed.h"
#include "common/Version.h"
#include "reports/Report.h"
#include "reports/Text.h"
#include "reports/UnusedSuppressions.h"
#include "reports/Verdicts.h"
#include "scan/Changes.h"
#include "scan/Config.h"
#include "scan/Fixing.h"
#include "scan/Scan.h"
#include "threadpool-scan/Outputs.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace threadpool;

namespace {

cl::OptionCategory Category("threadpool-scan");

cl::list<std::string> Inputs(cl::Positional, cl::desc("[PATH...]"),
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
cl::opt<std::string>
    ConfigFile("config", cl::value_desc("FILE"),
               cl::desc("a .clang-tidy file: its checks and options of this "
                        "tool's rules"),
               cl::cat(Category));
cl::opt<std::string> Since("changed-since", cl::value_desc("REVISION"),
                           cl::desc("report findings whose lines or story have "
                                    "changed since that revision of Git"),
                           cl::cat(Category));
cl::opt<bool> Fix("fix", cl::desc("apply the fixes of what is reported"),
                  cl::cat(Category));
cl::list<std::string> ExtraArguments("extra-arg", cl::value_desc("ARGUMENT"),
                                     cl::desc("for the compiler of each unit"),
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
cl::opt<bool> Verdicts("verdicts",
                       cl::desc("tell of each object whether it is proved "
                                "safe, and if not, why"),
                       cl::cat(Category));
cl::opt<std::string>
    Explain("explain", cl::value_desc("FILE:LINE"),
            cl::desc("tell all that was looked at of the objects there, and "
                     "what came of it, instead of the findings"),
            cl::cat(Category));
cl::opt<bool> UnusedComments(
    "unused-suppressions",
    cl::desc("report comments that name rules and silence nothing"),
    cl::cat(Category));
cl::opt<bool> NoPrefilter("no-prefilter",
                          cl::desc("analyse every unit, whatever it names"),
                          cl::cat(Category));

host::Outputs Outputs(Category);

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

Expected<scan::ScanOptions> optionsOf(const char *Argv0,
                                      const scan::Config &Config) {
  scan::ScanOptions Result;
  Result.Paths.assign(Inputs.begin(), Inputs.end());
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
  if (!Config.WrapperFile.empty()) {
    SmallString<256> File;
    if (std::error_code Code = sys::fs::real_path(Config.WrapperFile, File))
      return createFileError(Config.WrapperFile, Code);
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
  Result.ExtraArguments.assign(ExtraArguments.begin(), ExtraArguments.end());
  if (!ConfigFile.empty()) {
    SmallString<256> File(ConfigFile);
    sys::fs::make_absolute(File);
    Result.ConfigFile = std::string(File);
  }
  const StringRef Ending =
      sys::path::is_style_windows(sys::path::Style::native) ? ".exe" : "";
  Result.FactsTool = (ownDirectory(Argv0) + "/threadpool-facts" + Ending).str();
  Result.LinkTool = (ownDirectory(Argv0) + "/threadpool-link" + Ending).str();
  Result.ShimDirectory =
      host::installed(Argv0, "threadpool-tidy/shim", TP_SHIM_DIR);
  ErrorOr<std::string> Ninja = sys::findProgramByName("ninja");
  if (!Ninja)
    return createStringError("Ninja is needed to run the analysis, and there "
                             "is no program 'ninja' in PATH");
  Result.Ninja = *Ninja;
  return Result;
}

std::string currentDirectory() {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  return std::string(Here);
}

Expected<scan::Config> configuration() {
  scan::Config Result;
  if (!ConfigFile.empty()) {
    Expected<scan::Config> Read = scan::readConfig(ConfigFile);
    if (!Read)
      return Read.takeError();
    Result = std::move(*Read);
  }
  if (!Wrappers.empty())
    Result.WrapperFile = Wrappers;
  if (Rules.empty())
    return Result;
  Expected<scan::RuleSet> Chosen =
      scan::RuleSet::parse(Rules, scan::RuleSet::Naming::Asks);
  if (!Chosen)
    return createStringError("--rules: " + toString(Chosen.takeError()));
  Result.Reporting = std::move(*Chosen);
  return Result;
}

void printPlan(const scan::ScanResult &Result, const reports::Paths &Where) {
  for (const std::string &Unit : Result.Kept)
    outs() << Where.of(StringRef(Unit)) << "\n";
  errs() << Result.NumUnits << " units, of which " << Result.Kept.size()
         << " would be analysed at first; what they have to do with may add "
            "others\n";
}

Error fix(ArrayRef<reports::Reported> All, const reports::Paths &Where) {
  std::vector<const rules::Finding *> Findings;
  for (const reports::Reported &R : All)
    Findings.push_back(R.Found);
  Expected<scan::Fixed> Done = scan::applyFixes(
      Findings, [&](std::uint32_t File) { return Where.of(File); });
  if (!Done)
    return Done.takeError();
  errs() << "Fixed: " << Done->NumFindings << " in " << Done->NumFiles
         << " files\n";
  return Error::success();
}

} // namespace

int main(int Argc, const char **Argv) {
  cl::SetVersionPrinter(host::printVersion);
  cl::HideUnrelatedOptions(Category);
  cl::ParseCommandLineOptions(
      Argc, Argv,
      "Finds misuse of the Windows thread pool in a whole repository.\n\n"
      "Exit status: 0 nothing found, 1 findings, 2 the scan could not be made, "
      "3 nothing\nfound, but some units could not be analysed.\n");
  Expected<scan::Config> Config = configuration();
  if (!Config)
    return fail(toString(Config.takeError()));
  Expected<scan::ScanOptions> Options = optionsOf(Argv[0], *Config);
  if (!Options)
    return fail(toString(Options.takeError()));
  if (Error E = Outputs.prepare(/*SeesAll=*/Since.empty()))
    return fail(toString(std::move(E)));
  if (Verdicts && Outputs.ownStandardOutput())
    return fail("--verdicts: a report is written to standard output");
  Expected<scan::ScanResult> Result =
      DryRun ? scan::planScan(*Options) : scan::runScan(*Options);
  if (!Result)
    return fail(toString(Result.takeError()));
  if (Result->NumUnits == 0)
    return fail("there are no C or C++ sources in " +
                llvm::join(Options->Paths, ", "));
  const reports::Paths Where(*Result, currentDirectory());
  if (DryRun) {
    printPlan(*Result, Where);
    return Clean;
  }
  if (!Explain.empty()) {
    if (Error E = reports::explain(Explain, *Result, Where, outs()))
      return fail("--explain: " + toString(std::move(E)));
    return Clean;
  }
  std::optional<scan::Changes> Changed;
  if (!Since.empty()) {
    Expected<scan::Changes> Known = scan::Changes::since(Since, Result->Root);
    if (!Known)
      return fail("--changed-since: " + toString(Known.takeError()));
    Changed = std::move(*Known);
  }
  std::vector<reports::Reported> All =
      reports::reportedOf(*Result, Config->Reporting, Changed);
  reports::SourceFiles Files;
  const reports::Fingerprints Prints(*Result, Where, Files);
  bool HasFailed = false;
  auto Attempt = [&](Error E) {
    handleAllErrors(std::move(E), [&](const ErrorInfoBase &Why) {
      fail(Why.message());
      HasFailed = true;
    });
  };
  std::string BaselineLog;
  raw_string_ostream Log(BaselineLog);
  Attempt(Outputs.compare(All, Prints, *Result, Log));
  const std::vector<reports::Reported> Counted = reports::countedOf(All);
  std::vector<reports::UnusedSuppression> Unused;
  if (UnusedComments)
    Unused = reports::unusedIn(*Result, Config->Reporting);
  if (!Outputs.ownStandardOutput())
    for (const reports::Reported &R : Counted)
      reports::print(
          *R.Found, R.As, [&](std::uint32_t File) { return Where.of(File); },
          outs());
  // They are no findings, so no report has them.
  raw_ostream &Told = Outputs.ownStandardOutput() ? errs() : outs();
  for (const reports::UnusedSuppression &U : Unused)
    Told << Where.of(StringRef(U.File)) << ":" << U.Line << ": NOLINT("
         << U.Checks << ") silences nothing\n";
  if (Verdicts)
    reports::printVerdicts(*Result, Where, outs());
  outs().flush();
  if (const std::error_code Code = outs().error()) {
    outs().clear_error();
    Attempt(
        createStringError("the findings cannot be written: " + Code.message()));
  }
  const int Status = !Counted.empty() || !Unused.empty() ? Found
                     : Result->NotAnalysed.empty() && Result->Problems.empty()
                         ? Clean
                         : Incomplete;
  reports::printSummary(*Result, Where, Counted.size(), errs());
  errs() << BaselineLog;
  Attempt(Outputs.write({*Result, Where, Prints, All, Files, Status}));
  if (Fix)
    Attempt(fix(Counted, Where));
  return HasFailed ? static_cast<int>(Unusable) : Status;
}
