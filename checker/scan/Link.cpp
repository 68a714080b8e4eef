//===- Link.cpp - From the facts of units to findings ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Link.h"

#include "facts/File.h"
#include "facts/Join.h"
#include "facts/Library.h"
#include "facts/Programs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

#include <iterator>
#include <set>
#include <tuple>

using namespace threadpool;
using namespace threadpool::scan;

namespace {

/// Brings the findings of several programs, each with files of its own,
/// together.
class Collection {
public:
  explicit Collection(Linked &Result) : Result(Result) {}

  /// What another program has told already is not told again: of a unit that is
  /// in several programs all tell the same.
  void add(std::vector<rules::Finding> Findings,
           const std::vector<std::string> &Files) {
    auto Move = [&](facts::Location &Where) {
      if (Where.File < Files.size())
        Where.File = idOf(Files[Where.File]);
    };
    std::vector<Place> New;
    for (rules::Finding &F : Findings) {
      Move(F.Where);
      for (rules::Note &N : F.Notes) {
        Move(N.Where);
        for (rules::CallSite &Call : N.Calls)
          Move(Call.Where);
      }
      for (rules::Edit &E : F.Fix)
        Move(E.Where);
      New.push_back(placeOf(F));
      if (!Told.count(New.back()))
        Result.Findings.push_back(std::move(F));
    }
    Told.insert(New.begin(), New.end());
  }

  /// Puts them in the order of the names of their files.
  void finish() {
    llvm::sort(Result.Findings,
               [&](const rules::Finding &A, const rules::Finding &B) {
                 auto KeyOf = [&](const rules::Finding &F) {
                   return std::make_pair(
                       llvm::StringRef(Result.Files[F.Where.File]), placeOf(F));
                 };
                 return KeyOf(A) < KeyOf(B);
               });
  }

private:
  std::uint32_t idOf(const std::string &File) {
    auto [It, IsNew] =
        Ids.try_emplace(File, static_cast<std::uint32_t>(Result.Files.size()));
    if (IsNew)
      Result.Files.push_back(File);
    return It->second;
  }

  using Place = std::tuple<std::uint32_t, std::uint32_t, rules::Rule>;

  static Place placeOf(const rules::Finding &F) {
    return {F.Where.File, F.Where.Offset, F.Rules.front()};
  }

  Linked &Result;
  llvm::StringMap<std::uint32_t> Ids;
  std::set<Place> Told;
};

} // namespace

static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
open(const std::string &Path) {
  auto Text = llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createFileError(Path, Text.getError());
  return std::move(*Text);
}

static llvm::Expected<facts::UnitRecord>
recordOf(const facts::LibraryUnit &Unit, const std::string &Path) {
  auto Text = open(Path);
  if (!Text)
    return Text.takeError();
  return facts::read((*Text)->getBuffer().substr(Unit.Offset, Unit.Size), Path,
                     Unit.LinesBefore);
}

static UnitSummary summaryOf(const facts::UnitIndex &Unit) {
  UnitSummary Result;
  Result.Name = Unit.Name;
  Result.NotAnalysed = Unit.NotAnalysed;
  Result.NumErrors = Unit.NumErrors;
  Result.NumMissingIncludes = Unit.NumMissingIncludes;
  Result.NumFunctions = Unit.NumFunctions;
  Result.NumBroken = Unit.NumBroken;
  return Result;
}

llvm::Expected<Linked> scan::link(llvm::ArrayRef<std::string> Paths,
                                  const rules::Options &Opts) {
  std::vector<facts::LibraryUnit> Units;
  for (std::size_t I = 0; I < Paths.size(); ++I) {
    auto Text = open(Paths[I]);
    if (!Text)
      return Text.takeError();
    auto InFile = facts::unitsOf((*Text)->getBuffer(), Paths[I], I);
    if (!InFile)
      return InFile.takeError();
    std::move(InFile->begin(), InFile->end(), std::back_inserter(Units));
  }
  facts::unite(Units);
  Linked Result;
  std::vector<facts::UnitIndex> Indices;
  for (facts::LibraryUnit &Unit : Units) {
    Result.Units.push_back(summaryOf(Unit.Index));
    Indices.push_back(std::move(Unit.Index));
  }
  Collection All(Result);
  for (const std::vector<std::size_t> &Program : facts::findPrograms(Indices)) {
    ++Result.NumPrograms;
    std::vector<facts::UnitRecord> Records;
    for (std::size_t Unit : Program) {
      auto Record = recordOf(Units[Unit], Paths[Units[Unit].File]);
      if (!Record)
        return Record.takeError();
      Records.push_back(std::move(*Record));
    }
    const facts::UnitFacts Joined = facts::join(std::move(Records));
    All.add(rules::analyze(Joined, Opts), Joined.Files);
  }
  All.finish();
  return Result;
}
