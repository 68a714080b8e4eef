//===- SolutionTest.cpp - Solutions of Visual Studio ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InputsTest.h"

using namespace threadpool::inputs;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

/// Two projects in one checkout that share a source.
class SolutionTest : public InputsTest {
protected:
  SolutionTest() {
    project("/co/app/App.vcxproj", "a.cpp;..\\lib\\l.cpp");
    project("/co/lib/Lib.vcxproj", "l.cpp");
    file("/co/app/a.cpp");
    file("/co/lib/l.cpp");
    file("/co/inc/h.h");
  }
  void project(llvm::StringRef Path, llvm::StringRef Items) {
    file(Path, ("<Project><ItemDefinitionGroup><ClCompile>"
                "<AdditionalIncludeDirectories>$(SolutionDir)inc"
                "</AdditionalIncludeDirectories></ClCompile>"
                "</ItemDefinitionGroup><ItemGroup><ClCompile Include=\"" +
                Items + "\"/></ItemGroup></Project>")
                   .str());
  }
  Expected read(llvm::StringRef Name, llvm::StringRef Text) {
    file(("/co/" + Name).str(), Text);
    return readSolution(("/co/" + Name).str(), {}, *Files);
  }
};

} // namespace

static constexpr llvm::StringLiteral Header =
    "\xEF\xBB\xBF\r\nMicrosoft Visual Studio Solution File, Format Version "
    "12.00\r\n# Visual Studio Version 17\r\n";

static std::string line(llvm::StringRef Path) {
  return ("Project(\"{8BC9CEB8-8B4A-11D0-8D11-00A0C91BC942}\") = \"N\", \"" +
          Path + "\", \"{5D3A}\"\r\nEndProject\r\n")
      .str();
}

TEST_F(SolutionTest, ProjectsOfASolution) {
  const Sources Read = checked(
      read("All.sln", Header.str() + line("Folder") + line("lib\\lib.vcxproj") +
                          line("App\\App.vcxproj") + line("cs\\cs.csproj") +
                          line("app\\app.vcxproj")));
  EXPECT_THAT(files(Read), ElementsAre("/co/app/a.cpp", "/co/lib/l.cpp"));
  EXPECT_EQ(Read.Units[1].Project, "/co/lib/Lib.vcxproj");
  EXPECT_THAT(Read.Units[0].Known.IncludeDirs, ElementsAre("/co/inc"));
  EXPECT_EQ(Read.Repeated, 1U);
  EXPECT_THAT(Read.Problems, IsEmpty());
}

TEST_F(SolutionTest, ASolutionInXml) {
  const Sources Read = checked(
      read("All.slnx", "<Solution><Folder Name=\"/f/\"><Project "
                       "Path=\"app/App.vcxproj\" Id=\"1\"/></Folder>"
                       "<Project Path=\"lib\\Lib.vcxproj\"/></Solution>"));
  EXPECT_THAT(files(Read), ElementsAre("/co/app/a.cpp", "/co/lib/l.cpp"));
  EXPECT_THAT(Read.Units[0].Known.IncludeDirs, ElementsAre("/co/inc"));
}

TEST_F(SolutionTest, AProjectThatCannotBeReadIsToldAndTheOthersRead) {
  file("/co/bad.vcxproj", "<Project>");
  const Sources Read = checked(read(
      "All.sln", Header.str() + line("gone.vcxproj") + line("bad.vcxproj") +
                     line("old.vcproj") + line("lib\\Lib.vcxproj")));
  EXPECT_THAT(files(Read), ElementsAre("/co/lib/l.cpp"));
  EXPECT_THAT(problems(Read),
              ElementsAre(HasSubstr("/co/gone.vcxproj does not exist"),
                          HasSubstr("/co/bad.vcxproj: line 1: "),
                          HasSubstr("old.vcproj is a project of Visual Studio "
                                    "2008 or before")));
}

TEST_F(SolutionTest, WhatIsNoSolutionFailsWithItsName) {
  EXPECT_THAT(error(read("a.sln", "")), "/co/a.sln: not a solution");
  EXPECT_THAT(error(read("b.slnx", "<Project/>")),
              "/co/b.slnx: not a solution");
  EXPECT_THAT(error(read("c.slnx", "<Solution>")),
              HasSubstr("/co/c.slnx: line"));
  EXPECT_THAT(error(readSolution("/co/gone.sln", {}, *Files)),
              HasSubstr("/co/gone.sln: No such file"));
}

TEST_F(SolutionTest, LinesThatAreCutShortAreHarmless) {
  const std::string Line = line("lib\\Lib.vcxproj");
  for (std::size_t Size = 0; Size < Line.size(); ++Size)
    checked(read(std::to_string(Size) + ".sln",
                 Header.str() + Line.substr(0, Size)));
}

TEST_F(SolutionTest, FoldersWithoutEndAreHarmless) {
  std::string Deep = "<Solution>";
  for (unsigned I = 0; I < 100000; ++I)
    Deep += "<Folder>";
  for (unsigned I = 0; I < 100000; ++I)
    Deep += "</Folder>";
  EXPECT_THAT(checked(read("deep.slnx", Deep + "</Solution>")).Units,
              IsEmpty());
}
