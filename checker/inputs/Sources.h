//===- Sources.h - The sources that a repository has ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_INPUTS_SOURCES_H
#define THREADPOOL_TIDY_INPUTS_SOURCES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace threadpool::inputs {

/// How a unit is compiled, as far as the input says.
struct Settings {
  /// Absolute, and on this machine.
  std::vector<std::string> IncludeDirs;
  std::vector<std::string> QuotedIncludeDirs;
  std::vector<std::string> SystemIncludeDirs;
  /// "NAME" or "NAME=VALUE".
  std::vector<std::string> Definitions;
  std::vector<std::string> Undefinitions;
  /// Absolute if found in the unit's directory or its include directories,
  /// otherwise relative, as written.
  std::vector<std::string> ForcedIncludes;
  /// "c", "c++", or empty: the file's ending decides.
  std::string Language;
  /// In Clang's spelling: "c++20", "c17"; or empty.
  std::string Standard;
};

/// What the project of a unit makes.
enum class Product : std::uint8_t { Unknown, Program, Dll, StaticLibrary };

/// A source file and how it is compiled.
struct SourceUnit {
  /// Both absolute, and on this machine.
  std::string File;
  std::string Directory;
  /// Of a GNU-style command: what goes between the compiler's name and the
  /// file. Empty if the input is for another compiler, or there is none: Known
  /// then says what is known.
  std::vector<std::string> Arguments;
  Settings Known;
  /// The project file that builds it, absolute; or empty.
  std::string Project;
  Product Makes = Product::Unknown;
};

/// A file, or an entry of one, that could not be used, and why; in words for
/// the user.
struct Problem {
  std::string File;
  std::string Text;
};

/// What an input says.
struct Sources {
  /// Sorted by file. One for each file: the first that the input has.
  std::vector<SourceUnit> Units;
  std::vector<Problem> Problems;
  /// How many more ways to compile one of these files the input has.
  unsigned Repeated = 0;
  /// $(Name) where it mattered and nothing defines it, and how often.
  std::map<std::string, unsigned> UnknownMacros;
  /// Include directories that are not on this machine, and how often.
  std::map<std::string, unsigned> MissingDirectories;
};

/// A prefix of paths in the input, and where that is on this machine:
/// C:\src and /home/me/src.
struct PathMapping {
  std::string From;
  std::string To;
};

/// Reads a compile_commands.json, no matter which system it is from.
llvm::Expected<Sources>
readCompileDatabase(llvm::StringRef File, llvm::ArrayRef<PathMapping> Mappings,
                    llvm::vfs::FileSystem &Files);

/// Reads a project of Visual Studio, a .vcxproj, in one configuration:
/// Release|x64, or else the first for x64, or else the first. The solution that
/// it is part of, if there is one above it, says what $(SolutionDir) is.
llvm::Expected<Sources> readProject(llvm::StringRef File,
                                    llvm::ArrayRef<PathMapping> Mappings,
                                    llvm::vfs::FileSystem &Files);

/// Reads a solution of Visual Studio, .sln or .slnx, with its C++ projects.
llvm::Expected<Sources> readSolution(llvm::StringRef File,
                                     llvm::ArrayRef<PathMapping> Mappings,
                                     llvm::vfs::FileSystem &Files);

/// \p Path if it is a file; otherwise every source of C and C++ below it, but
/// for version control, installed packages and what builds leave behind.
Sources findSources(llvm::StringRef Path, llvm::vfs::FileSystem &Files);

} // namespace threadpool::inputs

#endif // THREADPOOL_TIDY_INPUTS_SOURCES_H
