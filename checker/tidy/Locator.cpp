//===- Locator.cpp - From recorded places to Clang's ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Locator.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::tidy;

Locator::Locator(const SourceManager &SM, const std::vector<std::string> &Files)
    : SM(SM) {
  for (const std::string &Name : Files) {
    OptionalFileEntryRef File = SM.getFileManager().getOptionalFileRef(Name);
    Ids.push_back(File ? SM.translateFile(*File) : FileID());
  }
}

SourceLocation Locator::place(const facts::Location &Where) const {
  if (!Where.isValid() || Where.File >= Ids.size() ||
      Ids[Where.File].isInvalid())
    return {};
  return SM.getComposedLoc(Ids[Where.File], Where.Offset);
}

CharSourceRange Locator::range(const facts::Location &Where,
                               std::uint32_t Length) const {
  SourceLocation Begin = place(Where);
  if (Begin.isInvalid())
    return {};
  return CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(Length));
}

llvm::StringRef Locator::textOf(std::uint32_t File) const {
  return File < Ids.size() && Ids[File].isValid() ? SM.getBufferData(Ids[File])
                                                  : "";
}
