//===- JoinTest.cpp - Several units as one --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Join.h"
#include "facts/Dump.h"
#include "facts/Identity.h"
#include "facts/Programs.h"

#include "gtest/gtest.h"

#include <algorithm>

using namespace threadpool::facts;

namespace {

/// A unit, written down as an extractor would.
struct Writer {
  UnitRecord Record;

  explicit Writer(std::string Name, std::string Project = "") {
    Record.Name = std::move(Name);
    Record.Project = std::move(Project);
    file(Record.Name);
  }

  std::uint32_t file(const std::string &Name) {
    std::vector<std::string> &Files = Record.Facts.Files;
    auto It = std::find(Files.begin(), Files.end(), Name);
    if (It != Files.end())
      return It - Files.begin();
    Files.push_back(Name);
    return Files.size() - 1;
  }

  Writer &declares(const std::string &Usr, const std::string &File) {
    Record.Facts.DeclaredIn[Usr] = file(File);
    return *this;
  }

  /// A function that calls others, in order.
  Writer &defines(const std::string &Usr, std::vector<std::string> Callees,
                  const std::string &File = "", bool IsPartial = false) {
    Function F;
    F.Usr = Usr;
    F.Name = Usr.substr(Usr.rfind('@') + 1);
    F.Where = {file(File.empty() ? Record.Name : File), 1, 1, 1};
    F.IsPartial = IsPartial;
    F.Entry = 0;
    for (const std::string &Callee : Callees) {
      Node N;
      N.Kind =
          Callee == "CloseThreadpoolWait" ? NodeKind::ApiCall : NodeKind::Call;
      N.Callee = Callee;
      N.Next = F.Nodes.size() + 1;
      F.Nodes.push_back(std::move(N));
    }
    Node Return;
    Return.Kind = NodeKind::Return;
    F.Nodes.push_back(std::move(Return));
    Record.Facts.Functions[Usr] = std::move(F);
    return *this;
  }

  /// The same, of one field that it writes.
  Writer &writes(const std::string &Usr, const std::string &Field) {
    defines(Usr, {});
    Node &N = Record.Facts.Functions[Usr].Nodes.front();
    N.Kind = NodeKind::Assign;
    N.Target.Root = Path::RootKind::This;
    N.Target.Steps.push_back({Path::Step::StepKind::Field, Field, false});
    return *this;
  }
};

std::vector<std::string> namesOf(const UnitFacts &Facts) {
  std::vector<std::string> Result;
  for (const auto &[Usr, F] : Facts.Functions)
    Result.push_back(Usr);
  return Result;
}

std::string calleeOf(const UnitFacts &Facts, const std::string &Usr) {
  auto It = Facts.Functions.find(Usr);
  return It == Facts.Functions.end() ? "?" : It->second.Nodes.front().Callee;
}

/// A program of three units, with a header that two include.
std::vector<UnitRecord> threeUnits() {
  return {Writer("src/a.c")
              .declares("c:@F@stop", "src/x.h")
              .declares("c:@F@inlined", "src/x.h")
              .defines("c:@F@main", {"c:@F@stop"})
              .declares("c:@F@main", "src/a.c")
              .defines("c:@F@inlined", {}, "src/x.h", /*IsPartial=*/true)
              .Record,
          Writer("src/b.c")
              .declares("c:@F@stop", "src/x.h")
              .declares("c:@F@inlined", "src/x.h")
              .defines("c:@F@stop", {"CloseThreadpoolWait"})
              .defines("c:@F@inlined", {}, "src/x.h")
              .Record,
          Writer("tool/a.c")
              .declares("c:@F@main", "tool/a.c")
              .defines("c:@F@main", {"c:@F@main#lambda1"})
              .defines("c:@F@main#lambda1", {})
              .Record};
}

} // namespace

TEST(Join, OneUnitStaysAsItIs) {
  UnitRecord Unit = threeUnits()[0];
  const std::string Before = dump(Unit.Facts);
  EXPECT_EQ(dump(join({Unit})), Before);
}

TEST(Join, OrderAndRepetitionMakeNoDifference) {
  std::vector<UnitRecord> Units = threeUnits();
  const std::string Expected = dump(join(Units));
  std::vector<std::size_t> Order = {0, 1, 2};
  while (std::next_permutation(Order.begin(), Order.end())) {
    std::vector<UnitRecord> Permuted;
    for (std::size_t I : Order)
      Permuted.push_back(Units[I]);
    EXPECT_EQ(dump(join(Permuted)), Expected);
    Permuted.push_back(Units[Order[0]]);
    EXPECT_EQ(dump(join(Permuted)), Expected);
  }
}

TEST(Join, CallsFindWhatOtherUnitsDefine) {
  std::vector<UnitRecord> Units = threeUnits();
  Units.pop_back();
  const UnitFacts Joined = join(Units);
  EXPECT_EQ(namesOf(Joined), (std::vector<std::string>{
                                 "c:@F@inlined", "c:@F@main", "c:@F@stop"}));
  EXPECT_EQ(calleeOf(Joined, "c:@F@main"), "c:@F@stop");
}

TEST(Join, TheBestUnderstoodCopyOfAHeadersFunctionStays) {
  EXPECT_FALSE(join(threeUnits()).Functions.at("c:@F@inlined").IsPartial);
}

TEST(Join, TwoProgramsHaveTwoMains) {
  const UnitFacts Joined = join(threeUnits());
  EXPECT_EQ(calleeOf(Joined, "src/*|c:@F@main"), "c:@F@stop");
  EXPECT_EQ(calleeOf(Joined, "tool/*|c:@F@main"), "tool/*|c:@F@main#lambda1");
  EXPECT_TRUE(Joined.Functions.count("tool/*|c:@F@main#lambda1"));
}

