//===- Fixing.cpp - Applying the fixes of a scan --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Fixing.h"

#include "facts/WholeFile.h"
#include "inputs/Encoding.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <map>
#include <vector>

using namespace threadpool;
using namespace threadpool::scan;

namespace {

/// A text with the edits that it is to get, by where they begin.
struct FileEdits {
  std::string Text;
  bool IsFixable = false;
  std::map<std::uint32_t, const rules::Edit *> Edits;

  /// Whether \p New can be there beside the others.
  bool hasRoomFor(const rules::Edit &New) const {
    const std::uint64_t Begin = New.Where.Offset, End = Begin + New.Length;
    if (!IsFixable || End > Text.size())
      return false;
    return llvm::none_of(Edits, [&](const auto &Entry) {
      const std::uint64_t Other = Entry.first;
      return Other <= End && Begin <= Other + Entry.second->Length;
    });
  }

  std::string applied() const {
    std::string Result = Text;
    for (const auto &[Offset, E] : llvm::reverse(Edits))
      Result.replace(Offset, E->Length, E->Text);
    return Result;
  }
};

} // namespace

static FileEdits open(const std::string &Path) {
  FileEdits Result;
  auto Text = llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return Result;
  Result.Text = (*Text)->getBuffer().str();
  const inputs::Encoding Encoding = inputs::encodingOf(Result.Text);
  Result.IsFixable = Encoding != inputs::Encoding::Utf16LE &&
                     Encoding != inputs::Encoding::Utf16BE;
  return Result;
}

llvm::Expected<Fixed>
scan::applyFixes(llvm::ArrayRef<const rules::Finding *> Findings,
                 llvm::function_ref<std::string(std::uint32_t)> PathOf) {
  Fixed Result;
  std::map<std::string, FileEdits> Files;
  for (const rules::Finding *F : Findings) {
    if (F->Fix.empty())
      continue;
    auto FileOf = [&](const rules::Edit &E) -> FileEdits & {
      const std::string Path = PathOf(E.Where.File);
      auto It = Files.find(Path);
      return It != Files.end() ? It->second : Files[Path] = open(Path);
    };
    if (!llvm::all_of(F->Fix, [&](const rules::Edit &E) {
          return FileOf(E).hasRoomFor(E);
        }))
      continue;
    for (const rules::Edit &E : F->Fix)
      FileOf(E).Edits.emplace(E.Where.Offset, &E);
    ++Result.NumFindings;
  }
  for (const auto &[Path, File] : Files) {
    if (File.Edits.empty())
      continue;
    const std::string Text = File.applied();
    if (llvm::Error E = facts::writeWhole(
            Path, [&](llvm::raw_ostream &Out) { Out << Text; }))
      return std::move(E);
    ++Result.NumFiles;
  }
  return Result;
}
