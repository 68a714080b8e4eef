//===- Scan.cpp - A whole repository --------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Scan.h"

#include "facts/File.h"
#include "facts/UnitName.h"
#include "inputs/Utf8Files.h"
#include "scan/Graph.h"
#include "scan/LinkFile.h"
#include "scan/Prefilter.h"
#include "scan/SourceTree.h"
#include "scan/Units.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::scan;

namespace {

class Scan {
public:
  explicit Scan(const ScanOptions &Options) : Options(Options) {}

  Error plan() {
    Expected<FoundUnits> Found = findUnits(Options, *Files);
    if (!Found)
      return Found.takeError();
    Result.Root = Found->Root;
    Units = std::move(Found->Units);
    Result.Problems = std::move(Found->Problems);
    Result.UnknownMacros = std::move(Found->UnknownMacros);
    Result.NumUnits = Units.size();
    Expected<tolerance::Guesser> Made = tolerance::Guesser::create(
        {/*Mingw=*/"", /*Libcxx=*/"", Options.ShimDirectory}, Result.Root,
        Files);
    if (!Made)
      return Made.takeError();
    Guess.emplace(std::move(*Made));
    Tree.emplace(Units, *Guess->checkoutOf(Result.Root + "/-"), *Files);
    for (const std::string &Path : Tree->paths())
      Result.Sources.push_back(nameOf(Path));
    llvm::sort(Result.Sources);
    IsKept.assign(Units.size(), !Options.Prefilters);
    keep(unitsNamingPool(*Tree,
                         describedNames(Units, Options.WrapperFile, *Files)));
    Result.NumOtherEncodings = Tree->numOtherEncodings();
    // Those are told of like units that fail.
    for (const inputs::Problem &P : Tree->problems()) {
      Unreadable.insert(P.File);
      Result.NotAnalysed.push_back({nameOf(P.File), P.Text});
    }
    return Error::success();
  }

  Error run() {
    const State Kept(stateDirectory());
    if (Error E = dropFailures(Kept))
      return E;
    do {
      if (Error E = makeFacts(Kept))
        return E;
    } while (Options.Prefilters && keepTied(Kept));
    Expected<Linked> Program = linkFacts(Kept);
    if (!Program)
      return Program.takeError();
    for (const UnitSummary &Unit : Program->Units)
      if (!Unit.NotAnalysed.empty())
        Result.NotAnalysed.push_back({Unit.Name, Unit.NotAnalysed});
    Result.Program = std::move(*Program);
    return Error::success();
  }

  ScanResult take() {
    for (std::size_t I = 0; I < Units.size(); ++I)
      if (!Unreadable.count(Units[I].File)) {
        if (IsKept[I]) {
          Result.Kept.push_back(nameOf(Units[I].File));
          Result.NumGuessed += Units[I].Arguments.empty();
        } else {
          ++Result.NumSkipped;
        }
      }
    llvm::sort(Result.NotAnalysed,
               [](const Unanalysed &A, const Unanalysed &B) {
                 return A.Unit < B.Unit;
               });
    return std::move(Result);
  }

private:
  std::string nameOf(StringRef File) const {
    return facts::nameBelow(Result.Root, File);
  }

  /// Adds units; whether there was one that was not kept before.
  bool keep(const std::vector<bool> &More) {
    bool HasGrown = false;
    for (std::size_t I = 0; I < IsKept.size(); ++I)
      if (More[I] && !IsKept[I])
        IsKept[I] = HasGrown = true;
    return HasGrown;
  }

  std::string stateDirectory() const {
    if (!Options.StateDirectory.empty())
      return Options.StateDirectory;
    SmallString<256> Dir;
    if (!sys::path::cache_directory(Dir))
      sys::path::system_temp_directory(/*ErasedOnReboot=*/false, Dir);
    sys::path::append(Dir, "threadpool-scan",
                      utohexstr(xxh3_64bits(Result.Root), /*LowerCase=*/true));
    return std::string(Dir);
  }

  /// What failed may have failed for lack of time or memory: it gets another
  /// chance in each run.
  Error dropFailures(const State &Kept) {
    for (const inputs::SourceUnit &Unit : Units) {
      const std::string Facts = Kept.factsOf(nameOf(Unit.File));
      auto Text = MemoryBuffer::getFile(Facts);
      if (!Text)
        continue;
      Expected<facts::UnitIndex> Index =
          facts::readIndex((*Text)->getBuffer(), Facts);
      // What an older or newer version wrote is made anew as well.
      if (!Index)
        consumeError(Index.takeError());
      else if (Index->NotAnalysed.empty())
        continue;
      if (std::error_code Code = sys::fs::remove(Facts))
        return createFileError(Facts, Code);
    }
    return Error::success();
  }

  /// A graph has no way to write some names.
  bool hasEdge(const std::string &File) {
    if (!StringRef(File).contains('\n'))
      return true;
    Unreadable.insert(File);
    Result.NotAnalysed.push_back(
        {nameOf(File), "there is a line feed in its name"});
    return false;
  }

