//===- Prefilter.cpp - Which units are worth parsing ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Prefilter.h"

#include "wrappers/File.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace threadpool;
using namespace threadpool::scan;

std::set<std::string>
scan::describedNames(const std::vector<inputs::SourceUnit> &Units,
                     llvm::StringRef WrapperFile,
                     llvm::vfs::FileSystem &Files) {
  std::set<std::string> Result;
  llvm::StringSet<> Dirs, Read;
  auto Add = [&](llvm::StringRef Name) {
    if (Name.empty() || !Read.insert(Name).second)
      return;
    for (const wrappers::Wrapper &W :
         wrappers::load(Files, Name).Found.Functions)
      Result.insert(llvm::StringRef(W.Name).rsplit(':').second.empty()
                        ? W.Name
                        : llvm::StringRef(W.Name).rsplit(':').second.str());
  };
  if (!WrapperFile.empty()) {
    Add(WrapperFile);
    return Result;
  }
  for (const inputs::SourceUnit &Unit : Units)
    if (Dirs.insert(llvm::sys::path::parent_path(Unit.File)).second)
      Add(wrappers::findFor(Files, Unit.File));
  return Result;
}

static NameSet hashesOf(const std::set<std::string> &Names) {
  NameSet Result;
  for (const std::string &Name : Names)
    Result.push_back(hashOf(Name));
  llvm::sort(Result);
  return Result;
}

std::vector<bool>
scan::unitsNamingPool(const SourceTree &Tree,
                      const std::set<std::string> &Described) {
  const NameSet Names = hashesOf(Described);
  return Tree.unitsWith([&](const SourceText &Text) {
    return Text.NamesPool || haveCommon(Text.Mentioned, Names);
  });
}

std::vector<bool> scan::unitsTied(const SourceTree &Tree, const Ties &Known) {
  // A header that declares all is included by all: only what a unit says
  // itself counts, and what it may mean by the names of other classes.
  const NameSet Types = Tree.withUsers(hashesOf(Known.Types));
  const NameSet Shared = hashesOf(Known.Shared);
  std::set<std::string> Run = Known.Called;
  Run.insert(Known.Callbacks.begin(), Known.Callbacks.end());
  const NameSet Called = hashesOf(Run);
  return Tree.unitsThemselves([&](const SourceText &Text) {
    return haveCommon(Text.Mentioned, Types) ||
           haveCommon(Text.Mentioned, Shared) ||
           haveCommon(Text.Defined, Called);
  });
}
