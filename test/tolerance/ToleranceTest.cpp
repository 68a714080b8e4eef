//===- ToleranceTest.cpp - How a file is compiled ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Tolerance.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

#include <algorithm>

using namespace threadpool::tolerance;

namespace {

/// A checkout at /co and system headers at /sys, in memory.
class ToleranceTest : public testing::Test {
protected:
  ToleranceTest() {
    file("/sys/mingw/windows.h");
    file("/sys/mingw/winsock2.h", "#include <windows.h>\n");
    file("/sys/mingw/ObjBase.h", "#include <windows.h>\n");
    file("/sys/mingw/stdio.h");
    file("/sys/libcxx/vector");
    file("/sys/shim/windows.h", "#include_next <windows.h>\n");
    file("/sys/shim/standin/atlbase.h");
    file("/co/.git/HEAD");
  }
  void file(llvm::StringRef Path, llvm::StringRef Text = "") {
    Files->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
  }
  CompileSetup prepare(llvm::StringRef File) {
    llvm::Expected<Guesser> G = Guesser::create(Roots, "", Files);
    if (!G) {
      ADD_FAILURE() << llvm::toString(G.takeError());
      return {};
    }
    CompileSetup Result = G->prepare(File);
    Overlay All = G->sharedFiles();
    All.merge(Result.Files);
    Result.Files = std::move(All);
    return Result;
  }
  /// Whether the setup has \p Option followed by \p Value.
  static bool has(const CompileSetup &S, llvm::StringRef Option,
                  llvm::StringRef Value) {
    for (std::size_t I = 0; I + 1 < S.Arguments.size(); ++I)
      if (S.Arguments[I] == Option && S.Arguments[I + 1] == Value)
        return true;
    return false;
  }

  HeaderRoots Roots{"/sys/mingw", "/sys/libcxx", "/sys/shim"};
  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> Files{
      new llvm::vfs::InMemoryFileSystem};
};

} // namespace

TEST_F(ToleranceTest, RootsAreGuessedFromSpellings) {
  file("/co/src/a.c", "#include \"util/x.h\"\n#include <lib/y.h>\n");
  file("/co/inc/util/x.h", "#include \"z.h\"\n");
  file("/co/inc/util/z.h");
  file("/co/third/lib/y.h");
  const CompileSetup S = prepare("/co/src/a.c");
  EXPECT_TRUE(has(S, "-iquote", "/co/inc"));
  EXPECT_TRUE(has(S, "-idirafter", "/co/third"));
  EXPECT_TRUE(
      llvm::is_contained(S.Arguments, "--no-system-header-prefix=lib/y.h"));
  EXPECT_TRUE(S.Missing.empty());
}

TEST_F(ToleranceTest, OneNameTwoHeaders) {
  file("/co/a/a.c", "#include \"x.h\"\n#include \"b/b.h\"\n");
  file("/co/a/inc/x.h");
  file("/co/b/b.h", "#include \"x.h\"\n");
  file("/co/b/inc/x.h");
  const CompileSetup S = prepare("/co/a/a.c");
  EXPECT_TRUE(has(S, "-iquote", "/co/a/inc"));
  EXPECT_EQ(S.Files.find("/co/b/x.h"), "/co/b/inc/x.h");
}

TEST_F(ToleranceTest, CaseAndBackslashesAreOverlaid) {
  file("/co/src/a.c", "#include \"Util.H\"\n#include \"sub\\x.h\"\n");
  file("/co/src/util.h");
  file("/co/src/sub/x.h");
  const CompileSetup S = prepare("/co/src/a.c");
  EXPECT_EQ(S.Files.find("/co/src/Util.H"), "/co/src/util.h");
  EXPECT_EQ(S.Files.find("/co/src/sub\\x.h"), "/co/src/sub/x.h");
  EXPECT_EQ(S.Files.find("/sys/mingw/objbase.h"), "/sys/mingw/ObjBase.h");
}

TEST_F(ToleranceTest, UpwardsInAnotherCase) {
  file("/co/src/a.c", "#include \"..\\INC\\x.h\"\n");
  file("/co/inc/x.h");
  const CompileSetup S = prepare("/co/src/a.c");
  EXPECT_EQ(S.Files.find("/co/src/..\\INC\\x.h"), "/co/inc/x.h");
  EXPECT_EQ(S.Files.find("/co/INC/x.h"), "/co/inc/x.h");
}

TEST_F(ToleranceTest, TheOverlayIsAFileSystem) {
  file("/co/src/a.c", "#include \"Util.H\"\n");
  file("/co/src/util.h", "int Util;\n");
  auto Overlaid = prepare("/co/src/a.c").Files.over(Files);
  ASSERT_TRUE(Overlaid);
  EXPECT_TRUE(Overlaid->exists("/co/src/UTIL.h"));
  EXPECT_TRUE(Overlaid->exists("/sys/mingw/Windows.h"));
  EXPECT_TRUE(Overlaid->exists("/co/src/a.c"));
}

