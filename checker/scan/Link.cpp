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
#include <map>
#include <set>
#include <tuple>

using namespace threadpool;
using namespace threadpool::scan;

namespace {

template <class Fn> void forEachLocation(rules::Finding &F, Fn Do) {
  Do(F.Where);
  for (rules::Note &N : F.Notes) {
    Do(N.Where);
    for (rules::CallSite &Call : N.Calls)
      Do(Call.Where);
  }
  for (rules::RepairedStep &S : F.Repaired)
    Do(S.Where);
  for (rules::Edit &E : F.Fix)
    Do(E.Where);
}

template <class Fn> void forEachLocation(rules::ObjectVerdict &O, Fn Do) {
  Do(O.Where);
  Do(O.CallbackAt);
  Do(O.Reason.Where);
  for (auto *Remarks : {&O.Armed, &O.Stopped, &O.Findings})
    for (rules::Remark &R : *Remarks)
      Do(R.Where);
  for (rules::StopVerdict &S : O.Stops) {
    Do(S.Where);
    Do(S.Reason.Where);
    for (auto *Steps : {&S.OwnerSteps, &S.CallbackSteps})
      for (rules::Remark &R : *Steps)
        Do(R.Where);
  }
}

/// Brings the findings of several programs, each with files of its own,
/// together.
class Collection {
public:
  explicit Collection(Linked &Result) : Result(Result) {}

  /// What another program has told already is not told again: of a unit that is
  /// in several programs all tell the same.
  void add(std::vector<rules::Finding> Findings,
           const std::vector<std::string> &Files) {
    std::vector<Place> New;
    for (rules::Finding &F : Findings) {
      move(F, Files);
      New.push_back(placeOf(F));
      if (!Told.count(New.back()))
        Result.Findings.push_back(std::move(F));
    }
    Told.insert(New.begin(), New.end());
  }

  /// Of an object that is in several programs, the gravest verdict counts.
  void add(std::vector<rules::ObjectVerdict> Objects,
           const std::vector<std::string> &Files) {
    auto RankOf = [](const rules::ObjectVerdict &O) {
      switch (O.Result) {
      case rules::Judgement::Found:
        return 0;
      case rules::Judgement::Unknown:
        return 1;
      case rules::Judgement::Safe:
        return 2;
      }
      return 0;
    };
    for (rules::ObjectVerdict &O : Objects) {
      move(O, Files);
      auto [It, IsNew] = Known.try_emplace({O.Where.File, O.Where.Offset},
                                           Result.Objects.size());
      if (IsNew)
        Result.Objects.push_back(std::move(O));
      else if (RankOf(O) < RankOf(Result.Objects[It->second]))
        Result.Objects[It->second] = std::move(O);
    }
  }

  /// Puts them in the order of the names of their files.
  void finish() {
    llvm::sort(Result.Objects, [&](const rules::ObjectVerdict &A,
                                   const rules::ObjectVerdict &B) {
      auto KeyOf = [&](const rules::ObjectVerdict &O) {
        return std::make_pair(llvm::StringRef(Result.Files[O.Where.File]),
                              O.Where.Offset);
      };
      return KeyOf(A) < KeyOf(B);
    });
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
  /// Has \p R refer to the files of the result.
  template <class Record>
  void move(Record &R, const std::vector<std::string> &Files) {
    forEachLocation(R, [&](facts::Location &Where) {
      if (Where.isValid() && Where.File < Files.size())
        Where.File = idOf(Files[Where.File]);
    });
  }

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
  /// Where the objects of a place are.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> Known;
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
    std::vector<rules::ObjectVerdict> Objects;
    All.add(rules::analyze(Joined, Opts, &Objects), Joined.Files);
    All.add(std::move(Objects), Joined.Files);
  }
  All.finish();
  return Result;
}
