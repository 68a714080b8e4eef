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

#include <algorithm>
#include <functional>
#include <tuple>

using namespace threadpool;
using namespace threadpool::scan;

namespace {

/// Brings the findings of several programs, each with files of its own,
/// together.
class Collection {
public:
  explicit Collection(Linked &Result) : Result(Result) {}

  void add(std::vector<rules::Finding> Findings,
           const std::vector<std::string> &Files) {
    auto Move = [&](facts::Location &Where) {
      if (Where.File < Files.size())
        Where.File = idOf(Files[Where.File]);
    };
    for (rules::Finding &F : Findings) {
      Move(F.Where);
      for (rules::Note &N : F.Notes) {
        Move(N.Where);
        for (rules::CallSite &Call : N.Calls)
          Move(Call.Where);
      }
      for (rules::Edit &E : F.Fix)
        Move(E.Where);
      Result.Findings.push_back(std::move(F));
    }
  }

  /// A unit that is in several programs tells the same in each.
  void finish() {
    auto PlaceOf = [&](const rules::Finding &F) {
      return std::make_tuple(llvm::StringRef(Result.Files[F.Where.File]),
                             F.Where.Offset, F.Rules.front());
    };
    llvm::sort(Result.Findings,
               [&](const rules::Finding &A, const rules::Finding &B) {
                 return std::make_tuple(PlaceOf(A), std::cref(A.Message)) <
                        std::make_tuple(PlaceOf(B), std::cref(B.Message));
               });
    Result.Findings.erase(
        std::unique(Result.Findings.begin(), Result.Findings.end(),
                    [&](const rules::Finding &A, const rules::Finding &B) {
                      return PlaceOf(A) == PlaceOf(B);
                    }),
        Result.Findings.end());
  }

private:
  std::uint32_t idOf(const std::string &File) {
    auto [It, IsNew] =
        Ids.try_emplace(File, static_cast<std::uint32_t>(Result.Files.size()));
    if (IsNew)
      Result.Files.push_back(File);
    return It->second;
  }

  Linked &Result;
  llvm::StringMap<std::uint32_t> Ids;
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
