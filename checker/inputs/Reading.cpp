//===- Reading.cpp - What readers of all inputs share --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Reading.h"

#include "inputs/Encoding.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// No compile database or project that people work with is larger.
static constexpr std::uint64_t LargestFile = std::uint64_t(1) << 30;

Error inputs::failure(StringRef File, const Twine &Text) {
  return createStringError(inconvertibleErrorCode(),
                           File.str() + ": " + Text.str());
}

Expected<std::string> inputs::readText(StringRef File, vfs::FileSystem &Files) {
  const ErrorOr<vfs::Status> Status = Files.status(File);
  if (!Status)
    return failure(File, Status.getError().message());
  if (!Status->isRegularFile())
    return failure(File, "not a file");
  if (Status->getSize() > LargestFile)
    return failure(File, "too large");
  const ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      Files.getBufferForFile(File);
  if (!Buffer)
    return failure(File, Buffer.getError().message());
  const StringRef Bytes = (*Buffer)->getBuffer();
  if (std::optional<std::string> Text = toUtf8(Bytes))
    return std::move(*Text);
  return json::fixUTF8(Bytes);
}

bool inputs::isSourceName(StringRef File) {
  const std::string Ending =
      path::extension(File, path::Style::windows).lower();
  return is_contained(
      {".c", ".cc", ".cpp", ".cxx", ".c++", ".cp", ".ixx", ".cppm"}, Ending);
}

void inputs::addDirectory(std::vector<std::string> &To, StringRef Path,
                          StringRef Base, PathFinder &Paths, Sources &Result) {
  if (Path.empty())
    return;
  const std::optional<std::string> Found = Paths.find(Path, Base);
  if (!Found || !Paths.isDirectory(*Found))
    ++Result.MissingDirectories[joinPath(Path, Base)];
  else if (!is_contained(To, *Found))
    To.push_back(*Found);
}

static std::optional<std::string> findHeader(StringRef Path, StringRef Base,
                                             const Settings &In,
                                             PathFinder &Paths) {
  const auto Below = [&](StringRef Directory) -> std::optional<std::string> {
    std::optional<std::string> Found = Paths.find(Path, Directory);
    if (Found && Paths.isFile(*Found))
      return Found;
    return std::nullopt;
  };
  if (std::optional<std::string> Found = Below(Base))
    return Found;
  for (const auto *Directories :
       {&In.QuotedIncludeDirs, &In.IncludeDirs, &In.SystemIncludeDirs})
    for (const std::string &Directory : *Directories)
      if (std::optional<std::string> Found = Below(Directory))
        return Found;
  return std::nullopt;
}

void inputs::addForcedInclude(Settings &To, StringRef Path, StringRef Base,
                              StringRef Input, PathFinder &Paths,
                              Sources &Result) {
  if (Path.empty())
    return;
  if (std::optional<std::string> Found = findHeader(Path, Base, To, Paths))
    To.ForcedIncludes.push_back(*Found);
  else if (!hasDrive(Path) && !Path.starts_with("/") && !Path.starts_with("\\"))
    To.ForcedIncludes.push_back(Path.str());
  else
    Result.Problems.push_back(
        {Input.str(), "the forced include " + Path.str() +
                          " is not on this machine; left out"});
}

void inputs::finish(Sources &Result) {
  std::map<std::string, SourceUnit> ByFile;
  for (SourceUnit &Unit : Result.Units)
    Result.Repeated += !ByFile.try_emplace(Unit.File, std::move(Unit)).second;
  Result.Units.clear();
  for (auto &Entry : ByFile)
    Result.Units.push_back(std::move(Entry.second));

  std::map<std::pair<StringRef, StringRef>, unsigned> Seen;
  std::vector<Problem> Once;
  for (const Problem &P : Result.Problems)
    if (++Seen[{P.File, P.Text}] == 1)
      Once.push_back(P);
  Result.Problems = std::move(Once);
}
