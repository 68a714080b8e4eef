//===- ProjectFile.cpp - What a project makes of a file -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/ProjectFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <string>

using namespace llvm;

namespace {

/// What projects say that compile a file.
struct Verdict {
  bool IsCompiled = false;
  bool IsAlwaysDll = true;
};

/// Whether a project in the file \p Text compiles \p Name, a path from the
/// project's folder in lower case and with slashes.
bool compiles(StringRef Text, StringRef Name) {
  static constexpr StringLiteral Item = "<ClCompile Include=\"";
  for (std::size_t At = Text.find(Item); At != StringRef::npos;
       At = Text.find(Item, At + 1)) {
    std::string Named = Text.drop_front(At + Item.size())
                            .take_until([](char C) { return C == '"'; })
                            .lower();
    std::replace(Named.begin(), Named.end(), '\\', '/');
    SmallString<128> Path(Named);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true,
                           sys::path::Style::posix);
    if (Path == Name)
      return true;
  }
  return false;
}

/// Whether each configuration of the project in the file \p Text makes a DLL.
bool makesDll(StringRef Text) {
  static constexpr StringLiteral Type = "<ConfigurationType>";
  bool MakesAny = false;
  for (std::size_t At = Text.find(Type); At != StringRef::npos;
       At = Text.find(Type, At + 1)) {
    MakesAny = true;
    if (!Text.drop_front(At + Type.size()).starts_with("DynamicLibrary<"))
      return false;
  }
  return MakesAny;
}

Verdict askProjectsIn(vfs::FileSystem &Files, StringRef Folder,
                      StringRef Name) {
  Verdict Result;
  std::error_code Error;
  for (vfs::directory_iterator It = Files.dir_begin(Folder, Error), End;
       !Error && It != End; It.increment(Error)) {
    if (!It->path().ends_with_insensitive(".vcxproj"))
      continue;
    const auto Project = Files.getBufferForFile(It->path());
    if (!Project || !compiles((*Project)->getBuffer(), Name))
      continue;
    Result.IsCompiled = true;
    Result.IsAlwaysDll &= makesDll((*Project)->getBuffer());
  }
  return Result;
}

} // namespace

bool threadpool::tidy::isCompiledIntoDll(vfs::FileSystem &Files,
                                         StringRef Source) {
  SmallString<256> Folder(Source);
  if (Files.makeAbsolute(Folder))
    return false;
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  // From the folder that is being looked at to the file.
  std::string Name;
  while (sys::path::has_parent_path(Folder)) {
    const std::string Last = sys::path::filename(Folder).lower();
    Name = Name.empty() ? Last : Last + "/" + Name;
    sys::path::remove_filename(Folder);
    if (const Verdict V = askProjectsIn(Files, Folder, Name); V.IsCompiled)
      return V.IsAlwaysDll;
    SmallString<256> Mark(Folder);
    sys::path::append(Mark, ".git");
    if (Files.exists(Mark))
      break;
  }
  return false;
}
