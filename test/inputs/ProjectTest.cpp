//===- ProjectTest.cpp - Projects of Visual Studio -----------------------===//
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

/// What the wizard writes for a project with two configurations.
static constexpr llvm::StringLiteral TwoConfigurations = R"xml(
  <ItemGroup Label="ProjectConfigurations">
    <ProjectConfiguration Include="Debug|Win32"/>
    <ProjectConfiguration Include="Debug|x64"/>
    <ProjectConfiguration Include="Release|x64"/>
  </ItemGroup>
  <Import Project="$(VCTargetsPath)\Microsoft.Cpp.Default.props"/>
  <PropertyGroup Condition="'$(Configuration)|$(Platform)'=='Release|x64'"
                 Label="Configuration">
    <ConfigurationType>DynamicLibrary</ConfigurationType>
    <CharacterSet>Unicode</CharacterSet>
  </PropertyGroup>
  <PropertyGroup Condition="'$(Configuration)|$(Platform)'=='Debug|x64'">
    <ConfigurationType>Application</ConfigurationType>
  </PropertyGroup>
  <Import Project="$(VCTargetsPath)\Microsoft.Cpp.props"/>
  <ImportGroup Label="PropertySheets">
    <Import Project="$(UserRootDir)\Microsoft.Cpp.$(Platform).user.props"
            Condition="exists('$(UserRootDir)\x.props')"/>
  </ImportGroup>
  <ItemDefinitionGroup
      Condition="'$(Configuration)|$(Platform)'=='Release|x64'">
    <ClCompile>
      <PreprocessorDefinitions>
        NDEBUG;%(PreprocessorDefinitions)
      </PreprocessorDefinitions>
      <LanguageStandard>stdcpp20</LanguageStandard>
    </ClCompile>
  </ItemDefinitionGroup>
  <Import Project="$(VCTargetsPath)\Microsoft.Cpp.targets"/>
)xml";

TEST_F(ProjectTest, AProjectOfTheWizardIsReadAsRelease) {
  const SourceUnit Unit = unit(TwoConfigurations);
  EXPECT_EQ(Unit.File, "/co/app/a.cpp");
  EXPECT_EQ(Unit.Directory, "/co/app");
  EXPECT_EQ(Unit.Project, "/co/app/App.vcxproj");
  EXPECT_EQ(Unit.Makes, Product::Dll);
  EXPECT_THAT(Unit.Known.Definitions,
              ElementsAre("NDEBUG", "_UNICODE", "UNICODE", "_WINDLL"));
  EXPECT_EQ(Unit.Known.Standard, "c++20");
  EXPECT_THAT(Unit.Arguments, IsEmpty());
  EXPECT_THAT(Last.Problems, IsEmpty());
  EXPECT_THAT(Last.UnknownMacros, IsEmpty());
}

TEST_F(ProjectTest, WithoutReleaseForX64TheFirstForX64Counts) {
  const SourceUnit Unit = unit(R"(
    <ItemGroup><ProjectConfiguration Include="Release|Win32"/>
               <ProjectConfiguration Include="Audit|x64"/>
               <ProjectConfiguration Include="Debug|x64"/></ItemGroup>
    <ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>
      $(Configuration)_$(Platform)
    </PreprocessorDefinitions></ClCompile></ItemDefinitionGroup>)");
  EXPECT_THAT(Unit.Known.Definitions, ElementsAre("Audit_x64"));
}

TEST_F(ProjectTest, WithoutX64TheFirstConfigurationCounts) {
  const SourceUnit Unit = unit(R"(
    <ItemGroup><ProjectConfiguration Include="Debug|Win32"/>
               <ProjectConfiguration Include="Release|ARM64"/></ItemGroup>
    <ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>
      $(Configuration)_$(PlatformTarget)
    </PreprocessorDefinitions></ClCompile></ItemDefinitionGroup>)");
  EXPECT_THAT(Unit.Known.Definitions, ElementsAre("Debug_x86"));
}

TEST_F(ProjectTest, DirectoriesAreFoundInAnyCaseAndWithBackslashes) {
  file("/co/Include/Sub/h.h");
  file("/lib/h.h");
  Mappings = {{"D:\\libs", "/lib"}};
  EXPECT_THAT(settings("<AdditionalIncludeDirectories>..\\INCLUDE\\sub;"
                       "$(ProjectDir)..\\include; .;d:\\LIBS;gone;E:\\x;"
                       "\"$(ProjectDir)\";%(AdditionalIncludeDirectories)"
                       "</AdditionalIncludeDirectories>")
                  .IncludeDirs,
              ElementsAre("/co/Include/Sub", "/co/Include", "/co/app", "/lib"));
  EXPECT_THAT(Last.MissingDirectories,
              ElementsAre(Pair("/co/app/gone", 1U), Pair("E:/x", 1U)));
}

