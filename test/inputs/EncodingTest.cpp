//===- EncodingTest.cpp - How bytes are told apart -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Encoding.h"

#include "gtest/gtest.h"

using namespace threadpool::inputs;
using llvm::StringRef;

/// The bytes of a literal, NULs and all.
template <std::size_t N> static StringRef bytes(const char (&Text)[N]) {
  return {Text, N - 1};
}

TEST(EncodingTest, AsciiAndUtf8AreUtf8) {
  EXPECT_EQ(encodingOf(""), Encoding::Utf8);
  EXPECT_EQ(encodingOf("int x;"), Encoding::Utf8);
  EXPECT_EQ(toUtf8("// \xC3\xA4"), "// \xC3\xA4");
}

TEST(EncodingTest, TheMarkOfUtf8IsTakenAway) {
  EXPECT_EQ(encodingOf("\xEF\xBB\xBFint x;"), Encoding::Utf8WithBom);
  EXPECT_EQ(toUtf8("\xEF\xBB\xBFint x;"), "int x;");
}

TEST(EncodingTest, Utf16WithMark) {
  EXPECT_EQ(encodingOf(bytes("\xFF\xFEi\0;\0")), Encoding::Utf16LE);
  EXPECT_EQ(toUtf8(bytes("\xFF\xFEi\0;\0")), "i;");
  EXPECT_EQ(encodingOf(bytes("\xFE\xFF\0i\0;")), Encoding::Utf16BE);
  EXPECT_EQ(toUtf8(bytes("\xFE\xFF\0i\0;")), "i;");
}

TEST(EncodingTest, Utf16WithoutMarkHasNulsInOnePlace) {
  EXPECT_EQ(toUtf8(bytes("i\0n\0t\0 \0\xE4\0;\0")), "int \xC3\xA4;");
  EXPECT_EQ(toUtf8(bytes("\0i\0n\0t\0 \0\xE4\0;")), "int \xC3\xA4;");
}

TEST(EncodingTest, EverythingElseIsOther) {
  for (const StringRef Bytes :
       {bytes("caf\xE9 au lait"), bytes("\xFF\xFE\0\0i\0\0\0"),
        bytes("MZ\0\0\x01\0\0\0"), bytes("int x;\0"), bytes("\xEF\xBB\xBF\xE9"),
        bytes("\xC3")}) {
    EXPECT_EQ(encodingOf(Bytes), Encoding::Other);
    EXPECT_EQ(toUtf8(Bytes), std::nullopt);
  }
}

TEST(EncodingTest, BrokenUtf16HasNoText) {
  EXPECT_EQ(toUtf8(bytes("\xFF\xFEi\0;")), std::nullopt);
  EXPECT_EQ(toUtf8(bytes("\xFF\xFE\x00\xD8i\0")), std::nullopt);
}
