//===- PathFinder.cpp - Where the paths of an input are on this machine ---===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/PathFinder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// What is longer is not looked for.
static constexpr std::size_t LongestPath = 4096;

static std::string withSlashes(StringRef Path) {
  std::string Result = Path.str();
  std::replace(Result.begin(), Result.end(), '\\', '/');
  return Result;
}

bool inputs::hasDrive(StringRef Path) {
  if (Path.size() >= 2 && isAlpha(Path[0]) && Path[1] == ':')
    return Path.size() == 2 || Path[2] == '\\' || Path[2] == '/';
  return Path.starts_with("\\\\");
}

std::string inputs::joinPath(StringRef Path, StringRef Base) {
  std::string Joined = withSlashes(Path);
  if (!hasDrive(Path) && !StringRef(Joined).starts_with("/"))
    Joined = StringRef(withSlashes(Base)).rtrim('/').str() + "/" + Joined;
  else if (Path.starts_with("\\") && !hasDrive(Path) && hasDrive(Base))
    Joined = Base.take_front(2).str() + Joined;
  SmallString<256> Clean(Joined);
  path::remove_dots(Clean, /*remove_dot_dot=*/true, path::Style::posix);
  StringRef Result = Clean;
  while (Result.size() > 1 && Result.ends_with("/"))
    Result = Result.drop_back();
  return Result.str();
}

PathFinder::PathFinder(ArrayRef<PathMapping> Given, vfs::FileSystem &Files)
    : Files(Files) {
  for (const PathMapping &M : Given) {
    SmallString<256> To(M.To);
    Files.makeAbsolute(To);
    PathMapping Clean{StringRef(withSlashes(M.From)).rtrim('/').str(),
                      StringRef(withSlashes(To)).rtrim('/').str()};
    const auto At = llvm::upper_bound(
        Mappings, Clean, [](const PathMapping &A, const PathMapping &B) {
          return A.From.size() > B.From.size();
        });
    Mappings.insert(At, std::move(Clean));
  }
}

std::string PathFinder::mapped(StringRef Path) const {
  for (const PathMapping &M : Mappings) {
    const bool Begins = hasDrive(M.From) || StringRef(M.From).starts_with("//")
                            ? Path.starts_with_insensitive(M.From)
                            : Path.starts_with(M.From);
    if (!Begins)
      continue;
    const StringRef Rest = Path.drop_front(M.From.size());
    if (Rest.empty() || Rest.front() == '/')
      return joinPath(M.To + Rest.str(), "/");
  }
  if (hasDrive(Path) || Path.starts_with("//"))
    return {};
  return Path.str();
}

bool PathFinder::isFile(StringRef Path) const {
  const ErrorOr<vfs::Status> Status = Files.status(Path);
  return Status && Status->isRegularFile();
}

bool PathFinder::isDirectory(StringRef Path) const {
  const ErrorOr<vfs::Status> Status = Files.status(Path);
  return Status && Status->isDirectory();
}

const PathFinder::Listing &PathFinder::list(StringRef Directory) {
  const auto [It, IsNew] = Listings.try_emplace(Directory);
  if (!IsNew)
    return It->second;
  std::error_code Error;
  std::vector<std::string> Names;
  for (vfs::directory_iterator I = Files.dir_begin(Directory, Error), End;
       !Error && I != End; I.increment(Error))
    Names.push_back(path::filename(I->path()).str());
  // Of names that differ in case only, always the same one.
  llvm::sort(Names);
  for (std::string &Name : Names)
    It->second.try_emplace(StringRef(Name).lower(), Name);
  return It->second;
}

std::optional<std::string> PathFinder::inSpellingOfHere(StringRef Path) {
  if (Files.exists(Path))
    return Path.str();
  const StringRef Parent = path::parent_path(Path);
  if (Parent.empty() || Parent == Path)
    return std::nullopt;
  const std::optional<std::string> In = inSpellingOfHere(Parent);
  if (!In)
    return std::nullopt;
  const Listing &Names = list(*In);
  const auto It = Names.find(path::filename(Path).lower());
  if (It == Names.end())
    return std::nullopt;
  SmallString<256> Found(*In);
  path::append(Found, It->second);
  return Found.str().str();
}

std::optional<std::string> PathFinder::find(StringRef Path, StringRef Base) {
  if (Path.empty() || Path.size() + Base.size() > LongestPath ||
      Path.contains('\0'))
    return std::nullopt;
  const std::string Here = mapped(joinPath(Path, Base));
  if (Here.empty())
    return std::nullopt;
  return inSpellingOfHere(Here);
}