TEST_F(ProjectTest, VcDirectoriesAreOfTheSystem) {
  file("/co/sdk/h.h");
  const SourceUnit Unit =
      unit("<PropertyGroup><IncludePath>..\\sdk;$(IncludePath);"
           "$(VC_IncludePath)</IncludePath></PropertyGroup>");
  EXPECT_THAT(Unit.Known.SystemIncludeDirs, ElementsAre("/co/sdk"));
  EXPECT_THAT(Last.UnknownMacros, ElementsAre(Pair("VC_IncludePath", 1U)));
}

TEST_F(ProjectTest, WhatNothingDefinesIsCountedAndNotGuessed) {
  file("/co/include/h.h");
  const SourceUnit Unit = unit(R"(
    <PropertyGroup><Boost>$(BOOST_ROOT)\include</Boost></PropertyGroup>
    <ItemDefinitionGroup><ClCompile>
      <AdditionalIncludeDirectories>$(Boost);..$(NONE)\include</AdditionalIncludeDirectories>
      <PreprocessorDefinitions>A=$(NONE);B</PreprocessorDefinitions>
    </ClCompile></ItemDefinitionGroup>)");
  EXPECT_THAT(Unit.Known.IncludeDirs, IsEmpty());
  EXPECT_THAT(Unit.Known.Definitions, ElementsAre("B"));
  EXPECT_THAT(Last.UnknownMacros,
              ElementsAre(Pair("BOOST_ROOT", 1U), Pair("NONE", 2U)));
}

TEST_F(ProjectTest, MacrosAreWrittenAsOnACommandLine) {
  EXPECT_THAT(settings("<PreprocessorDefinitions>A;B=1;C=\\\"x\\\";D=a%3Bb; ;"
                       "E=&lt;h.h&gt;</PreprocessorDefinitions>"
                       "<UndefinePreprocessorDefinitions>F;G"
                       "</UndefinePreprocessorDefinitions>")
                  .Definitions,
              ElementsAre("A", "B=1", "C=\"x\"", "D=a;b", "E=<h.h>"));
  EXPECT_THAT(Last.Units[0].Known.Undefinitions, ElementsAre("F", "G"));
}

TEST_F(ProjectTest, OptionsThatAreWrittenOut) {
  file("/co/inc/h.h");
  const Settings Known =
      settings("<AdditionalOptions>/std:c++latest /DX /I ..\\inc /bigobj "
               "%(AdditionalOptions)</AdditionalOptions>");
  EXPECT_EQ(Known.Standard, "c++23");
  EXPECT_THAT(Known.Definitions, ElementsAre("X"));
  EXPECT_THAT(Known.IncludeDirs, ElementsAre("/co/inc"));
}

TEST_F(ProjectTest, ForcedIncludesAreLookedForAndPrecompiledHeadersAreNot) {
  file("/co/inc/Force.h");
  const Settings Known = settings(
      "<PrecompiledHeader>Use</PrecompiledHeader>"
      "<PrecompiledHeaderFile>pch.h</PrecompiledHeaderFile>"
      "<AdditionalIncludeDirectories>..\\inc</AdditionalIncludeDirectories>"
      "<ForcedIncludeFiles>force.h;other.h;C:\\gone.h</ForcedIncludeFiles>");
  EXPECT_THAT(Known.ForcedIncludes, ElementsAre("/co/inc/Force.h", "other.h"));
  EXPECT_THAT(problems(Last), ElementsAre(HasSubstr("C:\\gone.h")));
}

TEST_F(ProjectTest, TheStandardIsThatOfTheLanguage) {
  file("/co/app/b.c");
  file("/co/app/c.txt");
  const Sources Read = read(R"(
    <ItemDefinitionGroup><ClCompile>
      <LanguageStandard>stdcpplatest</LanguageStandard>
      <LanguageStandard_C>stdc17</LanguageStandard_C>
    </ClCompile></ItemDefinitionGroup>
    <ItemGroup>
      <ClCompile Include="a.cpp"><CompileAs>Default</CompileAs></ClCompile>
      <ClCompile Include="b.c"/>
      <ClCompile Include="c.txt"><CompileAs>CompileAsC</CompileAs></ClCompile>
    </ItemGroup>)");
  ASSERT_EQ(Read.Units.size(), 3U);
  EXPECT_EQ(Read.Units[0].Known.Standard, "c++23");
  EXPECT_EQ(Read.Units[0].Known.Language, "");
  EXPECT_EQ(Read.Units[1].Known.Standard, "c17");
  EXPECT_EQ(Read.Units[2].Known.Standard, "c17");
  EXPECT_EQ(Read.Units[2].Known.Language, "c");
}

TEST_F(ProjectTest, WhatIsSaidOfOneFileIsSaidOfNoOther) {
  file("/co/app/b.cpp");
  const Sources Read = read(R"(
    <ItemDefinitionGroup><ClCompile>
      <PreprocessorDefinitions>ALL</PreprocessorDefinitions>
    </ClCompile></ItemDefinitionGroup>
    <ItemGroup>
      <ClCompile Include="a.cpp">
        <PreprocessorDefinitions>%(Filename)_A;%(PreprocessorDefinitions)</PreprocessorDefinitions>
      </ClCompile>
      <ClCompile Include="b.cpp" PreprocessorDefinitions="B"/>
    </ItemGroup>)");
  ASSERT_EQ(Read.Units.size(), 2U);
  EXPECT_THAT(Read.Units[0].Known.Definitions, ElementsAre("a_A", "ALL"));
  EXPECT_THAT(Read.Units[1].Known.Definitions, ElementsAre("B"));
}

