//===- BadFileTest.cpp - Files that are not as they should be -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/File.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include "gtest/gtest.h"

#include <random>

using namespace threadpool;
using namespace threadpool::facts;

/// Inputs/sample.facts: what Inputs/s.c says.
static const std::string &sample() {
  static const std::string Text = [] {
    auto Buffer = llvm::MemoryBuffer::getFile(TP_FACTS_INPUTS "/sample.facts");
    return Buffer ? (*Buffer)->getBuffer().str() : std::string();
  }();
  return Text;
}

template <class T> static std::string errorIn(llvm::Expected<T> Result) {
  return Result ? "none" : llvm::toString(Result.takeError());
}

static std::string errorOf(llvm::StringRef Text) {
  return errorIn(read(Text, "f"));
}

/// The sample with the first \p From replaced.
static std::string withChange(llvm::StringRef From, llvm::StringRef To) {
  const std::size_t At = llvm::StringRef(sample()).find(From);
  EXPECT_NE(At, llvm::StringRef::npos) << From.str();
  return (llvm::StringRef(sample()).take_front(At) + To +
          llvm::StringRef(sample()).substr(At + From.size()))
      .str();
}

TEST(BadFile, TheSampleIsGood) {
  llvm::Expected<UnitRecord> Record = read(sample(), "f");
  ASSERT_TRUE(bool(Record)) << llvm::toString(Record.takeError());
  EXPECT_EQ(Record->Name, "src/s.c");
  EXPECT_EQ(Record->Facts.Functions.size(), 3u);
  std::string Again;
  llvm::raw_string_ostream Out(Again);
  write(*Record, Out);
  EXPECT_EQ(Out.str(), sample());
}

namespace {
struct Change {
  const char *From;
  const char *To;
  const char *Error;
};
} // namespace