TEST_F(ToleranceTest, WindowsIsForcedForAMissingPrecompiledHeader) {
  file("/co/a.cpp", "#include \"stdafx.h\"\n");
  const CompileSetup S = prepare("/co/a.cpp");
  EXPECT_TRUE(has(S, "-include", "winsock2.h"));
  EXPECT_TRUE(has(S, "-include", "windows.h"));
  EXPECT_EQ(S.Missing, (std::vector<std::string>{"stdafx.h"}));
}

TEST_F(ToleranceTest, WindowsIsForcedForApiNames) {
  file("/co/a.c", "void f(void *W) { CloseThreadpoolWork(W); }\n");
  EXPECT_TRUE(has(prepare("/co/a.c"), "-include", "windows.h"));
}

TEST_F(ToleranceTest, WindowsIsNotForcedWhereItIsReached) {
  file("/co/a.cpp", "#include \"stdafx.h\"\n#include <OBJBASE.h>\n");
  EXPECT_FALSE(has(prepare("/co/a.cpp"), "-include", "windows.h"));
  file("/co/b.c", "#include <stdio.h>\n#include <missing.h>\n");
  EXPECT_FALSE(has(prepare("/co/b.c"), "-include", "windows.h"));
}

TEST_F(ToleranceTest, WindowsIsForcedForAHeaderThatWouldHaveIncludedIt) {
  const std::string Api = "void f(void *W) { CloseThreadpoolWork(W); }\n";
  int Number = 0;
  auto IsForced = [&](const std::string &Includes) {
    const std::string Path = "/co/" + std::to_string(++Number) + ".cpp";
    file(Path, Includes + Api);
    return has(prepare(Path), "-include", "windows.h");
  };
  file("/co/a.h", "#include <stdio.h>\n#include <sdk.h>\n");
  EXPECT_TRUE(IsForced("#include \"a.h\"\n#include <windows.h>\n"));
  EXPECT_FALSE(IsForced("#include <windows.h>\n#include \"a.h\"\n"));
  EXPECT_FALSE(IsForced("#include <winsock2.h>\n#include \"a.h\"\n"));
  EXPECT_FALSE(IsForced("#include <other/sdk.h>\n#include <windows.h>\n"));
}

TEST_F(ToleranceTest, StandinsServeOnlyWhereNothingElseDoes) {
  file("/co/a.cpp", "#include <atlbase.h>\n");
  EXPECT_TRUE(prepare("/co/a.cpp").Missing.empty());
  EXPECT_FALSE(has(prepare("/co/a.cpp"), "-idirafter", "/co/atl"));
  file("/co/atl/AtlBase.h");
  EXPECT_TRUE(has(prepare("/co/a.cpp"), "-idirafter", "/co/atl"));
}

TEST_F(ToleranceTest, AModsHostHasItsHeaderInTheCompiler) {
  file("/co/mods/a.wh.cpp");
  file("/co/mods/b.cpp");
  const std::string Prefix = "--system-header-prefix=windhawk_api";
  const CompileSetup Mod = prepare("/co/mods/a.wh.cpp");
  EXPECT_TRUE(has(Mod, "-include", "windhawk_api.h"));
  EXPECT_TRUE(llvm::is_contained(Mod.Arguments, Prefix));
  const CompileSetup Other = prepare("/co/mods/b.cpp");
  EXPECT_FALSE(has(Other, "-include", "windhawk_api.h"));
  EXPECT_FALSE(llvm::is_contained(Other.Arguments, Prefix));
}

TEST_F(ToleranceTest, LanguageIsSaid) {
  file("/co/a.c");
  file("/co/a.h", "#include <coroutine>\n");
  const CompileSetup C = prepare("/co/a.c");
  const CompileSetup Header = prepare("/co/a.h");
  EXPECT_TRUE(llvm::is_contained(C.Arguments, "-xc"));
  EXPECT_TRUE(llvm::is_contained(Header.Arguments, "-xc++"));
  EXPECT_TRUE(llvm::is_contained(Header.Arguments, "-std=gnu++20"));
}

TEST_F(ToleranceTest, WithoutWindowsHeadersItSaysSo) {
  Roots.Mingw = "/nowhere";
  llvm::Expected<Guesser> G = Guesser::create(Roots, "", Files);
  ASSERT_FALSE(G);
  EXPECT_EQ(llvm::toString(G.takeError()),
            "there is no windows.h in '/nowhere'");
}
