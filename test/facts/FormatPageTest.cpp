//===- FormatPageTest.cpp - The page about the format is up to date -------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Fields.h"
#include "facts/File.h"
#include "facts/FileLines.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include "gtest/gtest.h"

#include <algorithm>

using namespace threadpool::facts;

/// The second column of the row of docs/facts.md that begins with \p First.
static std::string row(const std::string &First) {
  static const auto Page = llvm::MemoryBuffer::getFile(TP_FACTS_PAGE);
  if (!Page)
    return "no page";
  const auto [Before, Behind] =
      (*Page)->getBuffer().split("\n| " + First + " | ");
  return Behind.split(" |\n").first.str();
}

template <class Fields> static std::string namesOf(const Fields &All) {
  std::string Result;
  forEachField(All, [&](const auto &F) {
    Result += (Result.empty() ? "`" : ", `") + std::string(F.Name) + "`";
  });
  return Result;
}

template <class Record> static std::string namesIn() {
  return namesOf(fieldsOf(static_cast<Record *>(nullptr)));
}

TEST(FormatPage, ListsTheMembersInOrder) {
  EXPECT_EQ(row("header"),
            namesOf(headerFieldsOf(static_cast<UnitIndex *>(nullptr))));
  EXPECT_EQ(row("index"), namesIn<UnitIndex>());
  EXPECT_EQ(row("unit"), namesIn<UnitFacts>());
  EXPECT_EQ(row("function"), namesIn<Function>());
  EXPECT_EQ(row("node"), namesIn<Node>());
  EXPECT_EQ(row("operand"), namesIn<Operand>());
  EXPECT_EQ(row("path"), namesIn<Path>());
  EXPECT_EQ(row("step"), namesIn<Path::Step>());
  EXPECT_EQ(row("place"), namesIn<Location>());
  EXPECT_EQ(row("insertion point"), namesIn<InsertionPoint>());
  EXPECT_EQ(row("missing braces"), namesIn<MissingBraces>());
  EXPECT_EQ(row("product"), namesIn<Product>());
  EXPECT_EQ(row("range"), namesIn<NumberRange>());
  EXPECT_EQ(row("throw"), namesIn<Throw>());
  EXPECT_EQ(row("open call"), namesIn<OpenCall>());
  EXPECT_EQ(row("cast"), namesIn<FileTimeCast>());
}

/// How the compiler writes an enumerator: a value that has no name is a cast.
template <auto Value> static llvm::StringRef spelling() {
  const llvm::StringRef Name = __PRETTY_FUNCTION__;
  return Name.substr(Name.find("Value = ") + 8);
}

/// Whether the last of the enumeration is known, and the page has as many
/// names.
template <class Enum> static bool hasAll(const std::string &First) {
  constexpr auto Next =
      static_cast<Enum>(static_cast<unsigned>(Last<Enum>::Value) + 1);
  EXPECT_FALSE(spelling<Last<Enum>::Value>().starts_with("("));
  EXPECT_TRUE(spelling<Next>().starts_with("("));
  const std::string Names = row(First);
  return std::count(Names.begin(), Names.end(), ',') ==
         static_cast<int>(Last<Enum>::Value);
}

TEST(FormatPage, ListsTheEnumerations) {
  EXPECT_TRUE(hasAll<NodeKind>("`kind` of a node"));
  EXPECT_TRUE(hasAll<LoopKind>("`loops`"));
  EXPECT_TRUE(hasAll<Comparison>("`compare`"));
  EXPECT_TRUE(hasAll<Operand::OperandKind>("`kind` of an operand"));
  EXPECT_TRUE(hasAll<NumberHalf>("`half`"));
  EXPECT_TRUE(hasAll<Path::RootKind>("`root`"));
  EXPECT_TRUE(hasAll<Path::Step::StepKind>("`kind` of a step"));
  EXPECT_TRUE(hasAll<BodyPlace>("`in-body`"));
  EXPECT_TRUE(hasAll<DllEvidence>("`dll`"));
}

TEST(FormatPage, NamesTheVersion) {
  EXPECT_EQ(row("1 | `" + std::string(VersionKey) + "`")
                .rfind("the version of the format, " +
                           std::to_string(FormatVersion) + ".",
                       0),
            0u);
}
