//===- CompileDatabaseTest.cpp - Compile databases of all systems --------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InputsTest.h"

#include "llvm/Support/JSON.h"

using namespace threadpool::inputs;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

/// A checkout at /co, which is C:\src on the machine of a database. The
/// database is beside it.
class CompileDatabaseTest : public InputsTest {
protected:
  CompileDatabaseTest() {
    file("/co/a.cpp");
    file("/co/b.c");
    file("/co/include/Pch.h");
    file("/co/sdk/sdk.h");
    file("/co/build/gen.h");
  }

  Expected read(const llvm::Twine &Database) {
    const std::string Path = "/db/" + std::to_string(++Databases) + ".json";
    file(Path, Database.str());
    return readCompileDatabase(Path, Mappings, *Files);
  }

  /// The unit of a database with one entry.
  SourceUnit unit(llvm::StringRef Directory, llvm::StringRef File,
                  llvm::StringRef Command) {
    llvm::json::Array Database{llvm::json::Object{
        {"directory", Directory}, {"file", File}, {"command", Command}}};
    std::string Text;
    llvm::raw_string_ostream(Text) << llvm::json::Value(std::move(Database));
    Last = checked(read(Text));
    if (Last.Units.size() == 1)
      return Last.Units.front();
    ADD_FAILURE() << Last.Units.size() << " units";
    return {};
  }
  SourceUnit cl(llvm::StringRef Options) {
    return unit("C:\\src\\build", "..\\a.cpp",
                ("cl.exe " + Options + " -c ..\\a.cpp").str());
  }
  SourceUnit gnu(llvm::StringRef Options) {
    return unit("/co/build", "/co/a.cpp",
                ("/usr/bin/cc " + Options + " -o a.o -c /co/a.cpp").str());
  }

  std::vector<PathMapping> Mappings{{"c:/SRC", "/co"}};
  Sources Last;
  unsigned Databases = 0;
};

} // namespace

TEST_F(CompileDatabaseTest, PathsOfWindowsAreMapped) {
  const SourceUnit Unit =
      unit("C:\\src\\build", "C:\\src\\A.cpp",
           "\"C:\\Program Files\\VC\\bin\\cl.exe\" /nologo "
           "/IC:\\Src\\INCLUDE -I..\\sdk /I . \"/Ic:/src/nowhere\" "
           "/c C:\\src\\A.cpp");
  EXPECT_EQ(Unit.File, "/co/a.cpp");
  EXPECT_EQ(Unit.Directory, "/co/build");
  EXPECT_THAT(Unit.Arguments, IsEmpty());
  EXPECT_THAT(Unit.Known.IncludeDirs,
              ElementsAre("/co/include", "/co/sdk", "/co/build"));
  EXPECT_THAT(Last.MissingDirectories,
              ElementsAre(std::make_pair("c:/src/nowhere", 1U)));
}

TEST_F(CompileDatabaseTest, MacrosOfCl) {
  const Settings Known =
      cl("/DA -DB=1 /D C=\\\"x\\\" \"/DD=two words\" /DE#3 /UF /U G").Known;
  EXPECT_THAT(Known.Definitions,
              ElementsAre("A", "B=1", "C=\"x\"", "D=two words", "E=3"));
  EXPECT_THAT(Known.Undefinitions, ElementsAre("F", "G"));
}

TEST_F(CompileDatabaseTest, SystemHeadersOfCl) {
  EXPECT_THAT(cl("/external:I ..\\sdk /external:W0").Known.SystemIncludeDirs,
              ElementsAre("/co/sdk"));
  EXPECT_THAT(cl("-imsvc..\\sdk").Known.SystemIncludeDirs,
              ElementsAre("/co/sdk"));
}

TEST_F(CompileDatabaseTest, LanguageAndStandardOfCl) {
  EXPECT_EQ(cl("/std:c++20 /TP").Known.Language, "c++");
  EXPECT_EQ(cl("/std:c++20 /TP").Known.Standard, "c++20");
  EXPECT_EQ(cl("-TC /std:clatest").Known.Language, "c");
  EXPECT_EQ(cl("-TC /std:clatest").Known.Standard, "c23");
  EXPECT_EQ(cl("/std:c++latest").Known.Standard, "c++23");
  EXPECT_EQ(cl("/clang:-std=c++20").Known.Standard, "c++20");
  EXPECT_EQ(cl("").Known.Standard, "");
}

