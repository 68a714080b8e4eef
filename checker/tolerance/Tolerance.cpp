//===- Tolerance.cpp - How to compile what has no build ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Tolerance.h"

#include "tolerance/Includes.h"
#include "tolerance/Language.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::tolerance;

Expected<Guesser> Guesser::create(const HeaderRoots &Roots,
                                  std::string Checkout,
                                  IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  Expected<SystemHeaders> System = SystemHeaders::locate(Roots, *Files);
  if (!System)
    return System.takeError();
  return Guesser(std::move(*System), std::move(Checkout), std::move(Files));
}

const Checkout *Guesser::checkoutOf(StringRef File) {
  std::string Root =
      GivenCheckout.empty() ? findCheckout(File, *Files) : GivenCheckout;
  // A file of no checkout still has its neighbours.
  if (Root.empty())
    return nullptr;
  std::unique_ptr<Checkout> &Known = Checkouts[Root];
  if (!Known)
    Known = std::make_unique<Checkout>(std::move(Root), *Files);
  return Known.get();
}

StringRef tolerance::describedDefaults() {
  return "for x86_64-w64-mingw32, _WIN32_WINNT=0x0A00, UNICODE, C17 and C++17 "
         "(C++20 where it is used)";
}

CompileSetup Guesser::prepare(StringRef File) {
  const Checkout *Project = checkoutOf(File);
  const bool IsCPlusPlus =
      languageOf(File, Project, *Files) == Language::CPlusPlus;
  Closure Reached = followIncludes(File, Project, System, *Files);

  CompileSetup Result;
  Result.Missing = std::move(Reached.Missing);
  Result.Files = std::move(Reached.Found);

  std::vector<std::string> &Arguments = Result.Arguments;
  Arguments = {"--target=x86_64-w64-mingw32",
               "-D_WIN32_WINNT=0x0A00",
               "-DUNICODE",
               "-D_UNICODE",
               "-fms-extensions",
               "-ferror-limit=0",
               "-Wno-everything",
               "-Qunused-arguments"};
  append_range(Arguments,
               IsCPlusPlus
                   ? std::vector<std::string>{"-xc++", Reached.NeedsCxx20
                                                           ? "-std=gnu++20"
                                                           : "-std=gnu++17"}
                   : std::vector<std::string>{"-xc"});
  // A block's hat is the nearest that Clang has to an object's.
  if (IsCPlusPlus && Reached.UsesCxxCx)
    Arguments.push_back("-fblocks");
  append_range(Arguments, System.arguments(IsCPlusPlus, Reached.Roots));
  // Those that the system does not have are not the system's for that.
  for (const std::string &Spelling : Reached.Angled)
    Arguments.push_back("--no-system-header-prefix=" + Spelling);
  for (const std::string &Dir : Reached.QuotedRoots)
    append_range(Arguments, std::vector<std::string>{"-iquote", Dir});
  append_range(Arguments,
               std::vector<std::string>{"-include", System.shimHeader()});
  // So Windhawk compiles its mods: the header of their host is one of the
  // compiler's own.
  if (File.ends_with_insensitive(".wh.cpp"))
    append_range(Arguments, std::vector<std::string>{
                                "-DWH_MOD", "-DWH_MOD_ID=L\"mod\"",
                                "-DWH_MOD_VERSION=L\"1.0\"", "-DNOMINMAX",
                                "--system-header-prefix=windhawk_api",
                                "-include", "windhawk_api.h"});
  if (Reached.ReachesWindows ? Reached.LacksBeforeWindows && Reached.NamesApi
                             : Reached.LacksProjectHeader || Reached.NamesApi)
    append_range(Arguments, std::vector<std::string>{"-include", "winsock2.h",
                                                     "-include", "windows.h"});
  return Result;
}
