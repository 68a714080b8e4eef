//===- SourceFileTest.cpp - Where things are in a text --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/SourceFile.h"

#include <gtest/gtest.h>

using namespace threadpool;
using namespace threadpool::reports;

namespace {

/// "LINE:COLUMN-LINE:COLUMN".
std::string shown(const Region &At) {
  return std::to_string(At.StartLine) + ":" + std::to_string(At.StartColumn) +
         "-" + std::to_string(At.EndLine) + ":" + std::to_string(At.EndColumn);
}

facts::Location at(unsigned Line, unsigned Column) {
  facts::Location Where;
  Where.Line = Line;
  Where.Column = Column;
  return Where;
}

// Two bytes and one unit; three and one; four and two.
constexpr char Umlaut[] = "\xC3\xA4";
constexpr char Euro[] = "\xE2\x82\xAC";
constexpr char Smile[] = "\xF0\x9F\x98\x80";

} // namespace

TEST(Utf16LengthTest, UnitsNotBytes) {
  EXPECT_EQ(utf16Length(""), 0u);
  EXPECT_EQ(utf16Length("abc"), 3u);
  EXPECT_EQ(utf16Length(std::string(Umlaut) + Euro + Smile), 4u);
}

TEST(Utf16LengthTest, EachByteThatIsNotUtf8IsOne) {
  EXPECT_EQ(utf16Length("\xE4\xF6x"), 3u);
  EXPECT_EQ(utf16Length("\xF0\x9F\x98"), 3u);
  // A surrogate, and a longer way to write '/'.
  EXPECT_EQ(utf16Length("\xED\xA0\x80"), 3u);
  EXPECT_EQ(utf16Length("\xC0\xAF"), 2u);
}

TEST(SourceFileTest, ALengthIsInBytes) {
  const SourceFile File(std::string("a\n  ") + Smile + Umlaut + " f(" + Smile +
                        ");\n");
  EXPECT_EQ(shown(File.regionAt(at(2, 10), 7)), "2:7-2:12");
  EXPECT_EQ(File.textAt(at(2, 10), 7), std::string("f(") + Smile + ")");
}

TEST(SourceFileTest, WithoutALengthItIsTheWord) {
  const SourceFile File(std::string("x = ab_1") + Umlaut + "->c;");
  EXPECT_EQ(shown(File.regionAt(at(1, 5), 0)), "1:5-1:10");
  EXPECT_EQ(shown(File.regionAt(at(1, 3), 0)), "1:3-1:3");
}

TEST(SourceFileTest, ItMayEndOnAnotherLine) {
  const SourceFile File("f(a,\r\n  b);\r\n");
  EXPECT_EQ(shown(File.regionAt(at(1, 1), 10)), "1:1-2:5");
}

TEST(SourceFileTest, AllLineEndsThatClangKnows) {
  const SourceFile File("a\rb\r\nc\nd");
  EXPECT_EQ(File.line(1), "a");
  EXPECT_EQ(File.line(2), "b");
  EXPECT_EQ(File.line(3), "c");
  EXPECT_EQ(File.line(4), "d");
  EXPECT_EQ(File.line(5), "");
  EXPECT_EQ(File.line(0), "");
}

TEST(SourceFileTest, AByteOrderMarkHasNoColumn) {
  const SourceFile File("\xEF\xBB\xBFint x;\nint y;");
  EXPECT_EQ(File.line(1), "int x;");
  // Clang counts its bytes in the first line.
  EXPECT_EQ(shown(File.regionAt(at(1, 8), 1)), "1:5-1:6");
  EXPECT_EQ(shown(File.regionAt(at(2, 5), 1)), "2:5-2:6");
  EXPECT_EQ(shown(File.regionBehind(7, 1)), "1:5-1:6");
}

TEST(SourceFileTest, EditsAreFoundByOffsets) {
  const SourceFile File(std::string(Smile) + "\n" + Umlaut + "ab");
  EXPECT_EQ(shown(File.regionBehind(7, 2)), "2:2-2:4");
  EXPECT_EQ(shown(File.regionBehind(4, 0)), "1:3-1:3");
  EXPECT_EQ(shown(File.regionBehind(4, 1)), "1:3-2:1");
}

TEST(SourceFileTest, WhatIsNoLongerThereIsAnEmptyRegion) {
  const SourceFile File("ab\ncd");
  EXPECT_EQ(shown(File.regionAt(at(1, 9), 4)), "1:3-2:3");
  EXPECT_EQ(shown(File.regionAt(at(9, 2), 4)), "9:2-9:2");
  EXPECT_EQ(File.textAt(at(9, 2), 4), "");
  EXPECT_EQ(shown(File.regionBehind(99, 4)), "2:3-2:3");
  const SourceFile None("");
  EXPECT_EQ(shown(None.regionAt(at(1, 1), 0)), "1:1-1:1");
  EXPECT_EQ(shown(None.regionAt(at(3, 7), 5)), "3:7-3:7");
}
