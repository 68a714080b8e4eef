//===- Link.cpp - From the facts of units to findings ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Link.h"

#include "facts/File.h"
#include "facts/Join.h"
#include "facts/Programs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

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

llvm::Expected<Linked> scan::link(llvm::ArrayRef<std::string> Paths,
                                  const rules::Options &Opts) {
  auto Open = [](const std::string &Path)
      -> llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> {
    auto Text = llvm::MemoryBuffer::getFile(Path);
    if (!Text)
      return llvm::createFileError(Path, Text.getError());
    return std::move(*Text);
  };
  Linked Result;
  for (const std::string &Path : Paths) {
    auto Text = Open(Path);
    if (!Text)
      return Text.takeError();
    auto Index = facts::readIndex((*Text)->getBuffer(), Path);
    if (!Index)
      return Index.takeError();
    Result.Units.push_back(std::move(*Index));
  }
  Collection All(Result);
  for (const std::vector<std::size_t> &Program :
       facts::findPrograms(Result.Units)) {
    ++Result.NumPrograms;
    std::vector<facts::UnitRecord> Records;
    for (std::size_t Unit : Program) {
      auto Text = Open(Paths[Unit]);
      if (!Text)
        return Text.takeError();
      auto Record = facts::read((*Text)->getBuffer(), Paths[Unit]);
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
