//===- ObjectsTest.cpp - The objects of a unit ----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Objects.h"
#include "FactsBuilder.h"

#include "gtest/gtest.h"

using namespace threadpool;
using namespace threadpool::link;
using namespace threadpool::test;
using ValueKind = Value::ValueKind;

namespace {

Inventory inventoryOf(const UnitBuilder &U) {
  return takeInventory(U.Facts, CallGraph(U.Facts));
}

Creation only(const Inventory &I) {
  EXPECT_EQ(I.Creations.size(), 1u);
  return I.Creations.begin()->second;
}

const Path Object = param(0);
const Operand Wait = val(arrow(Object, "wait"));

TEST(Objects, HomeCallbackAndContext) {
  UnitBuilder U;
  U.function(
      "Start", 1,
      {assign(arrow(Object, "wait"), createWait("OnSignal", val(Object)))});
  const Inventory I = inventoryOf(U);
  const Creation C = only(I);
  EXPECT_EQ(C.Callback, functionUsr("OnSignal"));
  EXPECT_EQ(C.Root->Name, "Start");
  ASSERT_TRUE(C.StoredAt);
  EXPECT_EQ(keyOf(*C.StoredAt), keyOf(arrow(Object, "wait")));
  EXPECT_TRUE(C.Context.is(ValueKind::At));
  EXPECT_TRUE(C.Environment.isNull());
  EXPECT_FALSE(C.IsKeptTwice);
}

TEST(Objects, HomeOfAnObjectThatPassesThroughLocals) {
  UnitBuilder U;
  U.function("Make", 1, {ret(createWait("OnSignal", val(param(0))))});
  U.function("Start", 1,
             {assign(local("w"), call("Make", {val(Object)})),
              ifClear(local("w"), {ret()}),
              assign(arrow(Object, "wait"), val(local("w")))});
  const Creation C = only(inventoryOf(U));
  ASSERT_TRUE(C.StoredAt);
  EXPECT_EQ(keyOf(*C.StoredAt), keyOf(arrow(Object, "wait")));
}

TEST(Objects, ALocalIsNoHome) {
  UnitBuilder U;
  U.function("Start", 1,
             {assign(local("w"), createWait("OnSignal", val(Object)))});
  EXPECT_FALSE(only(inventoryOf(U)).StoredAt);
}

TEST(Objects, TwoHomesAreSeen) {
  UnitBuilder U;
  U.function(
      "Start", 1,
      {assign(arrow(Object, "wait"), createWait("OnSignal", val(Object))),
       assign(local("w"), val(arrow(Object, "wait")))});
  EXPECT_FALSE(only(inventoryOf(U)).IsKeptTwice);
  U.function("Start", 1,
             {assign(local("w"), createWait("OnSignal", val(Object))),
              assign(arrow(Object, "wait"), val(local("w"))),
              assign(global("wait"), val(local("w")))});
  EXPECT_TRUE(only(inventoryOf(U)).IsKeptTwice);
}

TEST(Objects, TheSameCallOnDifferentPaths) {
  UnitBuilder U;
  U.function("Start", 1,
             {ifUnknown({}, {assign(local("e"), num(0))},
                        {assign(local("e"), addr(local("env")))}),
              assign(arrow(Object, "wait"),
                     createWait("OnSignal", val(Object), val(local("e"))))});
  const Creation C = only(inventoryOf(U));
  EXPECT_TRUE(C.Environment.is(ValueKind::Unknown));
  EXPECT_TRUE(C.Context.is(ValueKind::At));
  EXPECT_EQ(C.Callback, functionUsr("OnSignal"));
}

TEST(Objects, ArmingsAreToldFromCancels) {
  UnitBuilder U;
  U.function("Start", 1,
             {setWait(Wait, val(global("event"))), cancelWait(Wait)});
  U.function("Again", 1,
             {whileUnknown({}, {setTimer(val(global("timer")),
                                         addr(local("due")), num(50))})});
  const Inventory I = inventoryOf(U);
  ASSERT_EQ(I.Armings.size(), 2u);
  EXPECT_EQ(I.Armings[0].Period, 50);
  EXPECT_EQ(I.Armings[1].Where.Line, U.lineOf("Start", "SetThreadpoolWait"));
  EXPECT_EQ(keyOf(I.Armings[1].Handle.Where), keyOf(global("event")));
}

TEST(Objects, Drains) {
  UnitBuilder U;
  U.function(
      "Start", 1,
      {assign(arrow(Object, "wait"), createWait("OnSignal", val(Object)))});
  auto IsDrained = [&](const Body &Stop) {
    U.function("Stop", 1, Stop);
    const Inventory I = inventoryOf(U);
    const auto &[Id, C] = *I.Creations.begin();
    auto Waits = I.Drained.find(facts::ApiObject::Wait);
    const std::set<Value> Drained =
        Waits == I.Drained.end() ? std::set<Value>() : Waits->second;
    return std::any_of(
        Drained.begin(), Drained.end(),
        [&, &Id = Id, &C = C](const Value &V) { return mayBe(V, Id, C); });
  };
  EXPECT_FALSE(IsDrained({closeWait(Wait)}));
  EXPECT_TRUE(IsDrained({drainWait(Wait)}));
  EXPECT_TRUE(IsDrained({drainWait(val(Object))}));
  EXPECT_FALSE(IsDrained({drainWait(val(arrow(Object, "other")))}));
}

TEST(Objects, Environments) {
  const Path Env = local("env");
  const Statement Initialize =
      api("InitializeThreadpoolEnvironment", {addr(Env)});
  auto EnvironmentOf = [&](const Body &Statements) {
    UnitBuilder U;
    U.function("Start", 1, Statements);
    const Inventory I = inventoryOf(U);
    EXPECT_EQ(I.Environments.size(), 1u);
    return I.Environments.begin()->second;
  };
  const EnvironmentFacts Plain = EnvironmentOf({Initialize});
  EXPECT_TRUE(Plain.Initialized);
  EXPECT_FALSE(Plain.Escapes);
  EXPECT_FALSE(Plain.HasLibrary);
  EXPECT_TRUE(Plain.Groups.empty());

  const EnvironmentFacts Bound = EnvironmentOf(
      {Initialize,
       api("SetThreadpoolCallbackCleanupGroup",
           {addr(Env), val(arrow(Object, "group")), num(0)}),
       api("SetThreadpoolCallbackLibrary", {addr(Env), val(global("dll"))})});
  EXPECT_EQ(Bound.Groups, std::set<Key>({keyOf(arrow(Object, "group"))}));
  EXPECT_TRUE(Bound.HasLibrary);
  EXPECT_FALSE(Bound.Escapes);

  EXPECT_TRUE(EnvironmentOf({Initialize, call("Unseen", {addr(Env)})}).Escapes);
  EXPECT_TRUE(
      EnvironmentOf({Initialize, api("SetThreadpoolCallbackCleanupGroup",
                                     {addr(Env), unknown(), num(0)})})
          .Escapes);
}

TEST(Objects, OriginIsKnownIfAllStoresAgree) {
  const Path Handle = arrow(Object, "handle");
  const Statement Mutex = api("CreateMutexW", {num(0), num(0), num(0)});
  auto OriginWith = [&](const Body &More) -> std::string {
    UnitBuilder U;
    U.function("Start", 1, {assign(Handle, Mutex)});
    U.function("More", 1, More);
    U.function("Wait", 1, {setWait(Wait, val(Handle))});
    const Inventory I = inventoryOf(U);
    const Creation *C = originOf(I, Value::at(Handle));
    return C ? C->Api->Name.str() : "";
  };
  EXPECT_EQ(OriginWith({}), "CreateMutexW");
  EXPECT_EQ(OriginWith({assign(Handle, num(0))}), "CreateMutexW");
  EXPECT_EQ(OriginWith({assign(Handle, Mutex)}), "CreateMutexW");
  EXPECT_EQ(OriginWith({assign(Handle, api("CreateEventW",
                                           {num(0), num(0), num(0), num(0)}))}),
            "");
  EXPECT_EQ(OriginWith({assign(Handle, val(param(1)))}), "");
  EXPECT_EQ(OriginWith({systemCall("DuplicateHandle", {addr(Handle)})}), "");
}

TEST(Objects, ConstantsAndWhoWritesThem) {
  UnitBuilder U;
  U.function("Stop", 1, {assign(arrow(Object, "stop"), num(1))});
  U.function("Reset", 1, {assign(arrow(Object, "stop"), num(0))});
  U.function("Wait", 1, {ifSet(arrow(Object, "stop"), {drainWait(Wait)})});
  const Inventory I = inventoryOf(U);
  const auto &Writers = I.Constants.at(keyOf(arrow(Object, "stop")));
  EXPECT_EQ(Writers.at(functionUsr("Stop")), std::set<std::int64_t>({1}));
  EXPECT_EQ(Writers.at(functionUsr("Reset")), std::set<std::int64_t>({0}));
}

TEST(Objects, OnlyWhatTheFunctionsAroundTheApiNameIsKept) {
  UnitBuilder U;
  U.function("Stop", 1, {assign(arrow(Object, "stop"), num(1))});
  U.function("Count", 1, {assign(arrow(Object, "count"), num(1))});
  U.function("Wait", 1, {ifSet(arrow(Object, "stop"), {drainWait(Wait)})});
  const Inventory I = inventoryOf(U);
  EXPECT_EQ(I.Writers.count(keyOf(arrow(Object, "stop"))), 1u);
  EXPECT_EQ(I.Writers.count(keyOf(arrow(Object, "count"))), 0u);
}

TEST(Objects, FirstValuesAreToldFromLaterOnes) {
  UnitBuilder U;
  const Path New = local("new");
  U.function("Start", 1,
             {assign(New, call("operator new")),
              assign(arrow(New, "flags"), val(param(0))),
              assign(arrow(New, "wait"), createWait("OnSignal", val(New))),
              assign(arrow(New, "late"), num(1))});
  U.function("Ask", 1,
             {ifSet(arrow(Object, "flags"), {drainWait(Wait)}),
              ifSet(arrow(Object, "late"), {drainWait(Wait)})});
  const Inventory I = inventoryOf(U);
  EXPECT_EQ(I.Writers.count(keyOf(arrow(Object, "flags"))), 1u);
  EXPECT_EQ(I.LaterWriters.count(keyOf(arrow(Object, "flags"))), 0u);
  EXPECT_EQ(I.LaterWriters.count(keyOf(arrow(Object, "late"))), 1u);
}

} // namespace
