//===- ConditionTest.cpp - Conditions of projects ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Condition.h"

#include "InputsTest.h"

using namespace threadpool::inputs;

namespace {

class ConditionTest : public InputsTest {
protected:
  std::optional<bool> holds(llvm::StringRef Condition) {
    PathFinder Paths({}, *Files);
    Properties Values(Paths);
    Values.set("Configuration", "Release");
    Values.set("Platform", "x64");
    Values.set("Yes", "true");
    Values.set("Version", "17.10");
    Values.set("Dir", "C:\\x\\");
    return threadpool::inputs::holds(Condition, Values, "/co/src", Paths);
  }
};

} // namespace

TEST_F(ConditionTest, HoldsOrNot) {
  file("/co/build/Common.props");
  struct {
    const char *Condition;
    bool Holds;
  } const Cases[] = {
      {"", true},
      {" '$(Configuration)|$(Platform)'=='release|X64' ", true},
      {"'$(Configuration)|$(Platform)'=='Debug|x64'", false},
      {"'$(Configuration)'!='Debug'", true},
      {"$(Configuration) == Release", true},
      {"'$(Unknown)' == ''", true},
      {"'$(Unknown)x' == 'x'", true},
      {"'1.0' == '1'", true},
      {"'$(Yes)'", true},
      {"$(Yes)", true},
      {"!$(Yes)", false},
      {"'$(Unknown)'", false},
      {"'a'=='b' or 'a'=='a' and 'b'=='c'", false},
      {"('a'=='b' Or 'a'=='a') AND !('b'=='c')", true},
      {"'$(Version)' > '17.9'", true},
      {"$(Version) >= 17.10", true},
      {"'$(Version)' < '18'", true},
      {"'$(Unknown)' < '18'", false},
      {"Exists('../BUILD\\common.props')", true},
      {"exists('../build') and !Exists('gone')", true},
      {"Exists('$(Unknown)/../build')", false},
      {"Exists('')", false},
      {"HasTrailingSlash('$(Dir)')", true},
      {"!HasTrailingSlash('$(Platform)')", true},
      {"'$(Platform.ToUpper())' == 'X64'", true},
      {"'$(Platform.Replace('64', '(86'))' == 'x(86'", true},
  };
  for (const auto &C : Cases)
    EXPECT_EQ(holds(C.Condition), C.Holds) << C.Condition;
}

TEST_F(ConditionTest, WhatIsNotUnderstoodIsNeither) {
  for (const std::string &Condition :
       {std::string("'a'=="), std::string("'a"), std::string("'a' 'b'"),
        std::string("Exists("), std::string("Exists"), std::string("=='a'"),
        std::string("(('a'=='a')"), std::string("'a'=='a' or"),
        std::string("'a' < 'b'"), std::string("'neither'"),
        std::string("'$(' == ''"), std::string(100000, '('),
        std::string(100000, '!')})
    EXPECT_EQ(holds(Condition), std::nullopt) << Condition.substr(0, 20);
}
