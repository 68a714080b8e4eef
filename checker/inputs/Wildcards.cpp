//===- Wildcards.cpp - Items that a pattern names ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Evaluation.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// How many files and directories are looked at for one pattern.
static constexpr unsigned MostVisited = 200000;

bool inputs::hasWildcard(StringRef Text) {
  return Text.find_first_of("*?") != StringRef::npos;
}

/// Whether \p Name, a file's or directory's, is what \p Pattern means.
static bool matches(StringRef Name, StringRef Pattern) {
  // Where the last * is, and what it stands for so far.
  std::size_t N = 0, P = 0, Star = StringRef::npos, Taken = 0;
  while (N < Name.size()) {
    if (P < Pattern.size() && Pattern[P] == '*') {
      Star = P++;
      Taken = N;
    } else if (P < Pattern.size() &&
               (Pattern[P] == '?' || Pattern[P] == Name[N])) {
      ++P;
      ++N;
    } else if (Star != StringRef::npos) {
      P = Star + 1;
      N = ++Taken;
    } else {
      return false;
    }
  }
  return Pattern.drop_front(P).ltrim('*').empty();
}

namespace {

class WildcardWalk {
public:
  explicit WildcardWalk(vfs::FileSystem &Files) : Files(Files) {}

  void visit(StringRef Directory, ArrayRef<StringRef> Pattern) {
    // ** also stands for no directory at all.
    if (Pattern.front() == "**") {
      visit(Directory, Pattern.drop_front());
    }
    std::error_code Error;
    for (vfs::directory_iterator I = Files.dir_begin(Directory, Error), End;
         !Error && I != End && ++Visited < MostVisited; I.increment(Error))
      visitEntry(*I, Pattern);
  }

  std::vector<std::string> Found;

private:
  void visitEntry(const vfs::directory_entry &Entry,
                  ArrayRef<StringRef> Pattern) {
    const bool IsDirectory = Entry.type() == sys::fs::file_type::directory_file;
    if (Pattern.front() == "**") {
      if (IsDirectory)
        visit(Entry.path(), Pattern);
      return;
    }
    if (!matches(path::filename(Entry.path()).lower(), Pattern.front()))
      return;
    if (Pattern.size() > 1 && IsDirectory)
      visit(Entry.path(), Pattern.drop_front());
    else if (Pattern.size() == 1 && !IsDirectory)
      Found.push_back(Entry.path().str());
  }

  vfs::FileSystem &Files;
  unsigned Visited = 0;
};

} // namespace

std::vector<std::string> inputs::expandWildcards(StringRef Pattern,
                                                 StringRef Base,
                                                 PathFinder &Paths,
                                                 vfs::FileSystem &Files) {
  const std::string Whole = joinPath(Pattern, Base);
  const StringRef Fixed = path::parent_path(
      StringRef(Whole).take_front(StringRef(Whole).find_first_of("*?") + 1));
  const std::optional<std::string> Start = Paths.find(Fixed, "/");
  if (!Start)
    return {};
  const std::string Rest = StringRef(Whole).drop_front(Fixed.size()).lower();
  SmallVector<StringRef, 8> Components;
  StringRef(Rest).split(Components, '/', -1, /*KeepEmpty=*/false);
  Components.erase(std::unique(Components.begin(), Components.end(),
                               [](StringRef A, StringRef B) {
                                 return A == "**" && B == "**";
                               }),
                   Components.end());
  if (Components.empty() || Components.back() == "**")
    return {};
  WildcardWalk Walk(Files);
  Walk.visit(*Start, Components);
  llvm::sort(Walk.Found);
  Walk.Found.erase(std::unique(Walk.Found.begin(), Walk.Found.end()),
                   Walk.Found.end());
  return std::move(Walk.Found);
}
