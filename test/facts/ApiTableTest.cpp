//===- ApiTableTest.cpp - The table of API functions ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ThreadpoolApi.h"

#include "gtest/gtest.h"

#include <string>

using namespace threadpool::facts;

namespace {

const ApiFunction &row(llvm::StringRef Name) {
  static const ApiFunction Missing = {llvm::StringLiteral("missing"),
                                      ApiFamily::Support,
                                      ApiObject::Memory,
                                      ApiRole::Query,
                                      {}};
  const ApiFunction *Found = lookupApi(Name);
  EXPECT_NE(Found, nullptr) << Name.str();
  return Found ? *Found : Missing;
}

::testing::AssertionResult stands(ApiPlace Place, unsigned Index) {
  if (Place.isArgument() && Place.index() == Index)
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "not argument " << Index;
}

::testing::AssertionResult standsBehind(ApiPlace Place, unsigned Index) {
  if (Place.isOut() && Place.index() == Index)
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "not behind argument " << Index;
}

bool needsObject(const ApiFunction &Function) {
  return Function.Object != ApiObject::Simple &&
         Function.Role != ApiRole::BindIo;
}

TEST(ApiTable, IsSortedWithoutDuplicates) {
  llvm::ArrayRef<ApiFunction> Functions = apiFunctions();
  for (std::size_t I = 1; I < Functions.size(); ++I)
    EXPECT_LT(Functions[I - 1].Name, Functions[I].Name)
        << Functions[I].Name.str();
}

TEST(ApiTable, EveryRowIsFoundByItsName) {
  ASSERT_FALSE(apiFunctions().empty());
  for (const ApiFunction &Function : apiFunctions())
    EXPECT_EQ(lookupApi(std::string(Function.Name)), &Function)
        << Function.Name.str();
}

TEST(ApiTable, OtherNamesAreNotFound) {
  EXPECT_EQ(lookupApi(""), nullptr);
  EXPECT_EQ(lookupApi("SetThreadpool"), nullptr);
  EXPECT_EQ(lookupApi("SetThreadpoolWaitExx"), nullptr);
  EXPECT_EQ(lookupApi("setthreadpoolwait"), nullptr);
  EXPECT_EQ(lookupApi("zzz"), nullptr);
}

TEST(ApiTable, EveryRowNamesWhatItsRoleNeeds) {
  for (const ApiFunction &Function : apiFunctions()) {
    SCOPED_TRACE(Function.Name.str());
    EXPECT_EQ(Function.Args.Object.isPresent(), needsObject(Function));
    switch (Function.Role) {
    case ApiRole::Create:
      EXPECT_FALSE(Function.Args.Object.isArgument());
      break;
    case ApiRole::Set:
    case ApiRole::SetResult:
      EXPECT_TRUE(Function.armingArgument().isArgument());
      break;
    case ApiRole::Drain:
    case ApiRole::GroupMembersClose:
      EXPECT_TRUE(Function.Args.CancelPending.isArgument());
      break;
    case ApiRole::BindPool:
    case ApiRole::BindGroup:
    case ApiRole::BindLibrary:
      EXPECT_TRUE(Function.Args.Value.isArgument());
      break;
    default:
      break;
    }
  }
}

TEST(ApiTable, PositionsOfTheWin32Functions) {
  const ApiArguments &Create = row("CreateThreadpoolWait").Args;
  EXPECT_TRUE(Create.Object.isReturned());
  EXPECT_TRUE(stands(Create.Callback, 0));
  EXPECT_TRUE(stands(Create.Context, 1));
  EXPECT_TRUE(stands(Create.Environment, 2));

  const ApiArguments &CreateIo = row("CreateThreadpoolIo").Args;
  EXPECT_TRUE(stands(CreateIo.Handle, 0));
  EXPECT_TRUE(stands(CreateIo.Callback, 1));
  EXPECT_TRUE(stands(CreateIo.Environment, 3));

  const ApiFunction &Drain = row("WaitForThreadpoolTimerCallbacks");
  EXPECT_EQ(Drain.Role, ApiRole::Drain);
  EXPECT_EQ(Drain.Object, ApiObject::Timer);
  EXPECT_TRUE(stands(Drain.Args.CancelPending, 1));

  const ApiFunction &Group = row("SetThreadpoolCallbackCleanupGroup");
  EXPECT_EQ(Group.Object, ApiObject::Environment);
  EXPECT_TRUE(stands(Group.Args.Object, 0));
  EXPECT_TRUE(stands(Group.Args.Value, 1));
}

TEST(ApiTable, TheArmingArgumentIsHandleOrDueTime) {
  EXPECT_TRUE(stands(row("SetThreadpoolWait").armingArgument(), 1));
  EXPECT_TRUE(stands(row("SetThreadpoolWaitEx").armingArgument(), 1));
  EXPECT_TRUE(stands(row("SetThreadpoolTimer").armingArgument(), 1));
  EXPECT_TRUE(stands(row("TpSetWait").armingArgument(), 1));
  EXPECT_TRUE(stands(row("SetThreadpoolWait").Args.DueTime, 2));
}

TEST(ApiTable, NativeCreationPutsTheObjectFirst) {
  const ApiFunction &Wait = row("TpAllocWait");
  EXPECT_EQ(Wait.Family, ApiFamily::Native);
  EXPECT_TRUE(standsBehind(Wait.Args.Object, 0));
  EXPECT_TRUE(stands(Wait.Args.Callback, 1));
  EXPECT_TRUE(stands(Wait.Args.Context, 2));

  const ApiArguments &Io = row("TpAllocIoCompletion").Args;
  EXPECT_TRUE(standsBehind(Io.Object, 0));
  EXPECT_TRUE(stands(Io.Handle, 1));
  EXPECT_TRUE(stands(Io.Callback, 2));

  // The one creation whose object is not its first argument.
  EXPECT_TRUE(standsBehind(row("RtlCreateTimer").Args.Object, 1));
}

TEST(ApiTable, PositionsOfTheLegacyFunctions) {
  const ApiFunction &Register = row("RegisterWaitForSingleObject");
  EXPECT_EQ(Register.Family, ApiFamily::Legacy);
  EXPECT_TRUE(standsBehind(Register.Args.Object, 0));
  EXPECT_TRUE(stands(Register.Args.Handle, 1));
  EXPECT_TRUE(stands(Register.Args.Flags, 5));
  EXPECT_FALSE(row("UnregisterWait").Args.CompletionEvent.isPresent());
  EXPECT_TRUE(stands(row("DeleteTimerQueueTimer").Args.Object, 1));
  EXPECT_TRUE(stands(row("DeleteTimerQueueTimer").Args.CompletionEvent, 2));
}

TEST(ApiTable, PositionsOfTheSupportFunctions) {
  EXPECT_TRUE(stands(row("EnterCriticalSection").Args.Object, 0));
  EXPECT_TRUE(stands(row("HeapFree").Args.Object, 2));
  EXPECT_EQ(row("CloseHandle").Role, ApiRole::Free);
  EXPECT_EQ(row("OpenMutexW").Object, ApiObject::Mutex);
  for (llvm::StringRef Name :
       {"InterlockedCompareExchange", "_InterlockedCompareExchange"}) {
    EXPECT_TRUE(stands(row(Name).Args.Value, 1));
    EXPECT_TRUE(stands(row(Name).Args.Comparand, 2));
  }
}

TEST(ApiTable, TextThatNamesThePool) {
  for (llvm::StringRef Text :
       {"CloseThreadpoolWait(W);", "wil::unique_threadpool_timer T;",
        "[[clang::annotate(\"threadpool::drains\")]]", "x = TpAllocWork",
        "UnregisterWait(H)", "// see QueueUserWorkItem."})
    EXPECT_TRUE(namesThreadpool(Text)) << Text.str();
  for (llvm::StringRef Text :
       {"", "CloseHandle(H);", "MyUnregisterWait(H)", "UnregisterWait2(H)",
        "EnterCriticalSection(&Lock); std::thread Pool;"})
    EXPECT_FALSE(namesThreadpool(Text)) << Text.str();
}

} // namespace
