//===- EscapesTest.cpp - Names in reports ---------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/GitHub.h"
#include "reports/Uri.h"

#include <gtest/gtest.h>

using namespace threadpool::reports;

TEST(UriTest, WhatAUriCanHoldStays) {
  EXPECT_EQ(asUri("src/a-b_c.d~1/f+g.cpp"), "src/a-b_c.d~1/f+g.cpp");
  EXPECT_EQ(asUri("a!$&'()*,;=@.c"), "a!$&'()*,;=@.c");
}

TEST(UriTest, EverythingElseIsANumber) {
  EXPECT_EQ(asUri("a b#c?d%41.c"), "a%20b%23c%3Fd%2541.c");
  EXPECT_EQ(asUri("\"<>\\^`{|}[]"), "%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D");
  EXPECT_EQ(asUri("\xC3\xA9\xFF\n\x7F"), "%C3%A9%FF%0A%7F");
}

TEST(UriTest, AColonStartsNoScheme) {
  EXPECT_EQ(asUri("C:/x.c"), "C%3A/x.c");
  EXPECT_EQ(asUri("http://x"), "http%3A//x");
}

TEST(UriTest, AnAbsolutePathIsAFile) {
  EXPECT_EQ(asUri("/usr/a b.h"), "file:///usr/a%20b.h");
}

TEST(GitHubTest, AMessageIsOneLine) {
  EXPECT_EQ(asGitHubMessage("100%: a,b\r\nc"), "100%25: a,b%0D%0Ac");
}

TEST(GitHubTest, APropertyEndsNowhereElse) {
  EXPECT_EQ(asGitHubProperty("100%: a,b\r\nc::"),
            "100%25%3A a%2Cb%0D%0Ac%3A%3A");
}

TEST(GitHubTest, WhatIsNotUtf8IsReplaced) {
  EXPECT_EQ(asGitHubMessage("\xE4%"), "\xEF\xBF\xBD%25");
}