TEST_F(ProjectTest, WhatIsExcludedInTheConfigurationIsNotBuilt) {
  file("/co/app/b.cpp");
  file("/co/app/c.cpp");
  EXPECT_THAT(files(read(R"(<ItemGroup>
      <ClCompile Include="a.cpp">
        <ExcludedFromBuild Condition="'$(Platform)'=='Win32'">true</ExcludedFromBuild>
      </ClCompile>
      <ClCompile Include="b.cpp">
        <ExcludedFromBuild Condition="'$(Platform)'=='x64'">True</ExcludedFromBuild>
      </ClCompile>
      <ClCompile Include="c.cpp" Condition="'$(Configuration)'=='Debug'"/>
    </ItemGroup>)")),
              ElementsAre("/co/app/a.cpp"));
}

TEST_F(ProjectTest, WildcardsAndWhatTheyLeaveOut) {
  file("/co/app/Src/b.cpp");
  file("/co/app/Src/deep/er/c.CPP");
  file("/co/app/Src/deep/skip.cpp");
  file("/co/app/Src/deep/d.h");
  EXPECT_THAT(files(read(R"(<ItemGroup>
      <ClCompile Include="src\**\*.cpp;?.cpp" Exclude="src\**\skip.*"/>
    </ItemGroup>)")),
              ElementsAre("/co/app/Src/b.cpp", "/co/app/Src/deep/er/c.CPP",
                          "/co/app/a.cpp"));
}

TEST_F(ProjectTest, ItemsAreTakenFromOthersRemovedAndUpdated) {
  file("/co/app/b.cpp");
  file("/co/app/c.cpp");
  const Sources Read = read(R"(<ItemGroup>
      <Mine Include="a.cpp;b.cpp"/>
      <ClCompile Include="@(Mine);c.cpp"/>
      <ClCompile Remove="B.cpp"/>
      <ClCompile Update="c.cpp"><CompileAs>CompileAsC</CompileAs></ClCompile>
    </ItemGroup>)");
  EXPECT_THAT(files(Read), ElementsAre("/co/app/a.cpp", "/co/app/c.cpp"));
  EXPECT_EQ(Read.Units.back().Known.Language, "c");
}

TEST_F(ProjectTest, TheFirstChoiceThatHoldsIsTaken) {
  EXPECT_THAT(unit(R"(<Choose>
      <When Condition="'$(Platform)'=='Win32'">
        <PropertyGroup><Which>1</Which></PropertyGroup></When>
      <When Condition="'$(Platform)'=='x64'">
        <PropertyGroup><Which>2</Which></PropertyGroup></When>
      <Otherwise><PropertyGroup><Which>3</Which></PropertyGroup></Otherwise>
    </Choose>
    <ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>W=$(Which)
    </PreprocessorDefinitions></ClCompile></ItemDefinitionGroup>)")
                  .Known.Definitions,
              ElementsAre("W=2"));
}

TEST_F(ProjectTest, PropertiesAreAllKnownBeforeItemsAre) {
  EXPECT_THAT(unit(R"(
    <ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>$(Late)
    </PreprocessorDefinitions></ClCompile></ItemDefinitionGroup>
    <PropertyGroup><Late>LATE</Late></PropertyGroup>)")
                  .Known.Definitions,
              ElementsAre("LATE"));
}

TEST_F(ProjectTest, TheDebugRuntimeDefinesAMacro) {
  EXPECT_THAT(settings("<RuntimeLibrary>MultiThreadedDebugDLL</RuntimeLibrary>")
                  .Definitions,
              ElementsAre("_DEBUG"));
}

TEST_F(ProjectTest, AMakefileProjectSaysWhatItIncludes) {
  file("/co/inc/h.h");
  const SourceUnit Unit =
      unit("<PropertyGroup><ConfigurationType>Makefile</ConfigurationType>"
           "<NMakeIncludeSearchPath>..\\inc</NMakeIncludeSearchPath>"
           "<NMakePreprocessorDefinitions>N</NMakePreprocessorDefinitions>"
           "</PropertyGroup>");
  EXPECT_EQ(Unit.Makes, Product::Unknown);
  EXPECT_THAT(Unit.Known.IncludeDirs, ElementsAre("/co/inc"));
  EXPECT_THAT(Unit.Known.Definitions, ElementsAre("N"));
}

TEST_F(ProjectTest, Utf16IsRead) {
  std::string Wide = "\xFF\xFE";
  for (const char C : llvm::StringRef("<Project><ItemGroup><ClCompile "
                                      "Include='a.cpp'/></ItemGroup>"
                                      "</Project>"))
    Wide += {C, '\0'};
  EXPECT_THAT(files(checked(readRaw(Wide))), ElementsAre("/co/app/a.cpp"));
}
