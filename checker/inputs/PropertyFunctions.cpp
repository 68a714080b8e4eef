//===- PropertyFunctions.cpp - Functions that projects call --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Properties.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

using Arguments = std::vector<std::string>;

std::string inputs::findAbove(StringRef Name, StringRef Directory,
                              PathFinder &Paths) {
  const std::string Start = joinPath(Directory, "/");
  for (StringRef In = Start; !In.empty(); In = path::parent_path(In))
    if (const std::optional<std::string> Found = Paths.find(Name, In))
      return *Found;
  return {};
}

static std::string withSlashBehind(StringRef Path) {
  if (Path.empty() || Path.ends_with("/") || Path.ends_with("\\"))
    return Path.str();
  return (Path + "/").str();
}

/// All of \p Parts, of which the last absolute one begins the result.
static std::string combine(const Arguments &Parts) {
  std::string Result;
  for (const StringRef Part : Parts) {
    if (hasDrive(Part) || Part.starts_with("/") || Part.starts_with("\\"))
      Result = Part.str();
    else
      Result = withSlashBehind(Result) + Part.str();
  }
  return Result;
}

static StringRef nameIn(StringRef Path) {
  return Path.substr(Path.find_last_of("/\\") + 1);
}

static std::string replaceAll(StringRef In, StringRef What, StringRef By) {
  std::string Result;
  while (!What.empty() && In.contains(What)) {
    const auto [Before, Behind] = In.split(What);
    Result += Before;
    Result += By;
    In = Behind;
  }
  return Result + In.str();
}

static std::string boolean(bool Value) { return Value ? "True" : "False"; }

namespace {

struct Function {
  StringLiteral Name;
  /// With the object of a method.
  std::size_t LeastArguments;
  std::string (*Call)(const Arguments &, StringRef ThisDirectory, PathFinder &);
};

} // namespace

static constexpr Function Functions[] = {
    {"[msbuild]::getdirectorynameoffileabove", 2,
     [](const Arguments &A, StringRef, PathFinder &Paths) {
       return path::parent_path(findAbove(A[1], A[0], Paths)).str();
     }},
    {"[msbuild]::getpathoffileabove", 1,
     [](const Arguments &A, StringRef This, PathFinder &Paths) {
       return findAbove(A[0], A.size() > 1 ? StringRef(A[1]) : This, Paths);
     }},
    {"[msbuild]::normalizepath", 1,
     [](const Arguments &A, StringRef This, PathFinder &) {
       return joinPath(combine(A), This);
     }},
    {"[msbuild]::normalizedirectory", 1,
     [](const Arguments &A, StringRef This, PathFinder &) {
       return withSlashBehind(joinPath(combine(A), This));
     }},
    {"[msbuild]::ensuretrailingslash", 1,
     [](const Arguments &A, StringRef, PathFinder &) {
       return withSlashBehind(A[0]);
     }},
    {"[msbuild]::valueordefault", 2,
     [](const Arguments &A, StringRef, PathFinder &) {
       return A[0].empty() ? A[1] : A[0];
     }},
    {"[msbuild]::isosplatform", 1,
     [](const Arguments &A, StringRef, PathFinder &) {
       return boolean(StringRef(A[0]).equals_insensitive("windows"));
     }},
    {"[system.io.path]::combine", 1,
     [](const Arguments &A, StringRef, PathFinder &) { return combine(A); }},
    {"[system.io.path]::getfullpath", 1,
     [](const Arguments &A, StringRef This, PathFinder &) {
       return joinPath(A[0], This);
     }},
    {"[system.io.path]::getfilename", 1,
     [](const Arguments &A, StringRef, PathFinder &) {
       return nameIn(A[0]).str();
     }},
    {"[system.io.path]::getdirectoryname", 1,
     [](const Arguments &A, StringRef, PathFinder &) {
       return StringRef(A[0]).drop_back(nameIn(A[0]).size()).rtrim("/\\").str();
     }},
    {"[system.io.path]::getfilenamewithoutextension", 1,
     [](const Arguments &A, StringRef, PathFinder &) {
       return path::stem(nameIn(A[0])).str();
     }},
    {"[system.io.file]::exists", 1,
     [](const Arguments &A, StringRef This, PathFinder &Paths) {
       return boolean(Paths.find(A[0], This).has_value());
     }},
    {".replace", 3,
     [](const Arguments &A, StringRef, PathFinder &) {
       return replaceAll(A[0], A[1], A[2]);
     }},
    {".tolower", 1,
     [](const Arguments &A, StringRef, PathFinder &) {
       return StringRef(A[0]).lower();
     }},
    {".toupper", 1,
     [](const Arguments &A, StringRef, PathFinder &) {
       return StringRef(A[0]).upper();
     }},
    {".contains", 2,
     [](const Arguments &A, StringRef, PathFinder &) {
       return boolean(StringRef(A[0]).contains(A[1]));
     }},
    {".startswith", 2,
     [](const Arguments &A, StringRef, PathFinder &) {
       return boolean(StringRef(A[0]).starts_with(A[1]));
     }},
    {".endswith", 2,
     [](const Arguments &A, StringRef, PathFinder &) {
       return boolean(StringRef(A[0]).ends_with(A[1]));
     }},
};

std::optional<std::string> inputs::callFunction(StringRef Name,
                                                const Arguments &Given,
                                                StringRef ThisDirectory,
                                                PathFinder &Paths) {
  for (const Function &F : Functions)
    if (F.Name == Name && Given.size() >= F.LeastArguments)
      return F.Call(Given, ThisDirectory, Paths);
  return std::nullopt;
}
