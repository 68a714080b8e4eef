//===- dll_with_group.c ---------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: the same DLL with an environment that names a cleanup group and the
// DLL itself. Its user calls EndRefreshing before it unloads the DLL; DllMain,
// which must not wait for other threads, has no part in it.
//
// Source: "Thread Pools", Microsoft Learn, Win32 documentation, no author or
// date given.
//
// The tool says: nothing.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

static volatile LONG Refreshes;
static TP_CALLBACK_ENVIRON Environment;
static PTP_CLEANUP_GROUP Group;
static HMODULE Self;

static VOID CALLBACK OnRefresh(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(Work);

  InterlockedIncrement(&Refreshes);
}

__declspec(dllexport) BOOL BeginRefreshing(void);
__declspec(dllexport) BOOL RefreshLater(void);
__declspec(dllexport) void EndRefreshing(void);

BOOL BeginRefreshing(void) {
  Group = CreateThreadpoolCleanupGroup();
  if (!Group)
    return FALSE;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  SetThreadpoolCallbackLibrary(&Environment, Self);
  return TRUE;
}

BOOL RefreshLater(void) {
  PTP_WORK Work = CreateThreadpoolWork(OnRefresh, NULL, &Environment);
  if (!Work)
    return FALSE;
  SubmitThreadpoolWork(Work);
  return TRUE;
}

void EndRefreshing(void) {
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Group);
  DestroyThreadpoolEnvironment(&Environment);
}

BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved);

BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved) {
  UNREFERENCED_PARAMETER(Reserved);
  if (Reason == DLL_PROCESS_ATTACH)
    Self = Module;
  return TRUE;
}
