//===- FileTest.cpp - What is written is read -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/File.h"

#include "FilledRecord.h"
#include "facts/FieldWriter.h"

#include "llvm/Support/raw_ostream.h"

#include "gtest/gtest.h"

#include <limits>

using namespace threadpool;
using namespace threadpool::facts;
using namespace threadpool::test;

static std::string written(const UnitRecord &Record) {
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  write(Record, Out);
  return Result;
}

/// What \p Text says; fails where it is none.
static UnitRecord readBack(const std::string &Text) {
  llvm::Expected<UnitRecord> Result = read(Text, "f.facts");
  if (Result)
    return std::move(*Result);
  ADD_FAILURE() << llvm::toString(Result.takeError()) << "\n" << Text;
  return {};
}

/// Whether any member has the value that it has in a new record.
template <class T> static bool hasDefault(const T &Record) {
  static const T New;
  bool Result = false;
  forEachField(fieldsOf(&Record), [&](const auto &F) {
    Result = Result || isDefault(Record.*F.At, New.*F.At);
  });
  return Result;
}

/// How many records of this kind \p Unit has, if none of them has a member with
/// a default value; otherwise 0.
template <class T> static unsigned countFull(const UnitFacts &Unit) {
  unsigned Count = 0;
  bool IsFull = true;
  auto Look = [&](const T &Record) {
    ++Count;
    IsFull = IsFull && !hasDefault(Record);
  };
  forEach<T>(Unit, Look);
  forEach<T>(Unit.Functions, Look);
  forEach<T>(Unit.AtStart, Look);
  forEach<T>(Unit.AtExit, Look);
  return IsFull ? Count : 0;
}

TEST(FactsFile, EveryMemberOfEveryRecordSurvives) {
  const UnitRecord Record = Filler(1, /*IsFull=*/true).record();
  const UnitFacts &Unit = Record.Facts;
  EXPECT_FALSE(hasDefault(Unit));
  EXPECT_NE(countFull<Function>(Unit), 0u);
  EXPECT_NE(countFull<Operand>(Unit), 0u);
  EXPECT_NE(countFull<InsertionPoint>(Unit), 0u);
  EXPECT_NE(countFull<Throw>(Unit), 0u);
  EXPECT_NE(countFull<OpenCall>(Unit), 0u);
  EXPECT_TRUE(same(readBack(written(Record)), Record));
}

TEST(FactsFile, RecordsSurviveWithAnyOfTheirMembers) {
  for (unsigned Seed = 0; Seed != 200; ++Seed) {
    const UnitRecord Record = Filler(Seed, /*IsFull=*/false).record();
    const std::string Text = written(Record);
    const UnitRecord Read = readBack(Text);
    ASSERT_TRUE(same(Read, Record)) << Text;
    ASSERT_EQ(written(Read), Text);
  }
}

TEST(FactsFile, TheIndexCanBeReadAlone) {
  for (unsigned Seed = 0; Seed != 50; ++Seed) {
    const UnitRecord Record = Filler(Seed, /*IsFull=*/false).record();
    llvm::Expected<UnitIndex> Read = readIndex(written(Record), "f");
    ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
    const UnitIndex Index = indexOf(Record);
    auto IsSame = [&](const auto &F) {
      EXPECT_EQ((*Read).*F.At, Index.*F.At) << F.Name;
    };
    forEachField(headerFieldsOf(&Index), IsSame);
    forEachField(fieldsOf(&Index), IsSame);
  }
}

TEST(FactsFile, NumbersKeepAllTheirBits) {
  auto Times = std::make_shared<Product>();
  Times->Factor = std::numeric_limits<std::int64_t>::min();
  Times->Limit = std::numeric_limits<std::uint64_t>::max();
  Times->Most = std::uint64_t(1) << 63;
  Operand O;
  O.Number = std::numeric_limits<std::int64_t>::max() - 1;
  O.Added = -(std::int64_t(1) << 53) - 1;
  O.Times = Times;
  UnitRecord Record;
  Function &F = Record.Facts.Functions["f"];
  F.Usr = "f";
  F.Nodes.emplace_back().This = O;
  EXPECT_TRUE(same(readBack(written(Record)), Record));
}

TEST(FactsFile, WhatIsAbsentIsNotWhatIsEmpty) {
  Operand O;
  O.Times = std::make_shared<Product>();
  O.Range = std::make_shared<NumberRange>();
  UnitRecord Record;
  Function &F = Record.Facts.Functions["f"];
  F.Usr = "f";
  Node &N = F.Nodes.emplace_back();
  N.Args = {O, {}};
  N.Insertion.Braces.emplace();
  N.Words = {""};
  EXPECT_TRUE(same(readBack(written(Record)), Record));
}

TEST(FactsFile, BytesAreKept) {
  std::string All;
  for (unsigned First = 0; First != 256; ++First)
    for (unsigned Second = 0; Second != 256; ++Second)
      (All += static_cast<char>(First)) += static_cast<char>(Second);
  for (const std::string &Text :
       {All, std::string("\xf4\x8f\xbf\xbf"), std::string("\xf4\x8f\xbc\x80"),
        std::string("\xf4\x8f\xbb\xbf"), std::string("\xf4\x8f\xbc")})
    EXPECT_EQ(unescaped(escaped(Text)), Text);
  // What is text already stays as it is.
  EXPECT_EQ(escaped("a\u00e4\u20ac\U0001f600"), "a\u00e4\u20ac\U0001f600");
  EXPECT_EQ(escaped("\xe4"), "\U0010ffe4");
}

TEST(FactsFile, NothingIsEnough) {
  EXPECT_EQ(written({}), "{\"threadpool-facts\":1}\n"
                         "{\"index\":{}}\n"
                         "{\"strings\":[]}\n"
                         "{\"unit\":{}}\n"
                         "{\"end\":5}\n");
  EXPECT_TRUE(same(readBack(written({})), {}));
}
