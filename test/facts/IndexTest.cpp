//===- IndexTest.cpp - What links a unit with others ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Index.h"

#include "gtest/gtest.h"

using namespace threadpool::facts;
using Strings = std::vector<std::string>;

namespace {

/// A unit, function by function. A header declares what has a name of one word.
class IndexTest : public testing::Test {
protected:
  IndexTest() {
    Record.Name = "a.cpp";
    Record.Facts.Files = {"a.cpp", "x.h"};
    for (const char *Usr : {"a", "b", "z", "arg", "broken", "virtual", "this",
                            "start", "exit", "target", "source", "field", "g"})
      Record.Facts.DeclaredIn[Usr] = 1;
  }

  /// A function with a body.
  Function &define(const std::string &Usr) {
    Function &F = declare(Usr);
    F.Entry = 0;
    F.Nodes.emplace_back().Kind = NodeKind::Return;
    return F;
  }
  /// One without a graph.
  Function &declare(const std::string &Usr) {
    Function &F = Record.Facts.Functions[Usr];
    F.Usr = Usr;
    return F;
  }
  UnitIndex index() const { return indexOf(Record); }

  UnitRecord Record;
};

} // namespace

static Node &add(Function &To, NodeKind Kind, const std::string &Callee = "") {
  Node &N = To.Nodes.emplace_back();
  N.Kind = Kind;
  N.Callee = Callee;
  return N;
}

static Operand functionOf(const std::string &Usr) {
  Operand Result;
  Result.Kind = Operand::OperandKind::Function;
  Result.Function = Usr;
  return Result;
}

static Path global(const std::string &Usr) {
  Path Result;
  Result.Root = Path::RootKind::Global;
  Result.Symbol = Usr;
  return Result;
}

TEST_F(IndexTest, DefinesWhatOthersCanCall) {
  define("b");
  define("a");
  define("z").Where.File = 1; // whoever includes the header has it
  define("internal").IsStatic = true;
  declare("broken").IsBroken = true;
  EXPECT_EQ(index().Defines, (Strings{"x.h|a", "x.h|b"}));
  EXPECT_EQ(index().NumFunctions, 5u);
  EXPECT_EQ(index().NumBroken, 1u);
}

TEST_F(IndexTest, NamesWhatIsCalledAndHasNoBodyHere) {
  Function &F = define("f");
  define("internal").IsStatic = true;
  declare("broken").IsBroken = true;
  add(F, NodeKind::Call, "z");
  add(F, NodeKind::Call, "f");
  add(F, NodeKind::Call, "internal");
  add(F, NodeKind::Call, "broken");
  add(F, NodeKind::Call, "z");
  add(F, NodeKind::Call); // through a pointer
  add(F, NodeKind::Call, "c:@F@of_system");
  EXPECT_EQ(index().Calls, (Strings{"x.h|z"}));
}

TEST_F(IndexTest, NamesWhoseAddressIsTaken) {
  Function &F = define("f");
  add(F, NodeKind::Call).This = functionOf("this");
  add(F, NodeKind::ApiCall, "CreateThreadpoolWait").Args = {functionOf("arg"),
                                                            functionOf("f")};
  EXPECT_EQ(index().Calls, (Strings{"x.h|arg", "x.h|this"}));
}

TEST_F(IndexTest, TheApiIsNoUnitsFunction) {
  EXPECT_FALSE(index().UsesApi);
  add(define("f"), NodeKind::Call, "SetThreadpoolWait");
  EXPECT_FALSE(index().UsesApi);
  add(define("f"), NodeKind::ApiCall, "SetThreadpoolTimer");
  EXPECT_TRUE(index().UsesApi);
}

TEST_F(IndexTest, StorageIsWhatOthersShare) {
  Function &F = define("f");
  Record.Facts.ExternalGlobals = {"source", "target", "unsaid"};
  Record.Facts.ExternalFields = {"field"};
  Node &Store = add(F, NodeKind::Assign);
  Store.Target = global("target");
  Store.Args.emplace_back().Sources = {global("source"), global("internal")};
  EXPECT_EQ(index().Storage,
            (Strings{"x.h|field", "x.h|source", "x.h|target"}));
}

TEST_F(IndexTest, StartAndEndOfTheModuleCountAsWell) {
  Record.Facts.ExternalGlobals = {"g"};
  Function &Start = Record.Facts.AtStart.emplace_back();
  add(Start, NodeKind::Call, "start");
  Function &Exit = Record.Facts.AtExit.emplace_back();
  add(Exit, NodeKind::Call, "exit");
  add(Exit, NodeKind::Touch).Target = global("g");
  add(Exit, NodeKind::ApiCall, "CloseThreadpoolWork");
  EXPECT_EQ(index().Calls, (Strings{"x.h|exit", "x.h|start"}));
  EXPECT_EQ(index().Storage, (Strings{"x.h|g"}));
  EXPECT_TRUE(index().UsesApi);
  EXPECT_EQ(index().NumFunctions, 0u);
}

TEST_F(IndexTest, BeginsWhereAProgramDoes) {
  EXPECT_EQ(index().Begins, Beginning::None);
  define("a").Name = "wmain";
  EXPECT_EQ(index().Begins, Beginning::Program);
  define("b").Name = "DllMain";
  EXPECT_EQ(index().Begins, Beginning::Dll);
}

TEST_F(IndexTest, SaysWhatAnalysingItCameTo) {
  Record.Name = "src/a.cpp";
  Record.Project = "a.vcxproj";
  Record.NotAnalysed = "too many errors";
  Record.NumErrors = 1;
  Record.NumMissingIncludes = 2;
  const UnitIndex Index = index();
  EXPECT_EQ(Index.Name, "src/a.cpp");
  EXPECT_EQ(Index.Project, "a.vcxproj");
  EXPECT_EQ(Index.NotAnalysed, "too many errors");
  EXPECT_EQ(Index.NumErrors, 1u);
  EXPECT_EQ(Index.NumMissingIncludes, 2u);
}
