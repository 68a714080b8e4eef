//===- BrokenProjectTest.cpp - Projects that are not whole ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectTest.h"

using namespace threadpool::inputs;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

using BrokenProjectTest = ProjectTest;

TEST_F(BrokenProjectTest, WhatIsMissingIsTold) {
  const Sources Read =
      read("\n<Import Project=\"..\\gone.props\"/>"
           "<Import Project=\"..\\maybe.props\" "
           "Condition=\"Exists('..\\maybe.props')\"/>"
           "<ItemGroup><ClCompile Include=\"gone.cpp;$(Gen)g.cpp\"/>"
           "<ClCompile Include=\"a.rc\"/></ItemGroup>");
  EXPECT_THAT(problems(Read),
              ElementsAre("/co/app/App.vcxproj: line 3: imports "
                          "/co/gone.props, which does not exist",
                          "/co/app/App.vcxproj: /co/app/gone.cpp does not "
                          "exist",
                          "/co/app/App.vcxproj: /co/app/a.rc does not exist"));
  EXPECT_THAT(Read.UnknownMacros, ElementsAre(Pair("Gen", 1U)));
}

TEST_F(BrokenProjectTest, ABrokenImportIsToldWithItsLine) {
  file("/co/bad.props", "<Project>\n<PropertyGroup>\n</Project>");
  const SourceUnit Unit = unit("<Import Project=\"..\\bad.props\"/>");
  EXPECT_EQ(Unit.File, "/co/app/a.cpp");
  EXPECT_THAT(problems(Last),
              ElementsAre(AllOf(HasSubstr("App.vcxproj: line 2: cannot import "
                                          "/co/bad.props: line 3: "))));
}

TEST_F(BrokenProjectTest, AConditionThatIsNotUnderstoodIsTold) {
  unit("\n<PropertyGroup Condition=\"'a' = 'b'\"/>");
  EXPECT_THAT(problems(Last),
              ElementsAre("/co/app/App.vcxproj: line 3: the condition is not "
                          "understood, and taken for false: 'a' = 'b'"));
}

TEST_F(BrokenProjectTest, WhatIsNoProjectFailsWithItsName) {
  struct {
    std::string Text;
    const char *Says;
  } const Broken[] = {
      {"", "No document element"},
      {"not XML", ""},
      {"<Project>\n<Import Project=\"a\n</Project>", "line "},
      {"<Solution/>", "not a project"},
      {std::string("<Project>\0</Project>", 20), ""},
      {"<Project", "line 1"},
  };
  unsigned Number = 0;
  for (const auto &B : Broken) {
    const std::string Path = "/bad/" + std::to_string(++Number) + ".vcxproj";
    file(Path, B.Text);
    EXPECT_THAT(error(readProject(Path, {}, *Files)),
                AllOf(HasSubstr(Path + ": "), HasSubstr(B.Says)))
        << B.Text;
  }
  EXPECT_THAT(error(readProject("/gone.vcxproj", {}, *Files)),
              HasSubstr("/gone.vcxproj: No such file"));
}

TEST_F(BrokenProjectTest, EntitiesOfAFilesOwnAreNotExpanded) {
  file("/secret", "SECRET");
  const Sources Read = checked(readRaw(R"(<?xml version="1.0"?>
    <!DOCTYPE Project [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;&a;">
      <!ENTITY x SYSTEM "file:///secret">]>
    <Project><ItemDefinitionGroup><ClCompile>
      <PreprocessorDefinitions>V=&b;&x;</PreprocessorDefinitions>
    </ClCompile></ItemDefinitionGroup>
    <ItemGroup><ClCompile Include="a.cpp"/></ItemGroup></Project>)"));
  ASSERT_EQ(Read.Units.size(), 1U);
  for (const std::string &Macro : Read.Units[0].Known.Definitions)
    EXPECT_THAT(Macro, AllOf(Not(HasSubstr("AAAA")), Not(HasSubstr("SECRET"))));
}

TEST_F(BrokenProjectTest, WhatGrowsWithoutEndIsRefused) {
  std::string Doubling = "<PropertyGroup><A>0123456789</A>";
  std::string Items = "<ItemGroup><I Include=\"0123456789\"/>";
  for (unsigned I = 0; I < 100; ++I) {
    Doubling += "<A>$(A)$(A)</A>";
    Items += "<I Include=\"@(I);@(I)\"/>";
  }
  EXPECT_THAT(error(readRaw(project(Doubling + "</PropertyGroup>"))),
              HasSubstr("App.vcxproj: too large"));
  file("/co/items.vcxproj", project(Items + "</ItemGroup>"));
  EXPECT_THAT(error(readProject("/co/items.vcxproj", {}, *Files)),
              HasSubstr("items.vcxproj: too large"));
}

TEST_F(BrokenProjectTest, DeepNestingIsHarmless) {
  std::string Deep;
  for (unsigned I = 0; I < 100000; ++I)
    Deep += "<Choose><When>";
  for (unsigned I = 0; I < 100000; ++I)
    Deep += "</When></Choose>";
  EXPECT_THAT(problems(read(Deep)), Contains(HasSubstr("nested too deep")));
}
