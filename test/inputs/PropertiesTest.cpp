//===- PropertiesTest.cpp - Macros of projects ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Properties.h"

#include "InputsTest.h"

using namespace threadpool::inputs;
using testing::ElementsAre;

namespace {

class PropertiesTest : public InputsTest {
protected:
  PathFinder Paths{{}, *Files};
  Properties Values{Paths};
};

} // namespace

TEST_F(PropertiesTest, NamesHaveNoCase) {
  Values.set("Root", "C:\\src");
  EXPECT_EQ(Values.expand("$(root)\\$(ROOT)\\inc"), "C:\\src\\C:\\src\\inc");
}

TEST_F(PropertiesTest, GlobalsStayAsTheyAre) {
  Values.setGlobal("Platform", "x64");
  Values.set("platform", "Win32");
  EXPECT_EQ(Values.expand("$(Platform)"), "x64");
}

TEST_F(PropertiesTest, WhatNothingDefinesStaysKnownAsAHole) {
  Values.set("Sdk", Values.expand("$(SDK_ROOT)\\include"));
  const std::string Path = Values.expand("$(Sdk)\\um");
  EXPECT_TRUE(hasHole(Path));
  EXPECT_THAT(holesOf(Path), ElementsAre("SDK_ROOT"));
  EXPECT_EQ(withoutHoles(Path), "\\include\\um");
}

TEST_F(PropertiesTest, APropertyMayAppendToItself) {
  EXPECT_EQ(Values.expand("$(Own);a", "own"), ";a");
}

TEST_F(PropertiesTest, Functions) {
  file("/co/Common/Build.props");
  file("/co/src/app/app.vcxproj");
  Values.setThisFile("/co/src/app/app.vcxproj");
  Values.set("Name", "Some.Name");
  struct {
    const char *Text;
    const char *Value;
  } const Cases[] = {
      {"$([MSBuild]::GetDirectoryNameOfFileAbove($(MSBuildThisFileDirectory), "
       "common\\build.props))\\x",
       "/co/Common\\x"},
      {"$([MSBuild]::GetPathOfFileAbove(Build.props, "
       "'$(MSBuildThisFileDirectory)../../Common'))",
       "/co/Common/Build.props"},
      {"$([MSBuild]::GetPathOfFileAbove('gone.props'))", ""},
      {"$([MSBuild]::NormalizePath($(MSBuildThisFileDirectory), '..\\inc'))",
       "/co/src/inc"},
      {"$([MSBuild]::EnsureTrailingSlash('a'))", "a/"},
      {"$([System.IO.Path]::Combine('a', \"b\", `c`))", "a/b/c"},
      {"$([System.IO.Path]::GetFileName('a\\b.c'))", "b.c"},
      {"$([System.IO.Path]::GetDirectoryName('C:\\a\\b.c'))", "C:\\a"},
      {"$(Name.Replace('.', '_').Length)", nullptr},
      {"$(Name.Replace('.', '_'))", "Some_Name"},
      {"$(Name.ToLower())", "some.name"},
      {"$([System.DateTime]::Now)", nullptr},
      {"$([MSBuild]::NormalizePath($(Unknown), 'x'))", nullptr},
      {"$(unclosed", nullptr},
  };
  for (const auto &C : Cases) {
    const std::string Value = Values.expand(C.Text);
    if (C.Value)
      EXPECT_EQ(Value, C.Value) << C.Text;
    else
      EXPECT_TRUE(hasHole(Value)) << C.Text;
  }
}

TEST_F(PropertiesTest, ListsAreTrimmedAndUnescaped) {
  EXPECT_THAT(splitList(" a ;; b%3Bc;\r\n d%;e%4;%zz"),
              ElementsAre("a", "b;c", "d%", "e%4", "%zz"));
}

TEST_F(PropertiesTest, DoublingIsStopped) {
  Values.set("A", "0123456789");
  for (unsigned I = 0; I < 100; ++I)
    Values.set("A", Values.expand("$(A)$(A)"));
  EXPECT_TRUE(Values.isExhausted());
}

TEST_F(PropertiesTest, NestingIsStopped) {
  std::string Deep;
  for (unsigned I = 0; I < 10000; ++I)
    Deep += "$([MSBuild]::NormalizePath(";
  EXPECT_TRUE(hasHole(Values.expand(Deep)));
  Deep += std::string(20000, ')');
  EXPECT_TRUE(hasHole(Values.expand(Deep)));
}