TEST_F(CompileDatabaseTest, RuntimeAndProductOfCl) {
  EXPECT_EQ(cl("/LD /MD").Makes, Product::Dll);
  EXPECT_THAT(cl("/LD /MD").Known.Definitions, IsEmpty());
  EXPECT_EQ(cl("/MTd").Makes, Product::Unknown);
  EXPECT_THAT(cl("/MTd").Known.Definitions, ElementsAre("_DEBUG"));
}

TEST_F(CompileDatabaseTest, OptionsThatLookLikeOthersAreNone) {
  const SourceUnit Unit =
      cl("/diagnostics:column /utf-8 /Fpx.pch /Foa.obj /FdA /Zc:inline /J "
         "/permissive- /EHsc /Xclang /DHidden /external:anglebrackets "
         "/link /LD /DLinker");
  EXPECT_THAT(Unit.Known.Definitions, IsEmpty());
  EXPECT_THAT(Unit.Known.IncludeDirs, IsEmpty());
  EXPECT_EQ(Unit.Makes, Product::Unknown);
}

TEST_F(CompileDatabaseTest, APrecompiledHeaderIsNoForcedInclude) {
  EXPECT_THAT(cl("/Yupch.h /Fppch.pch /I..\\include").Known.ForcedIncludes,
              IsEmpty());
}

TEST_F(CompileDatabaseTest, ForcedIncludesAreLookedForInIncludeDirectories) {
  EXPECT_THAT(
      cl("/FIpch.h /I..\\include /FI gen.h /FI other.h").Known.ForcedIncludes,
      ElementsAre("/co/include/Pch.h", "/co/build/gen.h", "other.h"));
}

TEST_F(CompileDatabaseTest, AForcedIncludeThatIsGoneIsTold) {
  EXPECT_THAT(cl("/FIC:\\src\\build\\cmake_pch.hxx").Known.ForcedIncludes,
              IsEmpty());
  EXPECT_THAT(problems(Last),
              ElementsAre(HasSubstr("C:\\src\\build\\cmake_pch.hxx is not")));
}

TEST_F(CompileDatabaseTest, ClangClOfThisMachine) {
  file("/Users/me/a.cpp");
  const SourceUnit Unit =
      unit("/Users/me", "/Users/me/a.cpp",
           "ccache /usr/bin/clang-cl-22 '/DX=\"y\"' -I/co/sdk -- "
           "/Users/me/a.cpp");
  EXPECT_THAT(Unit.Known.Definitions, ElementsAre("X=\"y\""));
  EXPECT_THAT(Unit.Known.Undefinitions, IsEmpty());
  EXPECT_THAT(Unit.Known.IncludeDirs, ElementsAre("/co/sdk"));
}

TEST_F(CompileDatabaseTest, ResponseFilesOfWindows) {
  file("/co/build/a.rsp", "\xEF\xBB\xBF/DA=\"1 2\"\r\n@b.rsp @a.rsp");
  file("/co/build/b.rsp",
       llvm::StringRef("\xFF\xFE/\0I\0 \0.\0.\0\\\0s\0d\0k\0", 20));
  const SourceUnit Unit = cl("@A.rsp @gone.rsp /DLast");
  EXPECT_THAT(Unit.Known.IncludeDirs, ElementsAre("/co/sdk"));
  EXPECT_THAT(Unit.Known.Definitions, Contains("Last"));
  EXPECT_THAT(problems(Last), Contains(HasSubstr("gone.rsp")));
}

TEST_F(CompileDatabaseTest, ArgumentsOfThisMachineStayAsTheyAre) {
  EXPECT_THAT(gnu("-DA='\"x y\"' -I../include -isystem /gone -std=gnu++17 -MD "
                  "-MT a.o -MF a.o.d -include gen.h")
                  .Arguments,
              ElementsAre("-DA=\"x y\"", "-I../include", "-isystem", "/gone",
                          "-std=gnu++17", "-include", "gen.h",
                          "-fsyntax-only"));
}

