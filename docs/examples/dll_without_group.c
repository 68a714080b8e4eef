//===- dll_without_group.c ------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a DLL that hands work to the pool and forgets it. Nothing waits for
// the work before the DLL is unloaded, and nothing keeps the DLL loaded: the
// callback runs code that is no longer there.
//
// Source: "Thread Pools", Microsoft Learn, Win32 documentation, no author or
// date given.
//
// The tool says: threadpool-dll-cleanup-group at the CreateThreadpoolWork call.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

static volatile LONG Refreshes;

static VOID CALLBACK OnRefresh(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Context);

  InterlockedIncrement(&Refreshes);
  CloseThreadpoolWork(Work);
}

__declspec(dllexport) BOOL RefreshLater(void);

BOOL RefreshLater(void) {
  PTP_WORK Work = CreateThreadpoolWork(OnRefresh, NULL, NULL);
  if (!Work)
    return FALSE;
  SubmitThreadpoolWork(Work);
  return TRUE;
}

BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved);

BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved) {
  UNREFERENCED_PARAMETER(Module);
  UNREFERENCED_PARAMETER(Reason);
  UNREFERENCED_PARAMETER(Reserved);
  return TRUE;
}