static const Change Changes[] = {
    // The first line.
    {"{\"threadpool-facts\":1,\"name\"", "{\"name\"",
     "f:1: this is no file of facts"},
    {"\"threadpool-facts\":1", "\"threadpool-facts\":\"1\"",
     "f:1: this is no file of facts"},
    {"\"threadpool-facts\":1", "\"threadpool-facts\":0",
     "f:1: this is no file of facts"},
    {"\"threadpool-facts\":1", "\"threadpool-facts\":2",
     "f:1: was written by a newer version (2); this one reads 1"},
    {"{\"threadpool-facts\":1,\"name\":\"src/s.c\"",
     "{\"threadpool-facts\":3,\"more\":[]",
     "f:1: was written by a newer version (3); this one reads 1"},
    {"\"errors\":2", "\"warnings\":2",
     "f:1: there is a member with an unknown name when parsing header"},
    {"\"errors\":2", "\"errors\":-2",
     "f:1: expected a number of 32 bits, or -1 at header.errors"},
    {"\"errors\":2", "\"errors\":4294967296",
     "f:1: expected a number of 32 bits, or -1 at header.errors"},
    {"\"errors\":2", "\"errors\":1.5",
     "f:1: expected a number of 32 bits, or -1 at header.errors"},
    {"\"errors\":2", "\"errors\":\"2\"",
     "f:1: expected a number of 32 bits, or -1 at header.errors"},
    {"\"src/s.c\"", "7", "f:1: expected text at header.name"},
    {"\"src/s.c\"", "\"\xff\"", "f:1: Invalid UTF-8 sequence at byte 30"},
    {"{\"threadpool-facts\":1", "[\"threadpool-facts\",1",
     "f:1: Expected , or ] after array element at byte 29"},
    {"{\"threadpool-facts\":1,\"name\":\"src/"
     "s.c\",\"project\":\"s.vcxproj\",\"errors\":2}",
     "[]", "f:1: expected an object"},
    {"{\"threadpool-facts\":1,\"name\":\"src/"
     "s.c\",\"project\":\"s.vcxproj\",\"errors\":2}",
     "", "f:1: Unexpected EOF at byte 0"},
    {"{\"threadpool-facts\"", "\xef\xbb\xbf{\"threadpool-facts\"",
     "f:1: Invalid JSON value at byte 1"},
    // The index.
    {"{\"index\":{\"functions\":3", "{\"indices\":{\"functions\":3",
     "f:2: expected the line 'index'"},
    {"{\"index\":{\"functions\":3", "{\"index\":{\"routines\":3",
     "f:2: there is a member with an unknown name when parsing index"},
    {"{\"index\":{\"functions\":3", "{\"index\":{\"functions\":4",
     "f:2: the index does not agree with the functions"},
    {"\"uses-api\":1", "\"uses-api\":0",
     "f:2: the index does not agree with the functions"},
    {"\"uses-api\":1", "\"uses-api\":2",
     "f:2: expected 0 or 1 at index.uses-api"},
    {"\"uses-api\":1", "\"uses-api\":true",
     "f:2: expected 0 or 1 at index.uses-api"},
    {"[\"s.vcxproj|c:@F@onWait\",\"s.vcxproj|c:@F@start\"]",
     "[\"c:@F@start\",\"c:@F@onWait\"]",
     "f:2: expected names in order, and each once"},
    {"[\"s.vcxproj|c:@F@onWait\",\"s.vcxproj|c:@F@start\"]",
     "[\"c:@F@onWait\",\"c:@F@onWait\"]",
     "f:2: expected names in order, and each once"},
    {"[\"s.vcxproj|c:@F@onWait\",\"s.vcxproj|c:@F@start\"]",
     "[\"c:@F@onWait\"]", "f:2: the index does not agree with the functions"},
    {"[\"s.vcxproj|c:@F@other\"]", "[\"s.vcxproj|c:@F@others\"]",
     "f:2: the index does not agree with the functions"},
    {"[\"s.vcxproj|c:@Stop\"]", "\"c:@Stop\"",
     "f:2: expected a list at index.storage"},
    {"[\"s.vcxproj|c:@Stop\"]", "[[]]",
     "f:2: expected text at index.storage[0]"},
    // The strings.
    {"{\"strings\":", "{\"text\":", "f:3: expected the line 'strings'"},
    {"{\"strings\":[\"\\n  \",", "{\"strings\":[\"\\n  \"],\"more\":[\"\",",
     "f:3: expected the line 'strings'"},
    {"\"I\",\"P\"", "\"P\",\"I\"",
     "f:3: expected strings in order, each once, and none empty"},
    {"\"I\",\"P\"", "\"P\",\"P\"",
     "f:3: expected strings in order, each once, and none empty"},
    {"[\"\\n  \",\"\\n    \"", "[\"\",\"\\n    \"",
     "f:3: expected strings in order, each once, and none empty"},
    {"\"I\",\"P\"", "\"I\",0", "f:3: expected text at strings[13]"},
    {"\"I\",\"P\"", "\"I\",\"\\q\"",
     "f:3: Invalid escape sequence at byte 136"},
    // The unit.
    {"{\"unit\":", "{\"units\":", "f:4: expected the line 'unit'"},
    {"{\"unit\":{\"files\":[32]", "{\"unit\":{\"files\":[35]",
     "f:4: expected the number of a string at unit.files[0]"},
    {"{\"unit\":{\"files\":[32]", "{\"unit\":{\"files\":[-1]",
     "f:4: expected the number of a string at unit.files[0]"},
    {"{\"unit\":{\"files\":[32]", "{\"unit\":{\"files\":32",
     "f:4: expected a list at unit.files"},
    {"{\"unit\":{\"files\":[32]", "{\"unit\":{\"files\":[]",
     "f:4: 'c:@F@onWait' is declared in file 0 of 0"},
    {"{\"unit\":{\"files\"",
     "{\"unit\":{\"filetime-casts\":[[[1,0,1,1],8]],\"files\"",
     "f:4: there is no file number 1"},
    {"{\"unit\":{\"files\"", "{\"unit\":{\"dll-at\":[0,0,0,0,0],\"files\"",
     "f:4: the list is too long at unit.dll-at"},
    {"{\"unit\":{\"files\"", "{\"unit\":{\"dll\":6,\"files\"",
     "f:4: the number stands for no such thing at unit.dll"},
    {"{\"unit\":{\"files\"", "{\"unit\":{\"dll\":-1,\"files\"",
     "f:4: the number stands for no such thing at unit.dll"},
    {"[[24,57],[25,22]]", "[[25,22],[24,57]]",
     "f:4: expected names in order, and each once at unit.declared-at[1]"},
    {"[[24,57],[25,22]]", "[[24,57],[24,22]]",
     "f:4: expected names in order, and each once at unit.declared-at[1]"},
    {"[[24,57],[25,22]]", "[[24,57,1]]",
     "f:4: expected a name and its value at unit.declared-at[0]"},
    {"[[24,57],[25,22]]", "[24,57]",
     "f:4: expected a list at unit.declared-at[0]"},
    {"[[24,57],[25,22]]", "{}", "f:4: expected a list at unit.declared-at"},
    // A function.
    {"{\"function\":{\"usr\":21,", "{\"functions\":{\"usr\":21,",
     "f:5: expected a function or the end"},
    {"{\"function\":{\"usr\":21,", "{\"at-exit\":{\"usr\":21,",
     "f:6: expected a function or the end"},
    {"{\"function\":{\"usr\":21,", "{\"function\":[],\"more\":{\"usr\":21,",
     "f:5: expected the line 'function'"},
    {"{\"function\":{\"usr\":21,", "{\"function\":{\"usr\":23,",
     "f:6: 'c:@F@start' stands here twice"},
    {"{\"function\":{\"usr\":21,", "{\"function\":{\"usr\":33,",
     "f:6: 'c:@F@start' is out of order"},
    {"{\"function\":{\"usr\":21,", "{\"function\":{\"uSr\":21,",
     "f:5: there is a member with an unknown name when parsing function"},
    {"{\"function\":{\"usr\":21,",
     "{\"function\":{\"usr\":9223372036854775807,",
     "f:5: expected the number of a string at function.usr"},
    {"\"where\":[0,98,7,15]", "\"where\":[1,98,7,15]",
     "f:5: 'c:@F@onWait': there is no file number 1"},
    {"\"where\":[0,98,7,15]", "\"where\":[1]",
     "f:5: 'c:@F@onWait': there is no file number 1"},
    {"\"where\":[0,98,7,15]", "\"where\":[0,98,7,15,1]",
     "f:5: the list is too long at function.where"},
    {"\"where\":[0,98,7,15]", "\"where\":{\"file\":0}",
     "f:5: expected a list at function.where"},
    {"\"parameters\":4", "\"parameters\":3",
     "f:5: 'c:@F@onWait': it has 3 parameters and 4 names of parameters"},
    {"\"parameters\":4,\"parameter-names\":[13,10,20,16]",
     "\"parameters\":4000000000",
     "f:5: 'c:@F@onWait': it has too many parameters"},
    {"\"entry\":0", "\"entry\":4",
     "f:5: 'c:@F@onWait': it begins at node 4 of 4"},
    {"\"entry\":0", "\"entry\":null",
     "f:5: expected a number of 32 bits, or -1 at function.entry"},
    {"\"nodes\":[", "\"nodes\":{},\"records\":[",
     "f:5: expected a list at function.nodes"},
    // A node.
    {"[[10,1,2,", "[[15,1,2,",
     "f:5: the number stands for no such thing at function.nodes[0].kind"},
    {"[[10,1,2,", "[[-1,1,2,",
     "f:5: the number stands for no such thing at function.nodes[0].kind"},
    {"[[10,1,2,", "[[10.5,1,2,",
     "f:5: the number stands for no such thing at function.nodes[0].kind"},
    {"[[10,1,2,", "[[10,4,2,",
     "f:5: 'c:@F@onWait': node 0: it leads to node 4 of 4"},
    {"[[10,1,2,", "[[10,1,4,",
     "f:5: 'c:@F@onWait': node 0: it leads to node 4 of 4"},
    {"[[10,1,2,", "[[10,-2,2,",
     "f:5: expected a number of 32 bits, or -1 at function.nodes[0].next"},
    {"[12,-1,-1,[0,248,12,1]]", "[3]",
     "f:5: 'c:@F@onWait': node 3: it has too few operands"},
    {"[12,-1,-1,[0,248,12,1]]", "[5]",
     "f:5: 'c:@F@onWait': node 3: it has too few operands"},
    {"[12,-1,-1,[0,248,12,1]]", "12",
     "f:5: expected a list at function.nodes[3]"},
    {"[12,-1,-1,[0,248,12,1]]", "[12,-1,-1,[2,248,12,1]]",
     "f:5: 'c:@F@onWait': there is no file number 2"},
    {"[12,-1,-1,[0,248,12,1]]", "[12,-1,-1,[],0,0,0,[],[],[],0,0,[],4]",
     "f:5: the number stands for no such thing at function.nodes[3].compare"},
    {"[12,-1,-1,[0,248,12,1]]",
     "[0,0,0,[],0,0,0,[],[],[],0,0,[],0,[],0,0,0,0,[],0]",
     "f:5: the list is too long at function.nodes[3]"},
    {"[[2,19,[3,25],0,0,1],[1]]", "[[2,19,[3,25],0,0,1]]",
     "f:5: 'c:@F@onWait': node 0: it has too few operands"},
    // Operands and paths.
    {"[2,19,[3,25],0,0,1]", "[5,19,[3,25],0,0,1]",
     "f:5: the number stands for no such thing at "
     "function.nodes[0].args[0].kind"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[6,25],0,0,1]",
     "f:5: the number stands for no such thing at "
     "function.nodes[0].args[0].where.root"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[3,25],9223372036854775808]",
     "f:5: expected a number of 64 bits at function.nodes[0].args[0].number"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[1,25],0,0,1]",
     "f:5: 'c:@F@onWait': node 0: 'c:@Stop' is the position of no parameter"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[5,25],0,0,1]",
     "f:5: 'c:@F@onWait': node 0: 'c:@Stop' is the number of no node"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[5],0,0,1]",
     "f:5: 'c:@F@onWait': node 0: '' is the number of no node"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[3,25,[[7]]],0,0,1]",
     "f:5: the number stands for no such thing at "
     "function.nodes[0].args[0].where.steps[0].kind"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[3,25,[[4,25]]],0,0,1]",
     "f:5: 'c:@F@onWait': node 0: 'c:@Stop' is no bit"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[3,25,[[4,8]]],0,0,1]",
     "f:5: 'c:@F@onWait': node 0: '0' is no bit"},
    {"[2,19,[3,25],0,0,1]", "[0,0,[],0,0,0,[[5,25]]]",
     "f:5: 'c:@F@onWait': node 0: 'c:@Stop' is the number of no node"},
    {"[2,19,[3,25],0,0,1]", "[0,0,[],0,0,0,[],0,0,3]",
     "f:5: the number stands for no such thing at "
     "function.nodes[0].args[0].half"},
    {"[2,19,[3,25],0,0,1]", "[0,0,[],0,0,0,[],0,0,0,[1,-1]]",
     "f:5: expected a number of 64 bits that is not negative at "
     "function.nodes[0].args[0].times.limit"},
    {"[2,19,[3,25],0,0,1]", "[0,0,[],0,0,0,[],0,0,0,[1,18446744073709551616]]",
     "f:5: expected a number of 64 bits that is not negative at "
     "function.nodes[0].args[0].times.limit"},
    {"[2,19,[3,25],0,0,1]", "[0,0,[],0,0,0,[],0,0,0,[1,1,1,0,[1,1,1,1]]]",
     "f:5: 'c:@F@onWait': there is no file number 1"},
    {"[2,19,[3,25],0,0,1]", "[0,0,[],0,0,0,[],0,0,0,0]",
     "f:5: expected a list at function.nodes[0].args[0].times"},
    {"[2,19,[3,25],0,0,1]", "[0,0,[],0,0,0,[],0,0,0,null,[0,1,2]]",
     "f:5: the list is too long at function.nodes[0].args[0].range"},
    {"[2,19,[3,25],0,0,1]", "[2,19,[[[[[[[[[[[]]]]]]]]]]]]",
     "f:5: brackets are nested too deeply"},
    {"[[0,204,9,13],[0,236,10,32],7,3]", "[[0,204,9,13],[0,236,10,32],7,300]",
     "f:5: expected the number of a string at "
     "function.nodes[1].insertion.braces.close-text"},
    {"[[0,204,9,13],[0,236,10,32],7,3]", "[[1,204,9,13],[0,236,10,32],7,3]",
     "f:5: 'c:@F@onWait': there is no file number 1"},
    // The end.
    {"{\"end\":8}\n", "", "f:8: the file is cut off: its last line is missing"},
    {"{\"end\":8}\n", "{\"end\":8}",
     "f:8: the file is cut off within this line"},
    {"{\"end\":8}\n", "{\"end\":7}\n",
     "f:8: this is line 8, and should be line 7"},
    {"{\"end\":8}\n", "{\"end\":9}\n",
     "f:8: this is line 8, and should be line 9"},
    {"{\"end\":8}\n", "{\"end\":\"8\"}\n",
     "f:8: expected a number of 64 bits that is not negative when parsing end"},
    {"{\"end\":8}\n", "{\"end\":8,\"more\":0}\n",
     "f:8: expected the line 'end'"},
    {"{\"end\":8}\n", "{\"end\":8}\n\n", "f:8: there is more behind the end"},
    {"{\"end\":8}\n", "{\"end\":8}\n{\"end\":9}\n",
     "f:8: there is more behind the end"},
    {"{\"end\":8}\n", "{}\n", "f:8: expected a function or the end"},
};

