//===- SystemHeaders.cpp - Headers of Windows and of C++ -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/SystemHeaders.h"

#include "tolerance/Checkout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <algorithm>

using namespace llvm;
using namespace threadpool;
using namespace threadpool::tolerance;
namespace path = llvm::sys::path;

static std::string below(StringRef Dir, StringRef Name) {
  SmallString<256> Path(Dir);
  path::append(Path, Name);
  return std::string(Path);
}

/// Where distributions of Linux and MSYS2 install MinGW-w64.
static std::vector<std::string> usualMingw() {
  std::vector<std::string> Result;
  if (std::optional<std::string> Prefix = sys::Process::GetEnv("MINGW_PREFIX"))
    Result.push_back(below(*Prefix, "include"));
  for (const char *Dir :
       {"/usr/x86_64-w64-mingw32/include", "/usr/share/mingw-w64/include",
        "/usr/x86_64-w64-mingw32/sys-root/mingw/include",
        "C:/msys64/clang64/include", "C:/msys64/ucrt64/include",
        "C:/msys64/mingw64/include"})
    Result.push_back(Dir);
  return Result;
}

static std::vector<std::string> usualLibcxx(StringRef Mingw) {
  return {below(Mingw, "c++/v1"), "/usr/lib/llvm-22/include/c++/v1",
          "/usr/lib/llvm-19/include/c++/v1", "/usr/include/c++/v1"};
}

/// \p Given, or the first of \p Usual, that has \p Header. Empty if none does.
static std::string directoryWith(StringRef Header, const std::string &Given,
                                 const std::vector<std::string> &Usual,
                                 vfs::FileSystem &Files) {
  if (!Given.empty())
    return Files.exists(below(Given, Header)) ? Given : "";
  for (const std::string &Dir : Usual)
    if (Files.exists(below(Dir, Header)))
      return Dir;
  return {};
}

static Error problem(const Twine &Text) {
  return createStringError(
      std::make_error_code(std::errc::no_such_file_or_directory), Text);
}

Expected<SystemHeaders> SystemHeaders::locate(HeaderRoots Roots,
                                              vfs::FileSystem &Files) {
  SystemHeaders Result;
  HeaderRoots &Found = Result.Roots;
  Found.Shim = directoryWith("windows.h", Roots.Shim, {}, Files);
  if (Found.Shim.empty())
    return problem("no shim headers in '" + Roots.Shim + "'");
  Found.Mingw = directoryWith("windows.h", Roots.Mingw, usualMingw(), Files);
  if (Found.Mingw.empty())
    return problem(Roots.Mingw.empty()
                       ? Twine("the headers of MinGW-w64 were not found "
                               "(Debian: mingw-w64-x86-64-dev)")
                       : "there is no windows.h in '" + Twine(Roots.Mingw) +
                             "'");
  // Without it C++ that uses the standard library has errors, no more.
  Found.Libcxx =
      directoryWith("vector", Roots.Libcxx, usualLibcxx(Found.Mingw), Files);
  if (Found.Libcxx.empty() && !Roots.Libcxx.empty())
    return problem("there is no <vector> in '" + Twine(Roots.Libcxx) + "'");

  Result.index(Found.Shim, Result.Headers, Files);
  if (!Found.Libcxx.empty())
    Result.index(Found.Libcxx, Result.Headers, Files);
  Result.index(Found.Mingw, Result.Headers, Files);
  Result.index(below(Found.Mingw, "ddk"), Result.Headers, Files);
  Result.index(below(Found.Shim, "standin"), Result.Standins, Files);
  Result.index(below(Found.Shim, "package"), Result.Packages, Files);
  return Result;
}

void SystemHeaders::index(StringRef Dir, StringMap<std::string> &Into,
                          vfs::FileSystem &Files) {
  std::error_code Error;
  vfs::recursive_directory_iterator It(Files, Dir, Error), End;
  for (; !Error && It != End; It.increment(Error)) {
    const StringRef Path = It->path();
    if (It->type() == sys::fs::file_type::directory_file)
      continue;
    std::string Spelling = Path.drop_front(Dir.size() + 1).lower();
    std::replace(Spelling.begin(), Spelling.end(), '\\', '/');
    Into.try_emplace(Spelling, Path.str());
    Folded.add(Path, Path);
  }
}

StringRef SystemHeaders::find(StringRef Spelling, bool WithStandins) const {
  const std::string Folded = foldedSpelling(Spelling);
  if (auto It = Headers.find(Folded); It != Headers.end())
    return It->second;
  if (!WithStandins)
    return {};
  auto It = Standins.find(StringRef(Folded).ends_with(".tmh")
                              ? StringRef("threadpool-tidy-wpp.h")
                              : StringRef(Folded));
  return It == Standins.end() ? findPackaged(Spelling) : StringRef(It->second);
}

StringRef SystemHeaders::findPackaged(StringRef Spelling) const {
  auto It = Packages.find(foldedSpelling(Spelling));
  return It == Packages.end() ? StringRef() : StringRef(It->second);
}

std::vector<std::string>
SystemHeaders::arguments(bool IsCPlusPlus,
                         const std::vector<std::string> &Project) const {
  std::vector<std::string> Result = {"-nostdlibinc", "-isystem", Roots.Shim};
  if (IsCPlusPlus && !Roots.Libcxx.empty())
    append_range(Result, std::vector<std::string>{"-isystem", Roots.Libcxx});
  // Behind Clang's own headers, which go on to those of the system. A project
  // may have headers of the same names, which the system's must not find.
  std::vector<std::string> Dirs = {Roots.Mingw, below(Roots.Mingw, "ddk")};
  append_range(Dirs, Project);
  for (const char *Own : {"standin", "package"})
    Dirs.push_back(below(Roots.Shim, Own));
  for (const std::string &Dir : Dirs)
    append_range(Result, std::vector<std::string>{"-idirafter", Dir});
  return Result;
}

std::string SystemHeaders::shimHeader() const {
  return below(Roots.Shim, "threadpool-tidy-shim.h");
}