TEST(Join, WhatAProgramSharesWithADllIsTheProgramsThere) {
  UnitRecord Shared = Writer("shared.c").Record;
  Shared.Facts.Dll = DllEvidence::Export;
  const UnitRecord Main = Writer("main.c")
                              .declares("c:@F@main", "main.c")
                              .defines("c:@F@main", {})
                              .Record;
  const UnitRecord DllMain = Writer("dll.c")
                                 .declares("c:@F@DllMain", "dll.c")
                                 .defines("c:@F@DllMain", {})
                                 .Record;
  EXPECT_EQ(join({Shared, Main}).Dll, DllEvidence::None);
  EXPECT_EQ(join({Shared, DllMain}).Dll, DllEvidence::Export);
}

TEST(Join, TwoMainsInOneFolder) {
  const UnitFacts Joined = join({Writer("a.c")
                                     .declares("c:@F@main", "a.c")
                                     .defines("c:@F@main", {})
                                     .Record,
                                 Writer("b.c")
                                     .declares("c:@F@main", "b.c")
                                     .defines("c:@F@main", {})
                                     .Record});
  EXPECT_EQ(namesOf(Joined),
            (std::vector<std::string>{"a.c|c:@F@main", "b.c|c:@F@main"}));
}

TEST(Join, AClassOfTheUnitsOwnIsNobodyElses) {
  auto Unit = [](const std::string &Name) {
    return Writer(Name)
        .declares("c:@S@App@FI@Wait", Name)
        .declares("c:@S@App@F@run#", Name)
        .writes("c:@S@App@F@run#", "c:@S@App@FI@Wait")
        .Record;
  };
  UnitRecord A = Unit("a.cpp"), B = Unit("b.cpp");
  A.Facts.DeclaredAt["c:@S@App@FI@Wait"] = 1;
  B.Facts.DeclaredAt["c:@S@App@FI@Wait"] = 1;
  const UnitFacts Joined = join({A, B});
  const Function &Run = Joined.Functions.at("a.cpp|c:@S@App@F@run#");
  EXPECT_EQ(Run.Nodes.front().Target.Steps.front().Name,
            "a.cpp|c:@S@App@FI@Wait");
}

TEST(Join, HeadersOfOneNameDeclareDifferentThings) {
  auto Unit = [](const std::string &Dir) {
    return Writer(Dir + "/a.cpp")
        .declares("c:@S@App@FI@Wait", Dir + "/app.h")
        .declares("c:@S@App@F@run#", Dir + "/app.h")
        .writes("c:@S@App@F@run#", "c:@S@App@FI@Wait")
        .Record;
  };
  EXPECT_EQ(namesOf(join({Unit("one"), Unit("two")})),
            (std::vector<std::string>{"one/app.h|c:@S@App@F@run#",
                                      "two/app.h|c:@S@App@F@run#"}));
}

TEST(Join, PlacesMoveWithTheirFiles) {
  const UnitFacts Joined = join(threeUnits());
  EXPECT_EQ(Joined.Files, (std::vector<std::string>{"src/a.c", "src/b.c",
                                                    "src/x.h", "tool/a.c"}));
  EXPECT_EQ(Joined.Files[Joined.Functions.at("c:@F@stop").Where.File],
            "src/b.c");
}

TEST(Programs, EachBeginsInOnePlace) {
  std::vector<UnitIndex> Units;
  for (const UnitRecord &Record : threeUnits())
    Units.push_back(indexOf(Record));
  EXPECT_EQ(Units[0].Begins, Beginning::Program);
  EXPECT_EQ(Units[1].Begins, Beginning::None);
  // The tool has nothing to do with the pool.
  EXPECT_EQ(findPrograms(Units),
            (std::vector<std::vector<std::size_t>>{{0, 1}}));
}

TEST(Programs, WhatTwoProgramsCallIsLookedAtOnceAndForADllAgain) {
  std::vector<UnitIndex> Units;
  for (const auto &[Name, First] :
       {std::pair("a.c", "c:@F@main"), std::pair("b.c", "c:@F@main"),
        std::pair("dll.c", "c:@F@DllMain")})
    Units.push_back(indexOf(Writer(Name)
                                .declares("c:@F@stop", "x.h")
                                .declares(First, Name)
                                .defines(First, {"c:@F@stop"})
                                .Record));
  Units.push_back(indexOf(Writer("stop.c")
                              .declares("c:@F@stop", "x.h")
                              .defines("c:@F@stop", {"CloseThreadpoolWait"})
                              .Record));
  EXPECT_EQ(findPrograms(Units),
            (std::vector<std::vector<std::size_t>>{{0, 1, 3}, {2, 3}}));
}

TEST(Programs, OfTwoDefinitionsNeitherIsMeant) {
  std::vector<UnitIndex> Units;
  Units.push_back(indexOf(Writer("a.c")
                              .declares("c:@F@stop", "x.h")
                              .defines("c:@F@use", {"c:@F@stop"})
                              .Record));
  for (const char *Name : {"stop_here.c", "stop_there.c"})
    Units.push_back(indexOf(Writer(Name)
                                .declares("c:@F@stop", "x.h")
                                .defines("c:@F@stop", {"CloseThreadpoolWait"})
                                .Record));
  EXPECT_EQ(findPrograms(Units),
            (std::vector<std::vector<std::size_t>>{{1}, {2}}));
}
