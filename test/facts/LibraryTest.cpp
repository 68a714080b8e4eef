//===- LibraryTest.cpp - The facts of several units in one file -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Library.h"
#include "FilledRecord.h"
#include "facts/File.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

#include <algorithm>
#include <functional>

using namespace threadpool::facts;
using threadpool::test::Filler;

namespace {

std::string written(const UnitRecord &Record) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  write(Record, Out);
  return Text;
}

UnitRecord filledRecord() { return Filler(1, /*IsFull=*/true).record(); }

std::string unitCalled(const std::string &Name, unsigned NumErrors = 0) {
  UnitRecord Record;
  Record.Name = Name;
  Record.NumErrors = NumErrors;
  Record.Facts.Files = {Name};
  return written(Record);
}

std::string unionOf(const std::vector<std::string> &Texts) {
  std::vector<llvm::StringRef> Refs(Texts.begin(), Texts.end());
  std::vector<std::string> Names;
  for (std::size_t I = 0; I < Texts.size(); ++I)
    Names.push_back("f" + std::to_string(I));
  auto Units = threadpool::facts::unionOf(Refs, Names);
  return Units ? llvm::join(*Units, "")
               : "error: " + llvm::toString(Units.takeError());
}

std::vector<std::string> namesIn(const std::string &Text) {
  auto Units = unitsOf(Text, "f");
  EXPECT_TRUE(bool(Units));
  std::vector<std::string> Result;
  for (const LibraryUnit &Unit : *Units)
    Result.push_back(Unit.Index.Name);
  return Result;
}

/// Two that are alike, two versions of one unit, and one with all kinds of
/// members.
std::vector<std::string> someUnits() {
  return {unitCalled("b.c"), unitCalled("a.c"), unitCalled("d.c", 3),
          unitCalled("d.c", 2), written(filledRecord())};
}

} // namespace

TEST(Library, AFileOfOneUnitIsALibrary) {
  const std::string Text = written(filledRecord());
  EXPECT_EQ(unionOf({Text}), Text);
  EXPECT_EQ(namesIn(Text), std::vector<std::string>{filledRecord().Name});
}

TEST(Library, UnitsStandInTheOrderOfTheirNames) {
  EXPECT_EQ(namesIn(unionOf({unitCalled("b.c"), unitCalled("a.c")})),
            (std::vector<std::string>{"a.c", "b.c"}));
}

TEST(Library, OfTwoVersionsTheBetterUnderstoodOneStays) {
  EXPECT_EQ(unionOf({unitCalled("d.c", 3), unitCalled("d.c", 2)}),
            unitCalled("d.c", 2));
}

TEST(Library, UnionIsCommutative) {
  std::vector<std::string> Units = someUnits();
  std::sort(Units.begin(), Units.end());
  const std::string Expected = unionOf(Units);
  do
    EXPECT_EQ(unionOf(Units), Expected);
  while (std::next_permutation(Units.begin(), Units.end()));
}

TEST(Library, UnionIsIdempotent) {
  std::vector<std::string> Units = someUnits();
  const std::string Expected = unionOf(Units);
  EXPECT_EQ(unionOf({Expected}), Expected);
  EXPECT_EQ(unionOf({Expected, Expected}), Expected);
  for (const std::string &Unit : someUnits())
    EXPECT_EQ(unionOf({Unit, Expected, Unit}), Expected);
}

// Every way to put the units together two at a time.
TEST(Library, UnionIsAssociative) {
  const std::vector<std::string> Units = someUnits();
  const std::string Expected = unionOf(Units);
  unsigned NumTrees = 0;
  std::function<std::vector<std::string>(std::size_t, std::size_t)> treesOf =
      [&](std::size_t From, std::size_t To) {
        if (To - From == 1)
          return std::vector<std::string>{Units[From]};
        std::vector<std::string> Result;
        for (std::size_t Middle = From + 1; Middle < To; ++Middle)
          for (const std::string &Left : treesOf(From, Middle))
            for (const std::string &Right : treesOf(Middle, To))
              Result.push_back(unionOf({Left, Right}));
        return Result;
      };
  for (const std::string &Tree : treesOf(0, Units.size())) {
    EXPECT_EQ(Tree, Expected);
    ++NumTrees;
  }
  EXPECT_EQ(NumTrees, 14u);
}

TEST(Library, ErrorsNameTheLineOfTheFile) {
  const std::string First = unitCalled("a.c");
  const auto Lines = std::count(First.begin(), First.end(), '\n');
  auto Units = unitsOf(First + "{}\n", "f");
  ASSERT_FALSE(bool(Units));
  EXPECT_EQ(llvm::toString(Units.takeError()),
            "f:" + std::to_string(Lines + 1) + ": this is no file of facts");
  const std::string Cut = First + First.substr(0, First.size() - 5);
  EXPECT_NE(unionOf({Cut}).find("error: f0:"), std::string::npos);
  EXPECT_NE(unionOf({""}).find("error: f0:1: the file is cut off"),
            std::string::npos);
}
