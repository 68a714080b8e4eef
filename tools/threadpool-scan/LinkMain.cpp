//===- LinkMain.cpp - What facts files say together -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The last edge of a scan by itself, for build systems with graphs of their
// own: reads facts files, and prints or writes findings.
//
//===----------------------------------------------------------------------===//

#include "common/Version.h"
#include "facts/Library.h"
#include "facts/WholeFile.h"
#include "reports/Report.h"
#include "reports/Text.h"
#include "scan/Config.h"
#include "scan/LinkFile.h"
#include "threadpool-scan/Outputs.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace threadpool;

namespace {

cl::OptionCategory Category("threadpool-link");

cl::list<std::string> FactsFiles(cl::Positional, cl::OneOrMore,
                                 cl::desc("FACTS-FILE... or @FILE with them"),
                                 cl::cat(Category));
cl::opt<std::string> Output("o", cl::value_desc("FILE"),
                            cl::desc("the findings go there, and the exit "
                                     "status is 0 whatever is found"),
                            cl::cat(Category));
cl::opt<std::string> Merged("merge", cl::value_desc("FILE"),
                            cl::desc("only put the units of all files into "
                                     "one, which is as good as all of them"),
                            cl::cat(Category));
cl::opt<std::string> LinkedFile("linked", cl::Hidden,
                                cl::desc("for threadpool-scan"),
                                cl::cat(Category));
cl::opt<std::string>
    ConfigFile("config", cl::value_desc("FILE"),
               cl::desc("a .clang-tidy file: its checks and options of this "
                        "tool's rules"),
               cl::cat(Category));
cl::opt<std::string> Root("root", cl::init("."), cl::value_desc("DIR"),
                          cl::desc("the sources are below it, for comments "
                                   "that silence findings"),
                          cl::cat(Category));
cl::opt<std::string> Rules("rules", cl::value_desc("LIST"),
                           cl::desc("rules that report: names, '*' for any "
                                    "characters, '-' before those that do not"),
                           cl::cat(Category));

host::Outputs Outputs(Category);

// As those of threadpool-scan.
enum ExitStatus { Clean = 0, Found = 1, Unusable = 2, Incomplete = 3 };

int fail(const Twine &Text) {
  WithColor::error(errs(), "threadpool-link") << Text << "\n";
  return Unusable;
}

/// One file of the units in all of them.
Error merge() {
  std::vector<std::unique_ptr<MemoryBuffer>> Buffers;
  std::vector<StringRef> Texts;
  for (const std::string &Path : FactsFiles) {
    auto Text = MemoryBuffer::getFile(Path);
    if (!Text)
      return createFileError(Path, Text.getError());
    Texts.push_back((*Text)->getBuffer());
    Buffers.push_back(std::move(*Text));
  }
  Expected<std::vector<StringRef>> Units = facts::unionOf(Texts, FactsFiles);
  if (!Units)
    return Units.takeError();
  return facts::writeWhole(Merged, [&](raw_ostream &Out) {
    for (StringRef Unit : *Units)
      Out << Unit;
  });
}

Expected<scan::Config> configuration() {
  scan::Config Result;
  if (!ConfigFile.empty()) {
    Expected<scan::Config> Read = scan::readConfig(ConfigFile);
    if (!Read)
      return Read.takeError();
    Result = std::move(*Read);
  }
  if (!Rules.empty()) {
    Expected<scan::RuleSet> Chosen =
        scan::RuleSet::parse(Rules, scan::RuleSet::Naming::Asks);
    if (!Chosen)
      return createStringError("--rules: " + toString(Chosen.takeError()));
    Result.Reporting = std::move(*Chosen);
  }
  Result.Analysis.FollowsExceptions = true;
  return Result;
}

} // namespace

int main(int Argc, const char **Argv) {
  cl::SetVersionPrinter(host::printVersion);
  cl::HideUnrelatedOptions(Category);
  BumpPtrAllocator Storage;
  StringSaver Saver(Storage);
  SmallVector<const char *, 64> Arguments(Argv, Argv + Argc);
  cl::ExpandResponseFiles(Saver, cl::TokenizeGNUCommandLine, Arguments);
  cl::ParseCommandLineOptions(
      static_cast<int>(Arguments.size()), Arguments.data(),
      "Finds misuse of the Windows thread pool in facts files.\n");
  if (!Merged.empty()) {
    if (Error E = merge())
      return fail(toString(std::move(E)));
    return Clean;
  }
  Expected<scan::Config> Config = configuration();
  if (!Config)
    return fail(toString(Config.takeError()));
  if (Error E = Outputs.prepare(/*SeesAll=*/true))
    return fail(toString(std::move(E)));
  Expected<scan::Linked> Program = scan::link(FactsFiles, Config->Analysis);
  if (!Program)
    return fail(toString(Program.takeError()));
  if (!LinkedFile.empty()) {
    if (Error E = facts::writeWhole(
            LinkedFile, [&](raw_ostream &Out) { scan::write(*Program, Out); }))
      return fail(toString(std::move(E)));
    return Clean;
  }
  scan::ScanResult Result;
  SmallString<256> Top(Root);
  sys::fs::make_absolute(Top);
  sys::path::remove_dots(Top, /*remove_dot_dot=*/true);
  Result.Root = std::string(Top);
  Result.NumUnits = Program->Units.size();
  for (const scan::UnitSummary &Unit : Program->Units)
    if (!Unit.NotAnalysed.empty())
      Result.NotAnalysed.push_back({Unit.Name, Unit.NotAnalysed});
  Result.Program = std::move(*Program);

  const reports::Paths Where(Result, Result.Root);
  std::vector<reports::Reported> All =
      reports::reportedOf(Result, Config->Reporting, /*Changed=*/std::nullopt);
  reports::SourceFiles Files;
  const reports::Fingerprints Prints(Result, Where, Files);
  if (Error E = Outputs.compare(All, Prints, Result, errs()))
    return fail(toString(std::move(E)));
  const std::vector<reports::Reported> Counted = reports::countedOf(All);
  const int Status = !Counted.empty()             ? Found
                     : Result.NotAnalysed.empty() ? Clean
                                                  : Incomplete;
  auto Print = [&](raw_ostream &Out) {
    for (const reports::Reported &R : Counted)
      reports::print(
          *R.Found, R.As, [&](std::uint32_t File) { return Where.of(File); },
          Out);
    if (!Output.empty())
      reports::printSummary(Result, Where, Counted.size(), Out);
  };
  if (!Output.empty()) {
    if (Error E = facts::writeWhole(Output, Print))
      return fail(toString(std::move(E)));
  } else if (!Outputs.ownStandardOutput()) {
    Print(outs());
    outs().flush();
  }
  if (Output.empty())
    reports::printSummary(Result, Where, Counted.size(), errs());
  if (Error E = Outputs.write({Result, Where, Prints, All, Files, Status}))
    return fail(toString(std::move(E)));
  return Output.empty() ? Status : static_cast<int>(Clean);
}
