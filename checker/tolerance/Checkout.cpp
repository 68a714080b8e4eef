//===- Checkout.cpp - The headers of a source tree -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Checkout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <tuple>

using namespace llvm;
using namespace threadpool;
using namespace threadpool::tolerance;
namespace path = llvm::sys::path;

/// Directories with nothing that a source of the checkout includes.
static bool isPruned(StringRef Name) {
  return Name == ".git" || Name == ".svn" || Name == ".hg" ||
         Name == "node_modules";
}

static bool isSource(StringRef Extension) {
  return is_contained({".c", ".cc", ".cpp", ".cxx", ".c++", ".h", ".hh", ".hpp",
                       ".hxx", ".h++", ".inl", ".ipp", ".tcc"},
                      Extension);
}

/// What no include names, and what there can be a great many of.
static bool isIncludable(StringRef Extension) {
  return isSource(Extension) ||
         is_contained({"", ".inc", ".def", ".tlh", ".tli", ".txx", ".x"},
                      Extension);
}

/// Directories with what is meant for another system, or for tests.
static bool isElsewhere(StringRef Name) {
  return is_contained({"android", "darwin", "fake", "fakes", "freebsd", "ios",
                       "linux", "mac", "macos", "mock", "mocks", "osx", "posix",
                       "test", "tests", "unix", "wasm"},
                      Name);
}

/// Directories with headers that stand in for those of Windows elsewhere. On
/// Windows nothing means them.
static bool replacesWindows(StringRef Name) {
  return is_contained({"linuxinc", "pal", "palrt"}, Name);
}

std::string tolerance::findCheckout(StringRef File, vfs::FileSystem &Files) {
  for (StringRef Dir = path::parent_path(File); !Dir.empty();
       Dir = path::parent_path(Dir)) {
    SmallString<256> Mark(Dir);
    path::append(Mark, ".git");
    if (Files.exists(Mark))
      return Dir.str();
  }
  return {};
}

std::string tolerance::foldedSpelling(StringRef Spelling) {
  std::string Folded = Spelling.lower();
  std::replace(Folded.begin(), Folded.end(), '\\', '/');
  SmallString<128> Path(Folded);
  path::remove_dots(Path, /*remove_dot_dot=*/true, path::Style::posix);
  StringRef Rest = Path;
  while (Rest.consume_front("../"))
    ;
  return Rest.str();
}

Checkout::Checkout(std::string RootDir, vfs::FileSystem &Files)
    : Root(std::move(RootDir)) {
  std::error_code Error;
  vfs::recursive_directory_iterator It(Files, Root, Error), End;
  while (!Error && It != End) {
    const StringRef Path = It->path();
    if (It->type() == sys::fs::file_type::directory_file) {
      if (isPruned(path::filename(Path)))
        It.no_push();
    } else if (It->type() == sys::fs::file_type::regular_file) {
      add(Path);
    }
    It.increment(Error);
  }
  for (auto &Entry : ByName)
    sort(Entry.second);
  sort(Sources);
}

void Checkout::add(StringRef Path) {
  const std::string Extension = path::extension(Path).lower();
  if (isSource(Extension))
    Sources.push_back(Path.str());
  if (isIncludable(Extension))
    ByName[path::filename(Path).lower()].push_back(Path.str());
}

namespace {

/// How far a candidate is from the file that includes it; less is nearer.
struct Distance {
  bool ReplacesWindows = false;
  unsigned Elsewhere = 0;
  unsigned Up = 0;
  unsigned Down = 0;

  bool operator<(const Distance &Other) const {
    return std::tie(Elsewhere, Up, Down) <
           std::tie(Other.Elsewhere, Other.Up, Other.Down);
  }
};

} // namespace

static Distance distance(StringRef Includer, StringRef Candidate) {
  const StringRef From = path::parent_path(Includer);
  const StringRef To = path::parent_path(Candidate);
  auto A = path::begin(From), AEnd = path::end(From);
  auto B = path::begin(To), BEnd = path::end(To);
  while (A != AEnd && B != BEnd && *A == *B) {
    ++A;
    ++B;
  }
  Distance Result;
  Result.Up = std::distance(A, AEnd);
  for (; B != BEnd; ++B) {
    ++Result.Down;
    if (isElsewhere(B->lower()))
      Result.Elsewhere = 1;
    Result.ReplacesWindows |= replacesWindows(B->lower());
  }
  return Result;
}

static bool endsAsSpelled(StringRef Path, StringRef Folded) {
  return Path.size() > Folded.size() && Path.ends_with_insensitive(Folded) &&
         path::is_separator(Path[Path.size() - Folded.size() - 1]);
}

std::optional<std::string> Checkout::find(StringRef Includer,
                                          StringRef Spelling) const {
  const std::string Folded = foldedSpelling(Spelling);
  const auto Named = ByName.find(path::filename(Folded, path::Style::posix));
  if (Named == ByName.end())
    return std::nullopt;

  std::string Slashes = Spelling.str();
  std::replace(Slashes.begin(), Slashes.end(), '\\', '/');
  SmallString<256> Beside(path::parent_path(Includer));
  path::append(Beside, Slashes);
  path::remove_dots(Beside, /*remove_dot_dot=*/true);

  const std::string *Nearest = nullptr;
  Distance Least;
  for (const std::string &Path : Named->second) {
    if (StringRef(Path).equals_insensitive(Beside))
      return Path;
    if (!endsAsSpelled(Path, Folded))
      continue;
    const Distance D = distance(Includer, Path);
    if (!D.ReplacesWindows && (!Nearest || D < Least)) {
      Nearest = &Path;
      Least = D;
    }
  }
  if (!Nearest)
    return std::nullopt;
  return *Nearest;
}
