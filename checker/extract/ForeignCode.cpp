//===- ForeignCode.cpp - Code that is not looked into ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ForeignCode.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace threadpool::extract;

/// Whether \p File is one of the headers of WIL that define its error macros
/// and what stands behind them.
static bool reportsErrors(StringRef File) {
  using namespace llvm::sys::path;
  const StringRef Folder =
      filename(parent_path(File, Style::windows), Style::windows);
  return Folder == "wil" &&
         filename(File, Style::windows).starts_with("result");
}

bool ForeignCode::contains(SourceLocation Place) {
  const SourceLocation Expanded = Sources.getExpansionLoc(Place);
  if (Expanded.isInvalid())
    return false;
  if (Sources.isInSystemHeader(Expanded))
    return true;
  const FileID File = Sources.getFileID(Expanded);
  auto [It, IsNew] = Known.try_emplace(File, false);
  if (IsNew && File != Sources.getMainFileID())
    It->second = reportsErrors(Sources.getFilename(Expanded));
  return It->second;
}
