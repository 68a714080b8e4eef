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

FileID Locator::idOf(std::uint32_t File) const {
  if (File >= Files.size())
    return {};
  std::optional<FileID> &Id = Ids[File];
  if (!Id) {
    const OptionalFileEntryRef Entry =
        SM.getFileManager().getOptionalFileRef(Files[File]);
    Id = Entry ? SM.translateFile(*Entry) : FileID();
  }
  return *Id;
}

SourceLocation Locator::place(const facts::Location &Where) const {
  const FileID Id = Where.isValid() ? idOf(Where.File) : FileID();
  return Id.isValid() ? SM.getComposedLoc(Id, Where.Offset) : SourceLocation();
}

CharSourceRange Locator::range(const facts::Location &Where,
                               std::uint32_t Length) const {
  SourceLocation Begin = place(Where);
  if (Begin.isInvalid())
    return {};
  return CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(Length));
}

const rules::SilencedLines &Locator::silencedIn(std::uint32_t File) const {
  auto Found = Silenced.find(File);
  if (Found == Silenced.end()) {
    const FileID Id = idOf(File);
    Found =
        Silenced.emplace(File, Id.isValid() ? SM.getBufferData(Id) : "").first;
  }
  return Found->second;
}
