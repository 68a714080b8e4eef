//===- Includes.cpp - What the includes of a file mean -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Includes.h"

#include "tolerance/Checkout.h"
#include "tolerance/Directives.h"
#include "tolerance/SystemHeaders.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <deque>

using namespace llvm;
using namespace threadpool;
using namespace threadpool::tolerance;
namespace path = llvm::sys::path;

namespace {

/// An include that something in the project was found for.
struct Resolved {
  std::string Includer;
  Include Named;
  std::string File;
};

/// Follows includes breadth first, so that directories that are nearer to the
/// file are searched earlier.
class Follower {
public:
  Follower(const Checkout *Project, const SystemHeaders &System,
           vfs::FileSystem &Files)
      : Project(Project), System(System), Files(Files) {}

  Closure follow(StringRef File);

private:
  void readProjectFile(const std::string &Path);
  void readSystemHeader(const std::string &Path);
  void resolve(StringRef Includer, const Include &Named);
  bool enterSystem(StringRef Includer, const Include &Named, bool WithStandins);
  bool lacksBeforeWindows(const std::string &File);
  void enterProject(StringRef Includer, StringRef Path);
  void addRoot(const Resolved &R);
  void correct(const Resolved &R);
  void overlay(StringRef Dir, StringRef Spelling, StringRef File);

  const Checkout *Project;
  const SystemHeaders &System;
  vfs::FileSystem &Files;

  Closure Result;
  std::vector<Resolved> Elsewhere;
  std::deque<std::string> Sources;
  std::deque<std::string> Headers;
  StringSet<> Seen;
  StringSet<> Missed;
  /// What each file includes, in its order; empty for what nothing was found
  /// for that may be a header of the SDK.
  StringMap<std::vector<std::string>> Included;
};

} // namespace

static bool isCxx20Header(StringRef Spelling) {
  return is_contained({"barrier", "bit", "compare", "concepts", "coroutine",
                       "format", "latch", "numbers", "ranges", "semaphore",
                       "source_location", "span", "stop_token", "syncstream"},
                      Spelling);
}

