//===- Identity.cpp - Who means the same by a name ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Identity.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::facts;

llvm::StringRef facts::wholeOf(llvm::StringRef Usr) {
  Usr = Usr.take_front(Usr.find("#lambda"));
  return Usr.take_front(Usr.find("@FI@"));
}

Origins::Origins(const UnitRecord &Record)
    : Record(Record), Scope(Record.Project) {
  if (Scope.empty())
    Scope = Record.Name.substr(0, Record.Name.rfind('/') + 1) + "*";
}

bool Origins::isOwn(std::uint32_t File) const {
  return File < Record.Facts.Files.size() &&
         Record.Facts.Files[File] == Record.Name;
}

std::string Origins::of(llvm::StringRef Usr) const {
  const UnitFacts &Facts = Record.Facts;
  auto Declared = Facts.DeclaredIn.find(Usr.str());
  if (Declared == Facts.DeclaredIn.end())
    Declared = Facts.DeclaredIn.find(wholeOf(Usr).str());
  if (Declared == Facts.DeclaredIn.end())
    return {};
  if (!isOwn(Declared->second))
    return Facts.Files[Declared->second];
  const std::string &Name = Declared->first;
  const bool CanBeNamed =
      Facts.DeclaredAt.count(Name)
          ? std::binary_search(Facts.ExternalGlobals.begin(),
                               Facts.ExternalGlobals.end(), Name)
          : llvm::StringRef(Name).contains("@F@");
  return CanBeNamed ? Scope : Record.Name;
}