TEST(BadFile, ChangesAreNoticed) {
  for (const Change &C : Changes)
    EXPECT_EQ(errorOf(withChange(C.From, C.To)), C.Error)
        << C.From << " -> " << C.To;
}

TEST(BadFile, WhateverIsCutOffIsNoticed) {
  for (std::size_t Size = 0; Size != sample().size(); ++Size) {
    const llvm::StringRef Text = llvm::StringRef(sample()).take_front(Size);
    EXPECT_NE(errorOf(Text), "none") << Size;
    EXPECT_NE(errorIn(readIndex(Text, "f")), "none") << Size;
  }
  EXPECT_EQ(errorOf(""), "f:1: the file is cut off: its last line is missing");
}

TEST(BadFile, MissingLinesAreNoticed) {
  llvm::SmallVector<llvm::StringRef> Lines;
  llvm::StringRef(sample()).split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (const llvm::StringRef Missing : Lines) {
    std::string Text;
    for (const llvm::StringRef Line : Lines)
      if (Line != Missing)
        Text += Line.str() + "\n";
    EXPECT_NE(errorOf(Text), "none") << Missing.str();
  }
}

/// Reads what may be anything. If it is good, so is what is written then.
static void readAnything(const std::string &Text) {
  llvm::consumeError(readIndex(Text, "f").takeError());
  llvm::Expected<UnitRecord> Record = read(Text, "f");
  if (!Record)
    return llvm::consumeError(Record.takeError());
  std::string Again;
  llvm::raw_string_ostream Out(Again);
  write(*Record, Out);
  EXPECT_EQ(errorOf(Out.str()), "none") << Text;
}