  Error makeFacts(const State &Kept) {
    EdgeSettings Settings;
    Settings.FactsTool = Options.FactsTool;
    Settings.LinkTool = Options.LinkTool;
    Settings.ConfigFile = Options.ConfigFile;
    Settings.Launcher = Options.Launcher;
    Settings.Root = Result.Root;
    Settings.WrapperFile = Options.WrapperFile;
    Settings.ExtraArguments = Options.ExtraArguments;
    Settings.Seconds = Options.Seconds;
    Settings.Megabytes = Options.Megabytes;
    std::vector<UnitEdge> Edges;
    Made.clear();
    for (std::size_t I = 0; I < Units.size(); ++I)
      if (IsKept[I] && !Unreadable.count(Units[I].File) &&
          hasEdge(Units[I].File)) {
        Edges.push_back({nameOf(Units[I].File), &Units[I]});
        Made.push_back(Edges.back().Name);
      }
    if (Error E = writeGraph(Kept, Settings, Edges, *Guess))
      return E;
    return Edges.empty() ? Error::success()
                         : runNinja(Kept, AllFacts,
                                    "the facts of the units could not be made");
  }

  /// What the facts say together, which is kept as long as none of them change.
  Expected<Linked> linkFacts(const State &Kept) const {
    if (Made.empty())
      return Linked();
    const std::string Path = Kept.pathOf(LinkResult);
    for (bool IsAgain : {false, true}) {
      if (Error E = runNinja(Kept, LinkResult, "the facts could not be linked"))
        return std::move(E);
      auto Text = MemoryBuffer::getFile(Path);
      if (!Text)
        return createFileError(Path, Text.getError());
      Expected<Linked> Result = readLinked((*Text)->getBuffer(), Path);
      if (Result || IsAgain)
        return Result;
      // Somebody has spoilt it.
      consumeError(Result.takeError());
      if (std::error_code Code = sys::fs::remove(Path))
        return createFileError(Path, Code);
    }
    llvm_unreachable("the second result is returned");
  }

  /// Has Ninja make \p Target. If it cannot, the error is \p Failure and what
  /// Ninja said.
  Error runNinja(const State &Kept, StringRef Target, StringRef Failure) const {
    std::vector<std::string> Line = {Options.Ninja, "-C", Kept.directory(),
                                     "-k0", Target.str()};
    if (Options.Jobs != 0)
      Line.push_back("-j" + std::to_string(Options.Jobs));
    // Its line of progress is for people, and goes where findings go.
    const bool IsWatched = sys::Process::StandardOutIsDisplayed();
    if (!IsWatched)
      Line.push_back("--quiet");
    const std::vector<StringRef> Arguments(Line.begin(), Line.end());
    const std::string Log = Kept.pathOf("ninja.log");
    const std::optional<StringRef> Redirects[] = {std::nullopt, StringRef(Log),
                                                  StringRef(Log)};
    std::string Message;
    const int Status = sys::ExecuteAndWait(
        Options.Ninja, Arguments, /*Env=*/std::nullopt,
        IsWatched ? ArrayRef<std::optional<StringRef>>() : Redirects,
        /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Message);
    if (Status == 0)
      return Error::success();
    if (auto Said = MemoryBuffer::getFile(Log); Said && !IsWatched)
      Message += (*Said)->getBuffer().trim();
    return createStringError(Failure + " in " + Kept.directory() +
                             (Message.empty() ? "" : ": " + Message));
  }

  /// Adds the units that the facts say may matter. Whether there are any.
  bool keepTied(const State &Kept) {
    std::vector<facts::UnitRecord> Records;
    for (const std::string &Name : Made) {
      const std::string Path = Kept.factsOf(Name);
      auto Text = MemoryBuffer::getFile(Path);
      if (!Text)
        continue;
      if (Expected<facts::UnitRecord> Record =
              facts::read((*Text)->getBuffer(), Path))
        Records.push_back(std::move(*Record));
      else
        consumeError(Record.takeError());
    }
    bool HasGrown = true;
    while (std::exchange(HasGrown, false))
      for (const facts::UnitRecord &Record : Records)
        HasGrown |= Known.add(Record);
    return keep(unitsTied(*Tree, Known));
  }

  const ScanOptions &Options;
  IntrusiveRefCntPtr<vfs::FileSystem> Files =
      inputs::inUtf8(vfs::getRealFileSystem());
  std::vector<inputs::SourceUnit> Units;
  std::optional<tolerance::Guesser> Guess;
  std::optional<SourceTree> Tree;
  std::vector<bool> IsKept;
  std::set<std::string> Unreadable;
  /// The units whose facts were asked for.
  std::vector<std::string> Made;
  Ties Known;
  ScanResult Result;
};

} // namespace

Expected<ScanResult> scan::planScan(const ScanOptions &Options) {
  Scan Planned(Options);
  if (Error E = Planned.plan())
    return std::move(E);
  return Planned.take();
}

Expected<ScanResult> scan::runScan(const ScanOptions &Options) {
  Scan Running(Options);
  if (Error E = Running.plan())
    return std::move(E);
  if (Error E = Running.run())
    return std::move(E);
  return Running.take();
}
