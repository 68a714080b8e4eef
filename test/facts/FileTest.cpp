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

TEST(FactsFile, NothingIsEnough) {
  EXPECT_EQ(written({}), "{\"threadpool-facts\":1}\n"
                         "{\"index\":{}}\n"
                         "{\"strings\":[]}\n"
                         "{\"unit\":{}}\n"
                         "{\"end\":5}\n");
  EXPECT_TRUE(same(readBack(written({})), {}));
}
