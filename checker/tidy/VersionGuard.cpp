//===- VersionGuard.cpp - What clang-tidy loads first ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A module that was built for another Clang is listed by clang-tidy, reports
// nothing, and the run succeeds. So threadpool-tidy.so is this file alone. It
// refers to no symbol of LLVM, hence loads into every version, even when all
// symbols must be bound at once; it asks the host for its version, ends the
// process unless the version is right, and only then opens the real module,
// which stands beside it.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <limits.h>
#include <new>
#include <string>
#include <unistd.h>

#define TEXT_OF(Token) #Token
#define TEXT(Macro) TEXT_OF(Macro)
#define WANTED TEXT(TP_LLVM_MAJOR) "." TEXT(TP_LLVM_MINOR)

namespace {

constexpr char ModuleName[] = "threadpool-tidy-module.so";

// std::string clang::getClangFullVersion(), as libstdc++ and libc++ mangle it.
constexpr char FullVersion[] = "_ZN5clang19getClangFullVersionB5cxx11Ev";
constexpr char FullVersionLibcxx[] = "_ZN5clang19getClangFullVersionEv";

/// The run must fail, and clang-tidy takes a load that fails for a warning.
[[noreturn]] void giveUp(const char *Problem, const char *Detail) {
  std::fprintf(
      stderr,
      "threadpool-tidy: error: %s%s\n"
      "threadpool-tidy: this module was built for clang-tidy " WANTED
      ". Load it into that version,\n"
      "threadpool-tidy: rebuild it with "
      "-DClang_DIR=<LLVM of your clang-tidy>/lib/cmake/clang, or run\n"
      "threadpool-tidy: the executable threadpool-tidy, which needs no "
      "clang-tidy.\n",
      Problem, Detail);
  std::fflush(stderr);
  _exit(1);
}

/// What the host says of itself, such as "clang version 22.1.8".
const char *hostVersion() {
  void *Symbol = dlsym(RTLD_DEFAULT, FullVersion);
  if (!Symbol) {
    giveUp(dlsym(RTLD_DEFAULT, FullVersionLibcxx)
               ? "the clang-tidy that loads it uses libc++, this module uses "
                 "libstdc++"
               : "the program that loads it does not tell its Clang version",
           "");
  }
  auto *Ask = reinterpret_cast<std::string (*)()>(Symbol);
  // Never destroyed: that would need a symbol of a C++ library.
  alignas(std::string) static char Storage[sizeof(std::string)];
  return (new (Storage) std::string(Ask()))->c_str();
}

void checkVersion() {
  const char *Version = hostVersion();
  constexpr char Marker[] = "clang version ";
  const char *Number = std::strstr(Version, Marker);
  unsigned Major = 0, Minor = 0;
  if (!Number ||
      std::sscanf(Number + std::strlen(Marker), "%u.%u", &Major, &Minor) != 2 ||
      Major != TP_LLVM_MAJOR || Minor != TP_LLVM_MINOR)
    giveUp("wrong clang-tidy: it says ", Version);
}

void openModule() {
  Dl_info Self;
  char Path[PATH_MAX];
  if (!dladdr(reinterpret_cast<void *>(&openModule), &Self) || !Self.dli_fname)
    giveUp("cannot tell where threadpool-tidy.so is", "");
  const char *Slash = std::strrchr(Self.dli_fname, '/');
  int Directory = Slash ? static_cast<int>(Slash - Self.dli_fname + 1) : 0;
  int Length = std::snprintf(Path, sizeof(Path), "%.*s%s", Directory,
                             Self.dli_fname, ModuleName);
  if (Length < 0 || Length >= static_cast<int>(sizeof(Path)))
    giveUp("the path is too long: ", Self.dli_fname);
  if (!dlopen(Path, RTLD_LAZY | RTLD_GLOBAL))
    giveUp("cannot load the module: ", dlerror());
}

__attribute__((constructor)) void guard() {
  checkVersion();
  openModule();
}

} // namespace