TEST(BadFile, AnyOtherByteIsPutUpWith) {
  std::mt19937 Random(1);
  for (unsigned I = 0; I != 20000; ++I) {
    std::string Text = sample();
    Text[Random() % Text.size()] ^= 1u << Random() % 8;
    readAnything(Text);
  }
}

TEST(BadFile, OtherNumbersArePutUpWith) {
  static const char *const Numbers[] = {
      "0",           "1",          "-1",         "3",
      "17",          "4294967294", "4294967295", "9223372036854775807",
      "-2147483648", "1e300",      "1e18446744", "18446744073709551615",
      "[]",          "null",       "[[[]]]",     "\"\""};
  std::mt19937 Random(1);
  for (unsigned I = 0; I != 20000; ++I) {
    std::string Text = sample();
    const std::size_t Start =
        Text.find_first_of("0123456789", Random() % Text.size());
    if (Start == std::string::npos)
      continue;
    const std::size_t End = Text.find_first_not_of("0123456789", Start);
    Text.replace(Start, End - Start, Numbers[Random() % std::size(Numbers)]);
    readAnything(Text);
  }
}

TEST(BadFile, LongStringsAreNotCopiedTimeAndAgain) {
  UnitRecord Record;
  Record.Facts.Files.assign(1000, std::string(1 << 20, 'a'));
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  write(Record, Out);
  EXPECT_EQ(errorOf(Out.str()),
            "f:4: the strings are far longer than the file at unit.files[272]");
}

TEST(BadFile, BracketsDoNotEndInTheStack) {
  const std::string Many(1 << 20, '[');
  EXPECT_EQ(errorOf(Many + "\n"), "f:1: brackets are nested too deeply");
  EXPECT_EQ(errorOf(withChange("\"I\"", "\"" + Many + "\"")),
            "f:3: expected strings in order, each once, and none empty");
}
