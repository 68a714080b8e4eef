//===- ForeignCode.cpp - Code that is not looked into ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ForeignCode.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace clang;
using namespace threadpool::extract;

/// Whether \p File is a header of WIL, which programs have in their own trees.
static bool isWil(StringRef File) {
  using namespace llvm::sys::path;
  return filename(parent_path(File, Style::windows), Style::windows) == "wil";
}

/// Whether \p File is one of the headers of WIL that define its error macros
/// and what stands behind them.
static bool reportsErrors(StringRef File) {
  using namespace llvm::sys::path;
  return isWil(File) && filename(File, Style::windows).starts_with("result");
}

/// Whether \p File is one of the small headers of libraries whose guards call
/// what the program gives them: they are followed even as system headers.
static bool holdsGuards(StringRef File) {
  std::string Name = File.str();
  std::replace(Name.begin(), Name.end(), '\\', '/');
  return llvm::any_of(
      llvm::ArrayRef<StringRef>{"/wil/resource.h", "/gsl/util", "/gsl/gsl_util",
                                "/absl/cleanup/cleanup.h",
                                "/absl/cleanup/internal/cleanup.h"},
      [&Name](StringRef End) { return StringRef(Name).ends_with(End); });
}

llvm::ArrayRef<llvm::StringLiteral> ForeignCode::guardNamespaces() {
  static constexpr llvm::StringLiteral Names[] = {"wil", "gsl", "absl"};
  return Names;
}

bool ForeignCode::contains(SourceLocation Place) {
  const SourceLocation Expanded = Sources.getExpansionLoc(Place);
  if (Expanded.isInvalid())
    return false;
  const bool IsSystem = Sources.isInSystemHeader(Expanded);
  const FileID File = Sources.getFileID(Expanded);
  auto [It, IsNew] = Exceptions.try_emplace(File, false);
  if (IsNew && File != Sources.getMainFileID()) {
    const StringRef Name = Sources.getFilename(Expanded);
    It->second = IsSystem ? holdsGuards(Name) : reportsErrors(Name);
  }
  return IsSystem != It->second;
}

bool ForeignCode::isLibrarys(SourceLocation Place) const {
  const SourceLocation Expanded = Sources.getExpansionLoc(Place);
  return Expanded.isValid() && !Sources.isInMainFile(Expanded) &&
         (Sources.isInSystemHeader(Expanded) ||
          isWil(Sources.getFilename(Expanded)));
}
