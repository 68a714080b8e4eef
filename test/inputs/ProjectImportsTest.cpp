//===- ProjectImportsTest.cpp - What projects import ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectTest.h"

using namespace threadpool::inputs;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

using ProjectImportsTest = ProjectTest;

TEST_F(ProjectImportsTest, ImportsAreOfTheFileThatHasThem) {
  file("/co/build/inc/h.h");
  props("/co/build/Common.props",
        "<Import Project=\"more\\more.props\"/><PropertyGroup>"
        "<Inc>$(MSBuildThisFileDirectory)inc</Inc></PropertyGroup>");
  props("/co/build/more/more.props",
        "<ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>"
        "$(MSBuildThisFileName)_$(MSBuildProjectName)"
        "</PreprocessorDefinitions></ClCompile></ItemDefinitionGroup>");
  const SourceUnit Unit = unit(
      "<Import Project=\"..\\BUILD\\common.props\"/>"
      "<ItemDefinitionGroup><ClCompile><AdditionalIncludeDirectories>$(Inc)"
      "</AdditionalIncludeDirectories></ClCompile></ItemDefinitionGroup>");
  EXPECT_THAT(Unit.Known.IncludeDirs, ElementsAre("/co/build/inc"));
  EXPECT_THAT(Unit.Known.Definitions, ElementsAre("more_App"));
}

TEST_F(ProjectImportsTest, SharedItemsAreOfTheProjectThatImportsThem) {
  file("/co/shared/s.cpp");
  props("/co/shared/S.vcxitems",
        "<ItemGroup><ClCompile "
        "Include=\"$(MSBuildThisFileDirectory)s.cpp\"/></ItemGroup>");
  const Sources Read =
      read("<ImportGroup Label=\"Shared\"><Import "
           "Project=\"..\\shared\\S.vcxitems\" Label=\"Shared\"/>"
           "</ImportGroup>");
  EXPECT_THAT(files(Read), ElementsAre("/co/shared/s.cpp"));
  EXPECT_EQ(Read.Units[0].Project, "/co/app/App.vcxproj");
}

TEST_F(ProjectImportsTest, DirectoryBuildFilesAreFoundAbove) {
  props("/co/Directory.Build.props",
        "<PropertyGroup><CharacterSet>MultiByte</CharacterSet>"
        "<ForceImportBeforeCppProps>$(MSBuildThisFileDirectory)before.props"
        "</ForceImportBeforeCppProps></PropertyGroup>");
  props("/co/before.props",
        "<PropertyGroup><Before>BEFORE</Before></PropertyGroup>");
  props("/co/Directory.Build.targets",
        "<ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>$(Before);"
        "%(PreprocessorDefinitions)</PreprocessorDefinitions></ClCompile>"
        "</ItemDefinitionGroup>");
  EXPECT_THAT(unit(R"(
      <Import Project="$(VCTargetsPath)\Microsoft.Cpp.Default.props"/>
      <Import Project="$(VCTargetsPath)\Microsoft.Cpp.props"/>
      <Import Project="$(VCTargetsPath)\Microsoft.Cpp.targets"/>)")
                  .Known.Definitions,
              ElementsAre("BEFORE", "_MBCS"));
}

TEST_F(ProjectImportsTest, TheSolutionAboveSaysWhereItIs) {
  file("/co/inc/h.h");
  file("/co/All.sln", "Microsoft Visual Studio Solution File\n"
                      "Project(\"{8BC9CEB8}\") = \"App\", "
                      "\"app\\App.vcxproj\", \"{1}\"\n");
  file("/co/app/Other.sln", "Microsoft Visual Studio Solution File\n");
  EXPECT_THAT(settings("<AdditionalIncludeDirectories>$(SolutionDir)inc"
                       "</AdditionalIncludeDirectories>")
                  .IncludeDirs,
              ElementsAre("/co/inc"));
}

TEST_F(ProjectImportsTest, ImportsInACircleEnd) {
  props("/co/a.props", "<Import Project=\"b.props\"/><PropertyGroup>"
                       "<N>$(N)x</N></PropertyGroup>");
  props("/co/b.props", "<Import Project=\"A.props\"/>"
                       "<Import Project=\"app/App.vcxproj\"/>");
  EXPECT_THAT(unit("<Import Project=\"..\\a.props\"/>"
                   "<Import Project=\"..\\a.props\"/>"
                   "<ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>"
                   "$(N)</PreprocessorDefinitions></ClCompile>"
                   "</ItemDefinitionGroup>")
                  .Known.Definitions,
              ElementsAre("x"));
}

TEST_F(ProjectImportsTest, AChainOfImportsThatIsTooLongIsCut) {
  for (unsigned I = 0; I < 500; ++I)
    props("/co/" + std::to_string(I) + ".props",
          "<Import Project=\"" + std::to_string(I + 1) + ".props\"/>");
  EXPECT_THAT(problems(read("<Import Project=\"..\\0.props\"/>")),
              ElementsAre(HasSubstr("nested too deep")));
}

TEST_F(ProjectImportsTest, WhatIsNotOfTheRepositoryIsCountedAtMost) {
  unit("<Import Project=\"$(BOOST)\\boost.props\"/>"
       "<Import Project=\"Sdk.props\" Sdk=\"Some.Sdk\"/>"
       "<Import Project=\"$(VCTargetsPath)\\Microsoft.Cpp.Default.props\"/>");
  EXPECT_THAT(Last.UnknownMacros, ElementsAre(Pair("BOOST", 1U)));
  EXPECT_THAT(Last.Problems, IsEmpty());
}
