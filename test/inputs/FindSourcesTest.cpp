//===- FindSourcesTest.cpp - The sources below a directory ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InputsTest.h"

using namespace threadpool::inputs;
using testing::ElementsAre;
using testing::IsEmpty;

using FindSourcesTest = InputsTest;

TEST_F(FindSourcesTest, SourcesOfCAndCppButNoHeaders) {
  for (const char *Name : {"a.c", "b.cpp", "c.CC", "d.cxx", "e.ixx", "f.h",
                           "g.hpp", "h.rc", "i.txt", "j.asm"})
    file(std::string("/co/src/") + Name);
  const Sources Found = findSources("/co", *Files);
  EXPECT_THAT(files(Found),
              ElementsAre("/co/src/a.c", "/co/src/b.cpp", "/co/src/c.CC",
                          "/co/src/d.cxx", "/co/src/e.ixx"));
  EXPECT_EQ(Found.Units.front().Directory, "/co/src");
}

TEST_F(FindSourcesTest, PackagesAndBuildsAreLeftOut) {
  file("/co/a.c");
  file("/co/.git/hooks/x.c");
  file("/co/node_modules/p/x.c");
  file("/co/out/CMakeCache.txt");
  file("/co/out/gen/x.c");
  file("/co/deps/Lib.1.0/Lib.1.0.nupkg");
  file("/co/deps/Lib.1.0/src/x.c");
  file("/co/packages/mine/b.c");
  EXPECT_THAT(files(findSources("/co", *Files)),
              ElementsAre("/co/a.c", "/co/packages/mine/b.c"));
}

TEST_F(FindSourcesTest, WhatIsAskedForIsSearchedWhateverItIs) {
  file("/co/out/CMakeCache.txt");
  file("/co/out/x.c");
  EXPECT_THAT(files(findSources("/co/out", *Files)),
              ElementsAre("/co/out/x.c"));
}

TEST_F(FindSourcesTest, AFileIsItself) {
  file("/co/a.inl");
  EXPECT_THAT(files(findSources("/co/a.inl", *Files)),
              ElementsAre("/co/a.inl"));
}

TEST_F(FindSourcesTest, WhatIsNotThereIsTold) {
  const Sources Found = findSources("/nowhere", *Files);
  EXPECT_THAT(Found.Units, IsEmpty());
  EXPECT_THAT(problems(Found),
              ElementsAre("/nowhere: No such file or directory"));
}

namespace {

/// A file system in which one directory may not be read.
class Locked : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Dir,
                                          std::error_code &Error) override {
    if (Dir.str() == "/co/locked") {
      Error = std::make_error_code(std::errc::permission_denied);
      return {};
    }
    return ProxyFileSystem::dir_begin(Dir, Error);
  }
};

} // namespace

TEST_F(FindSourcesTest, AnUnreadableDirectoryIsToldAndTheRestFound) {
  file("/co/locked/a.c");
  file("/co/open/b.c");
  Locked Partly(Files);
  const Sources Found = findSources("/co", Partly);
  EXPECT_THAT(files(Found), ElementsAre("/co/open/b.c"));
  EXPECT_THAT(problems(Found), ElementsAre("/co/locked: Permission denied"));
}