TEST_F(CompileDatabaseTest, APrecompiledHeaderOfCMakeBecomesTheHeader) {
  EXPECT_THAT(gnu("-Xclang -include-pch -Xclang /co/x.hxx.pch -Xclang -include "
                  "-Xclang /co/x.hxx")
                  .Arguments,
              ElementsAre("-Xclang", "-include", "-Xclang", "/co/x.hxx",
                          "-fsyntax-only"));
  EXPECT_THAT(checked(read(R"([{"directory": "/co", "file": "a.cpp", "command":
      "clang++ -Xclang -emit-pch -x c++-header -c a.cpp"}])"))
                  .Units,
              IsEmpty());
}

TEST_F(CompileDatabaseTest, WhatTheCompilersNameSaysIsSaid) {
  EXPECT_THAT(
      unit("/co", "a.cpp", "x86_64-w64-mingw32-g++-12 -c a.cpp").Arguments,
      ElementsAre("--target=x86_64-w64-mingw32", "--driver-mode=g++",
                  "-fsyntax-only"));
  EXPECT_THAT(unit("/co", "b.c", "/usr/bin/clang-22 b.c").Arguments,
              ElementsAre("-fsyntax-only"));
}

TEST_F(CompileDatabaseTest, ArgumentsOfGccOnWindowsAreMapped) {
  const SourceUnit Unit =
      unit("C:/src/build", "C:/src/a.cpp",
           "C:\\msys64\\bin\\g++.exe -IC:/src/SDK -isystem ..\\include -DX "
           "-ID:/else -o a.o -c C:\\src\\a.cpp");
  EXPECT_THAT(Unit.Arguments,
              ElementsAre("--driver-mode=g++", "-I/co/sdk", "-isystem",
                          "/co/include", "-DX", "-ID:/else", "-fsyntax-only"));
}

TEST_F(CompileDatabaseTest, ABuildDirectoryThatIsGoneMakesPathsAbsolute) {
  const SourceUnit Unit =
      unit("/co/gone/build", "../../a.cpp", "cc -I../../sdk -c ../../a.cpp");
  EXPECT_EQ(Unit.Directory, "/co");
  EXPECT_THAT(Unit.Arguments, ElementsAre("-I/co/sdk", "-fsyntax-only"));
}

TEST_F(CompileDatabaseTest, ArgumentsAsAList) {
  const Sources Read =
      checked(read(R"([{"directory": "C:\\src", "file": "a.cpp",
                "arguments": ["CL", "/D", "A=b c", "a.cpp"]}])"));
  ASSERT_EQ(Read.Units.size(), 1U);
  EXPECT_THAT(Read.Units[0].Known.Definitions, ElementsAre("A=b c"));
}

TEST_F(CompileDatabaseTest, TheFirstEntryOfAFileWins) {
  const Sources Read = checked(read(R"([
    {"directory": "/co", "file": "b.c", "command": "cc -DB b.c"},
    {"directory": "/co", "file": "a.cpp", "command": "cc -DA1 a.cpp"},
    {"directory": "/co", "file": "./a.cpp", "command": "cc -DA2 a.cpp"}])"));
  EXPECT_THAT(files(Read), ElementsAre("/co/a.cpp", "/co/b.c"));
  EXPECT_EQ(Read.Units[0].Arguments[0], "-DA1");
  EXPECT_EQ(Read.Repeated, 1U);
}

TEST_F(CompileDatabaseTest, OtherLanguagesAreNoUnits) {
  file("/co/x.rc");
  file("/co/x.S");
  file("/co/x.m");
  const Sources Read = checked(read(R"([
    {"directory": "/co", "file": "x.rc", "command": "rc x.rc"},
    {"directory": "/co", "file": "x.S", "command": "cc x.S"},
    {"directory": "/co", "file": "x.m", "command": "cc x.m"}])"));
  EXPECT_THAT(Read.Units, IsEmpty());
  EXPECT_THAT(Read.Problems, IsEmpty());
}

TEST_F(CompileDatabaseTest, FilesOnAnotherDriveAreToldOnce) {
  const Sources Read = checked(read(R"([
    {"directory": "D:\\w\\s\\out", "file": "..\\lib\\a.c", "command": "cl"},
    {"directory": "D:\\w\\s\\out", "file": "D:\\w\\s\\app\\b.c", "command": "cl"},
    {"directory": "/build/s", "file": "a.c", "command": "cc a.c"},
    {"directory": "/co", "file": "gone.c", "command": "cc gone.c"}])"));
  EXPECT_THAT(Read.Units, IsEmpty());
  EXPECT_THAT(
      problems(Read),
      ElementsAre(HasSubstr("/co/gone.c does not exist"),
                  HasSubstr("1 file is not on this machine, such as "
                            "/build/s/a.c; if they are in another place, "
                            "--map '/build/s=DIRECTORY'"),
                  HasSubstr("2 files are not on this machine, such as "
                            "D:/w/s/lib/a.c; if they are in another place, "
                            "--map 'D:/w/s=DIRECTORY'")));
}

