//===- Units.cpp - Which units the paths of a scan have -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Units.h"

#include "scan/Scan.h"
#include "tolerance/Checkout.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace llvm;
using namespace threadpool;
using namespace threadpool::scan;

static constexpr StringLiteral DatabaseName = "compile_commands.json";

namespace {

class UnitFinder {
public:
  UnitFinder(const ScanOptions &Options, vfs::FileSystem &Files)
      : Options(Options), Files(Files) {}

  Expected<FoundUnits> find() {
    for (const std::string &Path : Options.Paths)
      if (Error E = add(Path))
        return std::move(E);
    const std::string Checkout =
        tolerance::findCheckout(Result.Root + "/-", Files);
    if (!Checkout.empty())
      Result.Root = Checkout;
    for (auto &[File, Unit] : ByFile)
      Result.Units.push_back(std::move(Unit));
    return std::move(Result);
  }

private:
  Error add(const std::string &Written) {
    SmallString<256> Path;
    if (std::error_code Code = Files.getRealPath(Written, Path))
      return createFileError(Written, Code);
    ErrorOr<vfs::Status> Status = Files.status(Path);
    if (!Status)
      return createFileError(Written, Status.getError());
    widenRoot(Status->isDirectory() ? StringRef(Path)
                                    : sys::path::parent_path(Path));
    const bool IsDatabase = sys::path::filename(Path) == DatabaseName;
    const std::string Database =
        IsDatabase ? std::string(Path) : databaseFor(Path);
    if (!Database.empty()) {
      Expected<inputs::Sources> Read =
          inputs::readCompileDatabase(Database, Options.Mappings, Files);
      if (!Read)
        return Read.takeError();
      const std::size_t Before = ByFile.size();
      addAll(std::move(*Read), IsDatabase ? StringRef() : StringRef(Path));
      // One that is about other files says nothing of these.
      if (IsDatabase || ByFile.size() != Before || !Options.Database.empty())
        return Error::success();
    }
    const StringRef Extension = sys::path::extension(Path);
    if (Extension == ".sln" || Extension == ".slnx")
      return take(inputs::readSolution(Path, Options.Mappings, Files), "");
    if (Extension == ".vcxproj")
      return take(inputs::readProject(Path, Options.Mappings, Files), "");
    if (Status->isDirectory())
      if (Error E = addProjects(Path))
        return E;
    return take(inputs::findSources(Path, Files), "");
  }

  /// The compile database that may say how \p Path is compiled: the nearest
  /// above it, or where a build in the checkout would leave it; empty if there
  /// is none.
  std::string databaseFor(StringRef Path) const {
    if (!Options.Database.empty())
      return Options.Database;
    const std::string Top = tolerance::findCheckout((Path + "/-").str(), Files);
    for (StringRef Dir = Path; !Dir.empty();
         Dir = Dir == Top ? StringRef() : sys::path::parent_path(Dir))
      for (StringRef Below : {"", "build"}) {
        if (!Below.empty() && Dir != Path && Dir != Top)
          continue;
        SmallString<256> Candidate(Dir);
        sys::path::append(Candidate, Below, DatabaseName);
        if (Files.exists(Candidate))
          return std::string(Candidate);
      }
    return {};
  }

  /// Reads every project below \p Dir. One that cannot be read is told of; its
  /// sources are still there.
  Error addProjects(StringRef Dir) {
    std::error_code Code;
    vfs::recursive_directory_iterator It(Files, Dir, Code), End;
    for (; !Code && It != End; It.increment(Code)) {
      if (sys::path::extension(It->path()) != ".vcxproj")
        continue;
      Expected<inputs::Sources> Read =
          inputs::readProject(It->path(), Options.Mappings, Files);
      if (Read) {
        addAll(std::move(*Read), "");
      } else {
        Result.Problems.push_back(
            {It->path().str(), toString(Read.takeError())});
      }
    }
    return Error::success();
  }

  Error take(Expected<inputs::Sources> Read, StringRef Below) {
    if (!Read)
      return Read.takeError();
    addAll(std::move(*Read), Below);
    return Error::success();
  }

  /// Adds the units that are \p Below, a file or directory; all if it is empty.
  void addAll(inputs::Sources Read, StringRef Below) {
    for (inputs::SourceUnit &Unit : Read.Units) {
      StringRef Rest = Unit.File;
      if (!Below.empty() && (!Rest.consume_front(Below) ||
                             (!Rest.empty() && !Rest.starts_with("/"))))
        continue;
      std::string File = Unit.File;
      ByFile.try_emplace(std::move(File), std::move(Unit));
    }
    for (inputs::Problem &P : Read.Problems)
      Result.Problems.push_back(std::move(P));
    for (const auto &[Name, Count] : Read.UnknownMacros)
      Result.UnknownMacros[Name] += Count;
  }

  void widenRoot(StringRef Dir) {
    if (Result.Root.empty())
      Result.Root = Dir.str();
    while (Dir != Result.Root &&
           !Dir.starts_with((Twine(Result.Root) + "/").str()) &&
           !StringRef(Result.Root).empty())
      Result.Root = sys::path::parent_path(Result.Root).str();
  }

  const ScanOptions &Options;
  vfs::FileSystem &Files;
  std::map<std::string, inputs::SourceUnit> ByFile;
  FoundUnits Result;
};

} // namespace

Expected<FoundUnits> scan::findUnits(const ScanOptions &Options,
                                     vfs::FileSystem &Files) {
  return UnitFinder(Options, Files).find();
}
