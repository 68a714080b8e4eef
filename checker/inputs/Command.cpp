//===- Command.cpp - The words of a compiler's command -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Command.h"

#include "inputs/Reading.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// How deep response files may name others.
static constexpr unsigned DeepestResponse = 8;
/// How many of them a command may have.
static constexpr unsigned MostResponses = 1000;
/// How many words a command may have with all its response files.
static constexpr std::size_t MostWords = 1 << 20;

/// The name of a program: without directory and .exe, in lower case.
static std::string programName(StringRef Program) {
  std::string Name =
      path::filename(Program, path::Style::windows).trim('"').lower();
  if (StringRef(Name).ends_with(".exe"))
    Name.resize(Name.size() - 4);
  return Name;
}

static bool isClName(StringRef Name) {
  return Name == "cl" || Name == "clang-cl" || Name.starts_with("clang-cl-");
}

/// Whether the command is of a Windows machine.
static bool looksLikeWindows(StringRef Directory, StringRef Program) {
  if (hasDrive(Directory))
    return true;
  if (Directory.starts_with("/"))
    return false;
  const std::string Name = programName(Program);
  return hasDrive(Program) || Program.trim('"').ends_with_insensitive(".exe") ||
         isClName(Name) || Program.contains('\\');
}

static std::vector<std::string> tokenize(StringRef Text, bool IsWindows,
                                         bool IsWhole) {
  BumpPtrAllocator Memory;
  StringSaver Saver(Memory);
  SmallVector<const char *, 64> Words;
  if (!IsWindows)
    cl::TokenizeGNUCommandLine(Text, Saver, Words);
  else if (IsWhole)
    cl::TokenizeWindowsCommandLineFull(Text, Saver, Words);
  else
    cl::TokenizeWindowsCommandLine(Text, Saver, Words);
  return {Words.begin(), Words.end()};
}

/// The first word, by either rules, and perhaps with its quotes.
static StringRef firstWord(StringRef Line) {
  Line = Line.ltrim();
  if (Line.starts_with("\""))
    return Line.take_front(Line.find('"', 1)).drop_front();
  return Line.take_until([](char C) { return C == ' ' || C == '\t'; });
}

Command inputs::splitCommand(StringRef Line, StringRef Directory) {
  const bool IsWindows = looksLikeWindows(Directory, firstWord(Line));
  return {Directory.str(), tokenize(Line, IsWindows, /*IsWhole=*/true),
          IsWindows};
}

Command inputs::splitWindowsCommand(StringRef Line, StringRef Directory) {
  return {Directory.str(), tokenize(Line, /*IsWindows=*/true, /*IsWhole=*/true),
          /*IsWindows=*/true};
}

Command inputs::commandOf(std::vector<std::string> Words, StringRef Directory) {
  const bool IsWindows =
      looksLikeWindows(Directory, Words.empty() ? StringRef() : Words.front());
  return {Directory.str(), std::move(Words), IsWindows};
}

namespace {

class ResponseExpander {
public:
  ResponseExpander(const Command &C, PathFinder &Paths, vfs::FileSystem &Files)
      : C(C), Paths(Paths), Files(Files) {}

  void expand(const std::vector<std::string> &Words, unsigned Depth) {
    for (const std::string &Word : Words) {
      if (Result.size() >= MostWords || Responses > MostResponses)
        return;
      if (Word.size() > 1 && Word.front() == '@')
        include(StringRef(Word).drop_front(), Depth);
      else
        Result.push_back(Word);
    }
  }

  std::vector<std::string> Result;
  std::vector<std::string> Unread;

private:
  void include(StringRef Name, unsigned Depth) {
    const std::optional<std::string> Path = Paths.find(Name, C.Directory);
    if (!Path || Depth == DeepestResponse || ++Responses > MostResponses) {
      Unread.push_back(Name.str());
      return;
    }
    Expected<std::string> Text = readText(*Path, Files);
    if (!Text) {
      consumeError(Text.takeError());
      Unread.push_back(Name.str());
      return;
    }
    expand(tokenize(*Text, C.IsWindows, /*IsWhole=*/false), Depth + 1);
  }

  const Command &C;
  PathFinder &Paths;
  vfs::FileSystem &Files;
  unsigned Responses = 0;
};

} // namespace

static bool isLauncher(StringRef Word) {
  return is_contained(
      {"ccache", "sccache", "distcc", "icecc", "buildcache", "wine", "wine64"},
      programName(Word));
}

std::vector<std::string> inputs::expandCommand(Command &C, PathFinder &Paths,
                                               vfs::FileSystem &Files) {
  ResponseExpander Expander(C, Paths, Files);
  Expander.expand(C.Words, 0);
  C.Words = std::move(Expander.Result);
  while (C.Words.size() > 1 && isLauncher(C.Words.front()))
    C.Words.erase(C.Words.begin());
  return std::move(Expander.Unread);
}

std::string inputs::compilerName(const Command &C) {
  return C.Words.empty() ? std::string() : programName(C.Words.front());
}

bool inputs::takesClOptions(const Command &C) {
  std::optional<bool> ByMode;
  for (const StringRef Word : C.Words)
    if (Word.starts_with("--driver-mode="))
      ByMode = Word == "--driver-mode=cl";
  return ByMode.value_or(isClName(compilerName(C)));
}
