//===- signatures.cpp - The mock agrees with the real headers -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Spells the type of every function of the API table and the size of every
// structure, once with each set of headers; the two lists must be equal.
//
// RUN: clang++ %mock_flags -I%source/checker -S -emit-llvm -o - %s \
// RUN:   | grep -o 'spell.*Tag = .*]' > %t.mock
// RUN: clang++ %mingw_flags -I%source/checker -S -emit-llvm -o - %s \
// RUN:   | grep -o 'spell.*Tag = .*]' > %t.mingw
// RUN: diff %t.mock %t.mingw
// RUN: grep -c SetThreadpoolWaitEx %t.mock
//
//===----------------------------------------------------------------------===//

#include <stdlib.h>
#include <windows.h>

template <class Type, class Tag> const char *spell() {
  return __PRETTY_FUNCTION__;
}
template <unsigned Size> struct Bytes;

#define FUNCTION(NAME)                                                         \
  struct Tag_##NAME;                                                           \
  const char *type_##NAME() { return spell<decltype(&NAME), Tag_##NAME>(); }
#define STRUCTURE(NAME)                                                        \
  struct Tag_##NAME;                                                           \
  const char *size_##NAME() { return spell<Bytes<sizeof(NAME)>, Tag_##NAME>(); }

// Neither set of headers has this one.
extern "C" VOID SetThreadpoolCallbackPersistent(PTP_CALLBACK_ENVIRON);

#define TP_WIN32_FUNCTION(NAME, ...) FUNCTION(NAME)
#define TP_LEGACY_FUNCTION(NAME, ...) FUNCTION(NAME)
#define TP_SUPPORT_FUNCTION(NAME, OBJECT, ...) OBJECT##_FUNCTION(NAME)
#define CriticalSection_FUNCTION FUNCTION
#define SrwLock_FUNCTION FUNCTION
#define Mutex_FUNCTION FUNCTION
#define Event_FUNCTION FUNCTION
#define Handle_FUNCTION FUNCTION
#define Module_FUNCTION FUNCTION
#define Slot_FUNCTION FUNCTION
#define Memory_FUNCTION FUNCTION
// Depends on the compiler as much as on the headers.
#define Variable_FUNCTION(NAME)
#define Thread_FUNCTION(NAME)
#include "ThreadpoolApi.def"

// Of ThreadApi.def, what windows.h has.
FUNCTION(ExitThread)
FUNCTION(FreeLibraryAndExitThread)
FUNCTION(TerminateThread)
FUNCTION(CoInitialize)
FUNCTION(CoInitializeEx)
FUNCTION(OleInitialize)
FUNCTION(QueueUserAPC)
FUNCTION(SleepEx)
FUNCTION(WaitForMultipleObjectsEx)
FUNCTION(SignalObjectAndWait)
FUNCTION(MsgWaitForMultipleObjectsEx)
FUNCTION(ReadFileEx)
FUNCTION(WriteFileEx)
FUNCTION(SetWaitableTimer)
FUNCTION(RegNotifyChangeKeyValue)

// Of ThreadState.def, what windows.h has.
FUNCTION(CoUninitialize)
FUNCTION(CoImpersonateClient)
FUNCTION(CoRevertToSelf)
FUNCTION(OleUninitialize)
FUNCTION(GetThreadPriority)
FUNCTION(SetThreadPriority)
FUNCTION(SetThreadPriorityBoost)
FUNCTION(SetThreadAffinityMask)
FUNCTION(SetThreadGroupAffinity)
FUNCTION(SetThreadIdealProcessor)
FUNCTION(GetProcessAffinityMask)
FUNCTION(ImpersonateLoggedOnUser)
FUNCTION(ImpersonateNamedPipeClient)
FUNCTION(ImpersonateSelf)
FUNCTION(RevertToSelf)
FUNCTION(SetThreadToken)
FUNCTION(OpenThreadToken)
FUNCTION(SetThreadPreferredUILanguages)
FUNCTION(SetThreadUILanguage)
FUNCTION(GetThreadLocale)
FUNCTION(SetThreadLocale)
FUNCTION(TlsSetValue)

// Of BlockingApi.def.
FUNCTION(Sleep)
FUNCTION(WaitForMultipleObjects)
FUNCTION(SleepConditionVariableCS)
FUNCTION(SleepConditionVariableSRW)
FUNCTION(CreateNamedPipeW)
FUNCTION(ConnectNamedPipe)
FUNCTION(TerminateProcess)

STRUCTURE(TP_CALLBACK_ENVIRON)
STRUCTURE(TP_POOL_STACK_INFORMATION)
STRUCTURE(FILETIME)
STRUCTURE(SYSTEMTIME)
STRUCTURE(LARGE_INTEGER)
STRUCTURE(ULARGE_INTEGER)
STRUCTURE(OVERLAPPED)
STRUCTURE(SECURITY_ATTRIBUTES)
STRUCTURE(CRITICAL_SECTION)
STRUCTURE(SRWLOCK)
STRUCTURE(CONDITION_VARIABLE)
STRUCTURE(GROUP_AFFINITY)
