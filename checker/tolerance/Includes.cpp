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

/// Follows includes breadth first, so that what is nearest to the file decides
/// what a name means that several files use.
class Follower {
public:
  Follower(const Checkout *Project, const SystemHeaders &System,
           StringRef VirtualDir, vfs::FileSystem &Files)
      : Project(Project), System(System), VirtualDir(VirtualDir), Files(Files) {
  }

  Closure follow(StringRef File);

private:
  void readProjectFile(const std::string &Path);
  void readSystemHeader(const std::string &Path);
  void resolve(StringRef Includer, const Include &Named);
  std::string beside(StringRef Includer, StringRef Spelling) const;
  bool enterSystem(const Include &Named, bool WithStandins);
  void enterProject(StringRef Path);

  const Checkout *Project;
  const SystemHeaders &System;
  const StringRef VirtualDir;
  vfs::FileSystem &Files;

  Closure Result;
  std::deque<std::string> Sources;
  std::deque<std::string> Headers;
  StringSet<> Seen;
  StringSet<> Missed;
};

} // namespace

/// Spelled as it is, without ".." where possible: Clang asks for the path that
/// it composes, dots and all, but what a directory is called twice over is the
/// same to it.
static std::string composed(StringRef Dir, StringRef Spelling) {
  SmallString<256> Path(Dir);
  path::append(Path, Spelling);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

static bool isCxx20Header(StringRef Spelling) {
  return is_contained({"barrier", "bit", "compare", "concepts", "coroutine",
                       "format", "latch", "numbers", "ranges", "semaphore",
                       "source_location", "span", "stop_token", "syncstream"},
                      Spelling);
}

std::string Follower::beside(StringRef Includer, StringRef Spelling) const {
  std::string Slashes = Spelling.str();
  std::replace(Slashes.begin(), Slashes.end(), '\\', '/');
  return composed(path::parent_path(Includer), Slashes);
}

void Follower::enterProject(StringRef Path) {
  if (Seen.insert(Path).second)
    Sources.push_back(Path.str());
}

bool Follower::enterSystem(const Include &Named, bool WithStandins) {
  const StringRef Header = System.find(Named.Spelling, WithStandins);
  if (Header.empty())
    return false;
  if (Seen.insert(Header).second)
    Headers.push_back(Header.str());
  // Clang takes backslashes for a part of the name.
  if (StringRef(Named.Spelling).contains('\\'))
    Result.Found.add(composed(VirtualDir, Named.Spelling), Header);
  return true;
}

void Follower::resolve(StringRef Includer, const Include &Named) {
  if (isCxx20Header(Named.Spelling))
    Result.NeedsCxx20 = true;
  if (!Named.IsAngled) {
    const std::string Neighbour = beside(Includer, Named.Spelling);
    if (Files.exists(Neighbour)) {
      if (StringRef(Named.Spelling).contains('\\'))
        Result.Found.add(composed(path::parent_path(Includer), Named.Spelling),
                         Neighbour);
      return enterProject(Neighbour);
    }
  }
  // A name of Windows means Windows, even where a project has it, too, for
  // instance to build without Windows.
  if (enterSystem(Named, /*WithStandins=*/false))
    return;
  std::optional<std::string> Found;
  if (Project)
    Found = Project->find(Includer, Named.Spelling);
  if (Found) {
    const StringRef Dir =
        Named.IsAngled ? VirtualDir : path::parent_path(Includer);
    // An angled name can have one meaning only.
    const std::string Name = composed(Dir, Named.Spelling);
    Result.Found.add(Name, *Found);
    return enterProject(Result.Found.realPath(Name));
  }
  if (enterSystem(Named, /*WithStandins=*/true))
    return;
  if (Missed.insert(Named.Spelling).second)
    Result.Missing.push_back(Named.Spelling);
  if (!Named.IsAngled)
    Result.LacksProjectHeader = true;
}

void Follower::readProjectFile(const std::string &Path) {
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    return;
  Result.Files.push_back(Path);
  const StringRef Text = (*Buffer)->getBuffer();
  Result.NamesApi = Result.NamesApi || namesApi(Text);
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
    if (!Header.empty() && Seen.insert(Header).second)
      Headers.push_back(Header.str());
  }
}

Closure Follower::follow(StringRef File) {
  enterProject(File);
  while (!Sources.empty() || !Headers.empty()) {
    std::deque<std::string> &Next = Sources.empty() ? Headers : Sources;
    const std::string Path = std::move(Next.front());
    Next.pop_front();
    if (&Next == &Sources)
      readProjectFile(Path);
    else
      readSystemHeader(Path);
  }
  return std::move(Result);
}

Closure tolerance::followIncludes(StringRef File, const Checkout *Project,
                                  const SystemHeaders &System,
                                  StringRef VirtualDir,
                                  vfs::FileSystem &Files) {
  return Follower(Project, System, VirtualDir, Files).follow(File);
}