static std::string below(StringRef Dir, StringRef Name) {
  SmallString<256> Path(Dir);
  path::append(Path, Name);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

static std::string withSlashes(StringRef Spelling) {
  std::string Result = Spelling.str();
  std::replace(Result.begin(), Result.end(), '\\', '/');
  return Result;
}

/// The directory that \p File is found in as \p Spelling. That is not always
/// the one that holds it: <winpr/pool.h> is found two directories up.
static StringRef rootOf(StringRef File, StringRef Spelling) {
  return path::parent_path(File.drop_back(foldedSpelling(Spelling).size() - 1));
}

static void addOnce(std::vector<std::string> &Dirs, StringRef Dir) {
  if (!is_contained(Dirs, Dir))
    Dirs.push_back(Dir.str());
}

/// Before version 22, Clang takes backslashes for a part of the name.
static void addAngled(std::vector<std::string> &Names, StringRef Spelling) {
  addOnce(Names, Spelling);
  addOnce(Names, withSlashes(Spelling));
}

/// Lets an include of \p Spelling find \p File in \p Dir, as Clang may take its
/// backslashes.
void Follower::overlay(StringRef Dir, StringRef Spelling, StringRef File) {
  for (const std::string &Name :
       {below(Dir, Spelling), below(Dir, withSlashes(Spelling))})
    if (Name != File)
      Result.Found.add(Name, File);
}

void Follower::enterProject(StringRef Includer, StringRef Path) {
  Included[Includer].push_back(Path.str());
  if (Seen.insert(Path).second)
    Sources.push_back(Path.str());
}

bool Follower::enterSystem(StringRef Includer, const Include &Named,
                           bool WithStandins) {
  const StringRef Header = System.find(Named.Spelling, WithStandins);
  if (Header.empty())
    return false;
  if (Seen.insert(Header).second)
    Headers.push_back(Header.str());
  Included[Includer].push_back(Header.str());
  overlay(path::filename(Header).equals_insensitive(
              path::filename(Named.Spelling, path::Style::windows))
              ? rootOf(Header, Named.Spelling)
              : path::parent_path(Header),
          Named.Spelling, Header);
  return true;
}

/// Headers of the SDK lie in one directory, and most include windows.h or need
/// it.
static bool isLikeSdks(StringRef Spelling) {
  return Spelling.ends_with_insensitive(".h") && !Spelling.contains('/') &&
         !Spelling.contains('\\');
}

void Follower::resolve(StringRef Includer, const Include &Named) {
  if (isCxx20Header(Named.Spelling))
    Result.NeedsCxx20 = true;
  const StringRef Dir = path::parent_path(Includer);
  const std::string Neighbour = below(Dir, withSlashes(Named.Spelling));
  if (!Named.IsAngled && Files.exists(Neighbour)) {
    if (StringRef(Named.Spelling).contains('\\')) {
      overlay(Dir, Named.Spelling, Neighbour);
      addOnce(Result.QuotedRoots, path::parent_path(Neighbour));
    }
    return enterProject(Includer, Neighbour);
  }
  // A name of Windows means Windows, even where a project has it, too, for
  // instance to build without Windows.
  if (enterSystem(Includer, Named, /*WithStandins=*/false))
    return;
  if (Project) {
    if (std::optional<std::string> File =
            Project->find(Includer, Named.Spelling)) {
      enterProject(Includer, *File);
      Elsewhere.push_back({Includer.str(), Named, std::move(*File)});
      return addRoot(Elsewhere.back());
    }
  }
  if (enterSystem(Includer, Named, /*WithStandins=*/true)) {
    if (!System.findPackaged(Named.Spelling).empty())
      addAngled(Result.Angled, Named.Spelling);
    return;
  }
  if (Missed.insert(Named.Spelling).second)
    Result.Missing.push_back(Named.Spelling);
  if (!Named.IsAngled)
    Result.LacksProjectHeader = true;
  else if (isLikeSdks(Named.Spelling))
    Included[Includer].emplace_back();
}

void Follower::addRoot(const Resolved &R) {
  if (R.Named.IsAngled)
    addAngled(Result.Angled, R.Named.Spelling);
  const StringRef Root = rootOf(R.File, R.Named.Spelling);
  if (Root != path::parent_path(R.Includer) || R.Named.IsAngled)
    addOnce(R.Named.IsAngled ? Result.Roots : Result.QuotedRoots, Root);
  overlay(Root, R.Named.Spelling, R.File);
  // Clang looks beside a file by the directory that it found the file in.
  if (StringRef(R.Named.Spelling).contains('\\'))
    addOnce(Result.QuotedRoots, path::parent_path(R.File));
}

/// Makes sure that a quoted include finds its file, and not one of the same
/// name that an earlier directory has.
void Follower::correct(const Resolved &R) {
  const StringRef Root = rootOf(R.File, R.Named.Spelling);
  if (R.Named.IsAngled || Root == path::parent_path(R.Includer))
    return;
  const std::string Spelling = withSlashes(R.Named.Spelling);
  // No directory has an include that goes upwards, unless by chance.
  const bool GoesUp = StringRef(Spelling).starts_with("..");
  for (const std::string &Dir : Result.QuotedRoots) {
    if (Dir == Root && !GoesUp)
      return;
    if (GoesUp || Files.exists(below(Dir, Spelling)))
      break;
  }
  overlay(path::parent_path(R.Includer), R.Named.Spelling, R.File);
  addOnce(Result.QuotedRoots, path::parent_path(R.File));
}

void Follower::readProjectFile(const std::string &Path) {
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    return;
  Result.Files.push_back(Path);
  const StringRef Text = (*Buffer)->getBuffer();
  Result.NamesApi = Result.NamesApi || namesApi(Text);
  Result.UsesCxxCx |=
      Text.contains("Platform::String^") || Text.contains("Platform::Object^");
  for (const Include &Named : includesOf(Text))
    resolve(Path, Named);
}

void Follower::readSystemHeader(const std::string &Path) {
  if (Result.ReachesWindows)
    return;
  if (path::filename(Path).equals_insensitive("windows.h")) {
    Result.ReachesWindows = true;
    return;
  }
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    return;
  for (const Include &Named : includesOf((*Buffer)->getBuffer())) {
    const StringRef Header = System.find(Named.Spelling, true);
    if (Header.empty())
      continue;
    Included[Path].push_back(Header.str());
    if (Seen.insert(Header).second)
      Headers.push_back(Header.str());
  }
}

/// Whether the first of windows.h and the headers that may have included it is
/// one that there is not.
bool Follower::lacksBeforeWindows(const std::string &File) {
  StringSet<> Visited;
  std::vector<std::string> Next{File};
  while (!Next.empty()) {
    const std::string Path = std::move(Next.back());
    Next.pop_back();
    if (Path.empty())
      return true;
    if (path::filename(Path).equals_insensitive("windows.h"))
      return false;
    if (!Visited.insert(Path).second)
      continue;
    const std::vector<std::string> &Targets = Included[Path];
    Next.insert(Next.end(), Targets.rbegin(), Targets.rend());
  }
  return false;
}

Closure Follower::follow(StringRef File) {
  enterProject(/*Includer=*/"", File);
  while (!Sources.empty() || !Headers.empty()) {
    std::deque<std::string> &Next = Sources.empty() ? Headers : Sources;
    const std::string Path = std::move(Next.front());
    Next.pop_front();
    if (&Next == &Sources)
      readProjectFile(Path);
    else
      readSystemHeader(Path);
  }
  for (const Resolved &R : Elsewhere)
    correct(R);
  Result.LacksBeforeWindows = lacksBeforeWindows(File.str());
  return std::move(Result);
}

Closure tolerance::followIncludes(StringRef File, const Checkout *Project,
                                  const SystemHeaders &System,
                                  vfs::FileSystem &Files) {
  return Follower(Project, System, Files).follow(File);
}