TEST_F(CompileDatabaseTest, TheLongestMappingCounts) {
  file("/lib/l.c");
  Mappings = {{"C:\\", "/co"}, {"C:\\src\\lib\\", "/lib"}, {"/bot", "/co"}};
  EXPECT_EQ(unit("C:\\src", "lib\\l.c", "cl lib\\l.c").File, "/lib/l.c");
  EXPECT_EQ(unit("C:\\", "a.cpp", "cl a.cpp").File, "/co/a.cpp");
  EXPECT_EQ(unit("/bot/x", "../a.cpp", "cc ../a.cpp").File, "/co/a.cpp");
  EXPECT_THAT(files(checked(read(
                  R"([{"file": "C:\\srclib\\l.c", "directory": "C:\\"}])"))),
              IsEmpty());
}

TEST_F(CompileDatabaseTest, WhatIsBrokenFailsWithTheFilesName) {
  struct {
    std::string Text;
    const char *Says;
  } const Broken[] = {
      {"", "Unexpected EOF"},
      {"[{\"file\": \"C:\\src\\a.cpp\"}]", "Invalid escape"},
      {"{}", "no list of entries"},
      {"[", "Unexpected EOF"},
      {std::string(1000000, '['), "nested too deep"},
      {std::string("[\0]", 3), ""},
  };
  for (const auto &B : Broken)
    EXPECT_THAT(error(read(B.Text)),
                testing::AllOf(HasSubstr(".json: "), HasSubstr(B.Says)));
  EXPECT_THAT(error(readCompileDatabase("/gone.json", {}, *Files)),
              HasSubstr("/gone.json: No such file"));
  EXPECT_THAT(error(readCompileDatabase("/co", {}, *Files)),
              HasSubstr("/co: not a file"));
}

TEST_F(CompileDatabaseTest, ABrokenEntryIsTold) {
  struct {
    const char *Entry;
    const char *Says;
  } const Broken[] = {
      {"7", "entry 1 is not an object"},
      {"{}", "entry 1 has no file"},
      {R"({"file": 1})", "entry 1 has no file"},
      {R"({"file": ""})", "entry 1 has no file"},
      {R"({"directory": "/co", "file": "a.cpp", "command": 1})",
       "the command is not"},
      {R"({"directory": "/co", "file": "a.cpp", "arguments": "cl"})",
       "the command is not"},
      {R"({"directory": "/co", "file": "a.cpp", "arguments": [1]})",
       "the command is not"},
      {R"({"directory": "/co", "file": "a.cpp"})", "has no command"},
      {R"({"directory": "/co", "file": "a.cpp", "command": "  "})",
       "has no command"},
      {R"({"directory": "/co", "file": "include"})", "does not exist"},
      {"{\"directory\": \"/co\", \"file\": \"\xE9.c\"}", "does not exist"},
  };
  for (const auto &B : Broken)
    EXPECT_THAT(problems(checked(read(llvm::Twine("[") + B.Entry + "]"))),
                ElementsAre(HasSubstr(B.Says)));
}

TEST_F(CompileDatabaseTest, OptionsThatEndTooSoonAreHarmless) {
  for (const char *Options : {"/I", "/D", "/FI", "/external:I", "/Xclang", "@",
                              "\"", "\"/D", "/", "-", "/clang:"}) {
    unit("C:\\src", "a.cpp", (llvm::Twine("cl a.cpp ") + Options).str());
    unit("/co", "a.cpp", (llvm::Twine("cc a.cpp ") + Options).str());
  }
}

TEST_F(CompileDatabaseTest, EveryPrefixOfADatabaseIsReadOrRefused) {
  const std::string Text =
      R"([{"directory": "C:\\src", "file": "a.cpp", "command": "cl /I \"x\" /DA"}])";
  for (std::size_t Size = 0; Size < Text.size(); ++Size)
    EXPECT_NE(error(read(Text.substr(0, Size))), "");
}
