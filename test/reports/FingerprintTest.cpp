//===- FingerprintTest.cpp - What a finding is recognised by --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Fingerprint.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace threadpool;
using namespace threadpool::reports;

namespace {

class FingerprintTest : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Dir;
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("fingerprints", Dir));
    Result.Root = std::string(Dir);
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Result.Root); }

  /// Adds a finding in a file of its own, whose line \p Line is \p Text.
  void add(const std::string &Text, const std::string &Message = "it is wrong",
           const std::string &Function = "f", unsigned Line = 3) {
    const std::string Name =
        "f" + std::to_string(Result.Program.Files.size()) + ".c";
    std::ofstream(Result.Root + "/" + Name)
        << std::string(Line - 1, '\n') << Text << "\n";
    rules::Finding F;
    F.Rules = {rules::Rule::Leak};
    F.Where.File = Result.Program.Files.size();
    F.Where.Line = Line;
    F.Where.Column = 1;
    F.Function = Function;
    F.Message = Message;
    Result.Program.Files.push_back(Name);
    Result.Program.Findings.push_back(F);
  }

  std::vector<std::string> all() {
    SourceFiles Files;
    const Paths Where(Result, "/");
    const Fingerprints Prints(Result, Where, Files);
    std::vector<std::string> Each;
    for (const rules::Finding &F : Result.Program.Findings) {
      Each.push_back(Prints.of(F));
      EXPECT_TRUE(Prints.has(Each.back()));
    }
    return Each;
  }

  scan::ScanResult Result;
};

} // namespace

TEST_F(FingerprintTest, TheFirstOfItsKindIsTheSameAnywhere) {
  add("Close(Wait);");
  const std::vector<std::string> Before = all();
  Result.Program = {};
  add("int x;");
  add("  Close(Wait);\t", "it is wrong", "f", 40);
  EXPECT_EQ(all()[1], Before[0]);
}

TEST_F(FingerprintTest, EqualsAreNumbered) {
  add("Close(Wait);");
  add("Close(Wait);");
  const std::vector<std::string> Two = all();
  EXPECT_NE(Two[0], Two[1]);
  Result.Program.Findings.pop_back();
  EXPECT_EQ(all()[0], Two[0]);
}

TEST_F(FingerprintTest, AnotherFunctionLineOrRuleIsAnother) {
  add("Close(Wait);");
  add("Close(Wait);", "it is wrong", "g");
  add("Close(Other);");
  add("Close(Wait);");
  Result.Program.Findings.back().Rules = {rules::Rule::SelfWait};
  add("Close (Wait);");
  const std::vector<std::string> Each = all();
  for (std::size_t I = 0; I < Each.size(); ++I)
    for (std::size_t J = 0; J < I; ++J)
      EXPECT_NE(Each[I], Each[J]) << I << " and " << J;
}

TEST_F(FingerprintTest, NamesOfTheMessageCountAndItsWordsDoNot) {
  add("Close(Wait);", "'f' frees the callback's context of 'Wait'");
  const std::string One = all()[0];
  Result.Program = {};
  add("Close(Wait);", "by 'f' what the callback's 'Wait' needs is freed");
  EXPECT_EQ(all()[0], One);
  Result.Program = {};
  add("Close(Wait);", "'f' frees the callback's context of 'Timer'");
  EXPECT_NE(all()[0], One);
}

TEST_F(FingerprintTest, AFileThatIsGoneIsNoObstacle) {
  add("Close(Wait);");
  llvm::sys::fs::remove(Result.Root + "/f0.c");
  EXPECT_EQ(all()[0].size(), 32u);
}
