//===- RawGraphTest.cpp - Compaction of walked routines -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/RawGraph.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::link;
using protocol::Op;

namespace {

constexpr std::uint32_t None = facts::NoNode;

/// Nodes get different origins unless told otherwise.
class Nodes {
public:
  Nodes &add(Op Kind, std::uint32_t Next = None, std::uint32_t Else = None,
             std::uint32_t Index = 0) {
    RawNode N;
    N.Kind = Kind;
    N.Next = Next;
    N.Else = Else;
    N.Index = Index;
    N.Origin.Node = All.size();
    All.push_back(N);
    return *this;
  }
  Nodes &sameOriginAs(facts::NodeId Id) {
    All.back().Origin.Node = Id;
    return *this;
  }
  std::vector<RawNode> compacted() const { return compact(All); }

  std::vector<RawNode> All;
};

/// The kinds in order, with edges where they do not lead to the next node.
std::string show(const std::vector<RawNode> &Graph) {
  std::string Text;
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id) {
    const RawNode &N = Graph[Id];
    switch (N.Kind) {
    case Op::Skip:
      Text += "skip";
      break;
    case Op::Use:
      Text += "use";
      break;
    case Op::Test:
      Text += "test";
      break;
    case Op::Close:
      Text += "close";
      break;
    case Op::End:
      Text += "end";
      break;
    case Op::Unknown:
      Text += "unknown";
      break;
    default:
      Text += "?";
      break;
    }
    if (N.Next != None)
      Text += ">" + std::to_string(N.Next);
    if (N.Else != None)
      Text += "|" + std::to_string(N.Else);
    Text += " ";
  }
  return Text;
}

TEST(RawGraph, NothingIsLeftOfNothing) { EXPECT_TRUE(compact({}).empty()); }

TEST(RawGraph, SkipsVanish) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Skip, 1)
                     .add(Op::Skip, 2)
                     .add(Op::Close, 3)
                     .add(Op::Skip, 4)
                     .add(Op::End)
                     .compacted()),
            "close>1 end ");
}

TEST(RawGraph, TheEntryStaysFirst) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Skip, 3)
                     .add(Op::End)
                     .add(Op::End)
                     .add(Op::Close, 1)
                     .compacted()),
            "close>1 end ");
}

TEST(RawGraph, BranchesWithEqualSidesVanish) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Test, 1, 2)
                     .add(Op::Skip, 3)
                     .add(Op::Skip, 3)
                     .add(Op::Close, 4)
                     .add(Op::End)
                     .compacted()),
            "close>1 end ");
}

TEST(RawGraph, BranchesOverEqualTailsVanish) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Test, 1, 3)
                     .add(Op::Close, 2)
                     .add(Op::End)
                     .add(Op::Close, 4)
                     .sameOriginAs(1)
                     .add(Op::End)
                     .sameOriginAs(2)
                     .compacted()),
            "close>1 end ");
}

TEST(RawGraph, BranchesOverEqualLoopsVanish) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Test, 1, 4)
                     .add(Op::Input, 2, 3)
                     .add(Op::Close, 1)
                     .add(Op::End)
                     .add(Op::Input, 5, 3)
                     .sameOriginAs(1)
                     .add(Op::Close, 4)
                     .sameOriginAs(2)
                     .compacted()),
            "?>1|2 close>0 end ");
}

TEST(RawGraph, LoopsThatLeadElsewhereStay) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Test, 1, 4)
                     .add(Op::Input, 2, 3)
                     .add(Op::Close, 1)
                     .add(Op::End)
                     .add(Op::Input, 5, 6)
                     .sameOriginAs(1)
                     .add(Op::Close, 4)
                     .sameOriginAs(2)
                     .add(Op::Unknown)
                     .compacted()),
            "test>1|2 ?>3|4 ?>5|6 close>1 end close>2 unknown ");
}

TEST(RawGraph, EqualCallsOfDifferentPlacesStay) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Test, 1, 2)
                     .add(Op::Close, 3)
                     .add(Op::Close, 3)
                     .add(Op::End)
                     .compacted()),
            "test>1|2 close>3 close>3 end ");
}

