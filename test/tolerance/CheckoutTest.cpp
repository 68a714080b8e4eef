//===- CheckoutTest.cpp - What an include finds in a source tree ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Checkout.h"
#include "tolerance/Language.h"

#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

using namespace threadpool::tolerance;

namespace {

/// A source tree in memory, below /co.
class CheckoutTest : public testing::Test {
protected:
  void file(llvm::StringRef Path, llvm::StringRef Text = "") {
    Files->addFile(("/co/" + Path).str(), 0,
                   llvm::MemoryBuffer::getMemBufferCopy(Text));
  }
  std::string find(llvm::StringRef Includer, llvm::StringRef Spelling) {
    return Checkout("/co", *Files)
        .find(("/co/" + Includer).str(), Spelling)
        .value_or("");
  }
  Language language(llvm::StringRef File) {
    const Checkout Project("/co", *Files);
    return languageOf(("/co/" + File).str(), &Project, *Files);
  }

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> Files{
      new llvm::vfs::InMemoryFileSystem};
};

} // namespace

TEST_F(CheckoutTest, RootIsWhereGitIs) {
  file(".git/HEAD");
  file("src/deep/a.c");
  EXPECT_EQ(findCheckout("/co/src/deep/a.c", *Files), "/co");
  EXPECT_EQ(findCheckout("/other/a.c", *Files), "");
}

TEST_F(CheckoutTest, CaseAndBackslashMakeNoDifference) {
  file("inc/Common/Util.h");
  EXPECT_EQ(find("src/a.c", "COMMON\\util.H"), "/co/inc/Common/Util.h");
  EXPECT_EQ(find("src/a.c", "..\\inc\\common\\util.h"),
            "/co/inc/Common/Util.h");
}

TEST_F(CheckoutTest, OnlyWholeDirectoriesMatch) {
  file("inc/mycommon/util.h");
  EXPECT_EQ(find("src/a.c", "common/util.h"), "");
}

TEST_F(CheckoutTest, TheNearestWins) {
  file("one/stdafx.h");
  file("two/stdafx.h");
  file("two/inc/pch.h");
  file("pch.h");
  EXPECT_EQ(find("two/src/a.cpp", "stdafx.h"), "/co/two/stdafx.h");
  EXPECT_EQ(find("one/src/a.cpp", "stdafx.h"), "/co/one/stdafx.h");
  EXPECT_EQ(find("two/src/a.cpp", "pch.h"), "/co/two/inc/pch.h");
}

TEST_F(CheckoutTest, ANeighbourWinsOverAll) {
  file("src/UTIL.h");
  file("util.h");
  EXPECT_EQ(find("src/a.c", "util.h"), "/co/src/UTIL.h");
}

TEST_F(CheckoutTest, OtherSystemsAndTestsComeLast) {
  file("linux/inc/sync.h");
  file("deep/er/win32/inc/sync.h");
  file("mock/pool.h");
  EXPECT_EQ(find("src/a.c", "sync.h"), "/co/deep/er/win32/inc/sync.h");
  EXPECT_EQ(find("linux/src/a.c", "sync.h"), "/co/linux/inc/sync.h");
  EXPECT_EQ(find("src/a.c", "pool.h"), "/co/mock/pool.h");
}

TEST_F(CheckoutTest, WhatStandsInForWindowsIsNotMeant) {
  file("inc/palrt/nt.h");
  EXPECT_EQ(find("src/a.c", "nt.h"), "");
  EXPECT_EQ(find("src/a.c", "palrt/nt.h"), "");
  EXPECT_EQ(find("inc/palrt/deep/a.c", "nt.h"), "/co/inc/palrt/nt.h");
}

TEST_F(CheckoutTest, PrunedDirectoriesAreNotSearched) {
  file(".git/a.h");
  file("node_modules/x/a.h");
  EXPECT_EQ(find("src/b.c", "a.h"), "");
}

TEST_F(CheckoutTest, AHeaderOfCSourcesAloneIsC) {
  file("inc/outer.h", "#include \"Inner.h\"\n");
  file("inc/inner.h");
  file("a.c", "#include \"inc\\outer.h\"\n");
  EXPECT_EQ(language("inc/inner.h"), Language::C);
  file("b.cpp", "#include <outer.h>\n");
  EXPECT_EQ(language("inc/inner.h"), Language::CPlusPlus);
}

TEST_F(CheckoutTest, OtherwiseItIsCPlusPlus) {
  file("lonely.h");
  file("x.hpp");
  file("y.c");
  EXPECT_EQ(language("lonely.h"), Language::CPlusPlus);
  EXPECT_EQ(language("x.hpp"), Language::CPlusPlus);
  EXPECT_EQ(language("y.c"), Language::C);
}
