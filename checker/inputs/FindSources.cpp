//===- FindSources.cpp - The sources below a directory -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Reading.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// Directories that are known by their names: version control, installed
/// packages, what Visual Studio and CMake leave behind.
static bool isPruned(StringRef Name) {
  return is_contained({".git", ".svn", ".hg", ".vs", "node_modules",
                       "vcpkg_installed", "CMakeFiles", "Generated Files"},
                      Name);
}

/// Files that say what the directory is in which they are: a build's, or an
/// installed package's.
static bool isMark(StringRef Name) {
  return is_contained({"CMakeCache.txt", "build.ninja", ".nupkg.metadata"},
                      Name) ||
         path::extension(Name).equals_insensitive(".nupkg");
}

namespace {

class SourceWalk {
public:
  explicit SourceWalk(vfs::FileSystem &Files) : Files(Files) {}

  Sources run(StringRef Path) {
    SmallString<256> Absolute(Path);
    Files.makeAbsolute(Absolute);
    path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    const ErrorOr<vfs::Status> Status = Files.status(Absolute);
    if (!Status)
      Result.Problems.push_back({Path.str(), Status.getError().message()});
    else if (!Status->isDirectory())
      add(Absolute);
    else
      Pending.push_back(Absolute.str().str());
    // The directory that is asked for is searched whatever its name is.
    for (bool IsFirst = true; !Pending.empty(); IsFirst = false) {
      const std::string Directory = std::move(Pending.back());
      Pending.pop_back();
      visit(Directory, IsFirst);
    }
    finish(Result);
    return std::move(Result);
  }

private:
  void add(StringRef File) {
    SourceUnit Unit;
    Unit.File = File.str();
    Unit.Directory = path::parent_path(File).str();
    Result.Units.push_back(std::move(Unit));
  }

  void visit(const std::string &Directory, bool IsFirst) {
    std::vector<std::string> Sources;
    std::vector<std::string> Directories;
    std::error_code Error;
    vfs::directory_iterator It = Files.dir_begin(Directory, Error), End;
    for (; !Error && It != End; It.increment(Error)) {
      const StringRef Name = path::filename(It->path());
      if (isMark(Name) && !IsFirst)
        return;
      const bool IsDirectory = isDirectory(*It);
      if (IsDirectory && !isPruned(Name))
        Directories.push_back(It->path().str());
      else if (!IsDirectory && isSourceName(Name) && isFile(It->path()))
        Sources.push_back(It->path().str());
    }
    if (Error)
      Result.Problems.push_back({Directory, Error.message()});
    for (const std::string &File : Sources)
      add(File);
    llvm::append_range(Pending, Directories);
  }

  /// Links to directories can lead back; what they lead to inside of the tree
  /// is found there.
  bool isDirectory(const vfs::directory_entry &Entry) const {
    if (Entry.type() != sys::fs::file_type::type_unknown)
      return Entry.type() == sys::fs::file_type::directory_file;
    const ErrorOr<vfs::Status> Status = Files.status(Entry.path());
    return Status && Status->isDirectory();
  }

  bool isFile(StringRef Path) const {
    const ErrorOr<vfs::Status> Status = Files.status(Path);
    return Status && Status->isRegularFile();
  }

  vfs::FileSystem &Files;
  Sources Result;
  std::vector<std::string> Pending;
};

} // namespace

Sources inputs::findSources(StringRef Path, vfs::FileSystem &Files) {
  return SourceWalk(Files).run(Path);
}
