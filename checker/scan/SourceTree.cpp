//===- SourceTree.cpp - The sources of a scan and their includes ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/SourceTree.h"

#include "inputs/Encoding.h"
#include "tolerance/Directives.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <utility>

using namespace threadpool;
using namespace threadpool::scan;

SourceTree::SourceTree(const std::vector<inputs::SourceUnit> &Units,
                       const tolerance::Checkout &Project,
                       llvm::vfs::FileSystem &Disk)
    : Project(Project), Disk(Disk) {
  for (const inputs::SourceUnit &Unit : Units)
    Roots.push_back(idOf(Unit.File));
  const std::vector<std::string> None;
  // Reading finds more files.
  for (std::size_t Id = 0; Id < Paths.size(); ++Id)
    read(Id, Id < Units.size() ? Units[Id].Known.IncludeDirs : None);
}

std::size_t SourceTree::idOf(llvm::StringRef Path) {
  auto [It, IsNew] = Ids.try_emplace(Path, Paths.size());
  if (IsNew) {
    Paths.push_back(Path.str());
    Files.emplace_back();
  }
  return It->second;
}

void SourceTree::read(std::size_t Id,
                      const std::vector<std::string> &IncludeDirs) {
  const std::string Path = Paths[Id];
  auto Buffer = Disk.getBufferForFile(Path);
  if (!Buffer) {
    if (Id < Roots.size())
      Problems.push_back({Path, Buffer.getError().message()});
    return;
  }
  const llvm::StringRef Text = (*Buffer)->getBuffer();
  NumOtherEncodings += inputs::encodingOf(Text) == inputs::Encoding::Other;
  Files[Id].Text = readSourceText(Text);
  for (const tolerance::Include &Named : tolerance::includesOf(Text)) {
    auto Enter = [&](llvm::StringRef Included) {
      Files[idOf(Included)].Includers.push_back(Id);
    };
    for (const std::string &Dir : IncludeDirs) {
      llvm::SmallString<256> Candidate(Dir);
      llvm::sys::path::append(Candidate, Named.Spelling);
      std::replace(Candidate.begin(), Candidate.end(), '\\', '/');
      llvm::sys::path::remove_dots(Candidate, /*remove_dot_dot=*/true);
      if (Disk.exists(Candidate))
        Enter(Candidate);
    }
    if (std::optional<std::string> Found = Project.find(Path, Named.Spelling))
      Enter(*Found);
  }
}

std::vector<bool> SourceTree::unitsThemselves(
    llvm::function_ref<bool(const SourceText &)> Holds) const {
  std::vector<bool> Result;
  for (std::size_t Root : Roots)
    Result.push_back(Holds(Files[Root].Text));
  return Result;
}

NameSet SourceTree::withUsers(NameSet Types) const {
  llvm::DenseSet<std::uint64_t> Known(Types.begin(), Types.end());
  auto IsKnown = [&](std::uint64_t Name) { return Known.contains(Name); };
  bool HasGrown = !Types.empty();
  while (std::exchange(HasGrown, false))
    for (const File &F : Files)
      for (const TypeText &Type : F.Text.Types)
        if (!llvm::any_of(Type.Names, IsKnown) &&
            llvm::any_of(Type.Mentioned, IsKnown)) {
          Known.insert(Type.Names.begin(), Type.Names.end());
          HasGrown = true;
        }
  Types.assign(Known.begin(), Known.end());
  llvm::sort(Types);
  return Types;
}

std::vector<bool> SourceTree::unitsWith(
    llvm::function_ref<bool(const SourceText &)> Holds) const {
  std::vector<bool> Reached(Files.size());
  std::vector<std::size_t> Pending;
  for (std::size_t Id = 0; Id < Files.size(); ++Id)
    if (Holds(Files[Id].Text)) {
      Reached[Id] = true;
      Pending.push_back(Id);
    }
  while (!Pending.empty()) {
    const std::size_t Id = Pending.back();
    Pending.pop_back();
    for (std::size_t Includer : Files[Id].Includers)
      if (!Reached[Includer]) {
        Reached[Includer] = true;
        Pending.push_back(Includer);
      }
  }
  std::vector<bool> Result;
  for (std::size_t Root : Roots)
    Result.push_back(Reached[Root]);
  return Result;
}