TEST(RawGraph, RepeatedUsesAreOne) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Use, 1)
                     .add(Op::Use, 2)
                     .add(Op::Use, 3, None, 1)
                     .add(Op::End)
                     .compacted()),
            "use>1 use>2 end ");
}

TEST(RawGraph, UsesBehindACallStay) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Use, 1)
                     .add(Op::Close, 2)
                     .add(Op::Use, 3)
                     .add(Op::End)
                     .compacted()),
            "use>1 close>2 use>3 end ");
}

TEST(RawGraph, NothingStaysBehindWhatEndsARun) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Close, 1)
                     .add(Op::Unknown, 2)
                     .add(Op::Close, 3)
                     .add(Op::End)
                     .compacted()),
            "close>1 unknown ");
}

TEST(RawGraph, ARoutineThatSpinsIsLeft) {
  EXPECT_EQ(show(Nodes()
                     .add(Op::Skip, 1)
                     .add(Op::Skip, 2)
                     .add(Op::Skip, 3)
                     .add(Op::Skip, 1)
                     .compacted()),
            "skip>0 ");
  EXPECT_EQ(show(Nodes().add(Op::Skip, 0).compacted()), "skip>0 ");
  EXPECT_EQ(show(Nodes().add(Op::Use, 1).add(Op::Use, 0).compacted()),
            "use>0 ");
}

TEST(RawGraph, LoopsStay) {
  EXPECT_EQ(
      show(
          Nodes().add(Op::Test, 1, 2).add(Op::Use, 0).add(Op::End).compacted()),
      "test>1|2 use>0 end ");
}

TEST(RawGraph, LongChainsAreNoBurden) {
  Nodes Long;
  for (std::uint32_t I = 0; I < 200'000; ++I)
    Long.add(Op::Skip, I + 1);
  Long.add(Op::End);
  EXPECT_EQ(show(Long.compacted()), "end ");
}

TEST(RawGraph, LongEqualTailsAreNoBurden) {
  Nodes Twice;
  constexpr std::uint32_t Length = 20'000;
  Twice.add(Op::Test, 1, Length + 1);
  for (std::uint32_t Side = 0; Side < 2; ++Side)
    for (std::uint32_t I = 1; I <= Length; ++I) {
      const bool IsLast = I == Length;
      Twice
          .add(IsLast ? Op::End : Op::Close,
               IsLast ? None : Side * Length + I + 1)
          .sameOriginAs(I);
    }
  EXPECT_EQ(Twice.compacted().size(), Length);
}

TEST(RawGraph, Components) {
  const std::vector<std::uint32_t> C = componentsOf(Nodes()
                                                        .add(Op::Test, 1, 3)
                                                        .add(Op::Test, 2, 3)
                                                        .add(Op::Use, 1)
                                                        .add(Op::Skip, 3)
                                                        .All);
  EXPECT_EQ(C[1], C[2]);
  EXPECT_NE(C[0], C[1]);
  EXPECT_NE(C[3], C[0]);
  EXPECT_NE(C[3], C[1]);
}

TEST(RawGraph, EntriesOfLoops) {
  Nodes Loop;
  Loop.add(Op::Skip, 1).add(Op::Test, 2, 3).add(Op::Use, 1).add(Op::End);
  std::vector<std::uint32_t> C = componentsOf(Loop.All);
  EXPECT_EQ(entryOf(Loop.All, C, C[2]), 1u);
  Nodes TwoWaysIn;
  TwoWaysIn.add(Op::Choose, 1, 2)
      .add(Op::Use, 2)
      .add(Op::Test, 1, 3)
      .add(Op::End);
  C = componentsOf(TwoWaysIn.All);
  EXPECT_EQ(entryOf(TwoWaysIn.All, C, C[1]), std::nullopt);
  Nodes FromTheStart;
  FromTheStart.add(Op::Use, 1).add(Op::Test, 0, 2).add(Op::End);
  C = componentsOf(FromTheStart.All);
  EXPECT_EQ(entryOf(FromTheStart.All, C, C[0]), 0u);
}

} // namespace
