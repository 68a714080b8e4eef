//===- Language.cpp - Which language a header is in ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Language.h"

#include "tolerance/Checkout.h"
#include "tolerance/Directives.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::tolerance;
namespace path = llvm::sys::path;

static bool isPlainHeader(StringRef File) {
  return path::extension(File).equals_insensitive(".h");
}

static bool isC(StringRef File) {
  return path::extension(File).equals_insensitive(".c");
}

/// The last component of what an include names, in lower case.
static std::string lastPart(StringRef Spelling) {
  return path::filename(foldedSpelling(Spelling), path::Style::posix).str();
}

/// For each name of a header, the files that include a header of that name.
static StringMap<std::vector<StringRef>> includers(const Checkout &Project,
                                                   vfs::FileSystem &Files) {
  StringMap<std::vector<StringRef>> Result;
  for (const std::string &Source : Project.sources())
    if (auto Buffer = Files.getBufferForFile(Source))
      for (const Include &Named : includesOf((*Buffer)->getBuffer()))
        Result[lastPart(Named.Spelling)].push_back(Source);
  return Result;
}

Language tolerance::languageOf(StringRef File, const Checkout *Project,
                               vfs::FileSystem &Files) {
  if (isC(File))
    return Language::C;
  if (!isPlainHeader(File) || !Project)
    return Language::CPlusPlus;

  const StringMap<std::vector<StringRef>> Includers =
      includers(*Project, Files);
  std::vector<std::string> Names = {path::filename(File).lower()};
  StringSet<> Seen;
  Seen.insert(Names.front());
  bool IsIncludedByC = false;
  while (!Names.empty()) {
    auto Found = Includers.find(Names.back());
    Names.pop_back();
    if (Found == Includers.end())
      continue;
    for (StringRef Includer : Found->second) {
      if (isC(Includer))
        IsIncludedByC = true;
      else if (!isPlainHeader(Includer))
        return Language::CPlusPlus;
      else if (std::string Name = path::filename(Includer).lower();
               Seen.insert(Name).second)
        Names.push_back(Name);
    }
  }
  return IsIncludedByC ? Language::C : Language::CPlusPlus;
}
