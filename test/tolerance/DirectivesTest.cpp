//===- DirectivesTest.cpp - Which includes a text names ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tolerance/Directives.h"

#include "gtest/gtest.h"

using namespace threadpool::tolerance;

static std::vector<std::string> spellings(llvm::StringRef Text) {
  std::vector<std::string> Result;
  for (const Include &I : includesOf(Text))
    Result.push_back((I.IsAngled ? "<" : "\"") + I.Spelling);
  return Result;
}

using Names = std::vector<std::string>;

TEST(Directives, QuotedAndAngled) {
  EXPECT_EQ(spellings("#include \"a.h\"\n  #  include <b/c.h>\r\n"),
            (Names{"\"a.h", "<b/c.h"}));
}

TEST(Directives, ImportAndBackslash) {
  EXPECT_EQ(spellings("#import \"..\\x\\y.tlb\"\n"), (Names{"\"..\\x\\y.tlb"}));
}

TEST(Directives, ExcludedLinesCount) {
  EXPECT_EQ(spellings("#if 0\n#include \"a.h\"\n#endif\n"), (Names{"\"a.h"}));
}

TEST(Directives, CommentsDoNot) {
  EXPECT_EQ(spellings("// #include \"a.h\"\n/*\n#include \"b.h\"\n*/"
                      "#include \"c.h\"\nint X; /* \n#include \"d.h\" */\n"
                      "const char *S = \"/*\";\n#include \"e.h\"\n"),
            (Names{"\"c.h", "\"e.h"}));
}

TEST(Directives, MacrosAreNoNames) {
  EXPECT_TRUE(
      spellings("#include HEADER\n#include\n#define include\n").empty());
}

TEST(Directives, ApiNamesAreWholeWords) {
  EXPECT_TRUE(namesApi("x = CreateThreadpoolWait(a, b, c);"));
  EXPECT_FALSE(namesApi("x = MyCreateThreadpoolWait2(a, b, c);"));
  EXPECT_FALSE(namesApi("CloseHandle(h); EnterCriticalSection(&l);"));
}
