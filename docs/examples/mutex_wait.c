//===- mutex_wait.c -------------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a mutex as the waited handle. The thread that becomes its owner
// belongs to the pool and is not the one that runs the callback, so no code of
// the program can release it; later Windows versions raise an exception at
// once.
//
// Source: "Developing with Thread Pool Enhancements", Microsoft, Windows Server
// 2008 documentation, no author or date given.
//
// The tool says: threadpool-mutex-wait at the SetThreadpoolWait call.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

static VOID CALLBACK OnTurn(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  unsigned long *Turns = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Wait);
  UNREFERENCED_PARAMETER(Result);

  ++*Turns;
}

unsigned long TakeTurns(HANDLE Quit) {
  unsigned long Turns = 0;
  PTP_WAIT Wait;
  HANDLE Turn = CreateMutexW(NULL, FALSE, NULL);
  if (!Turn)
    return 0;
  Wait = CreateThreadpoolWait(OnTurn, &Turns, NULL);
  if (Wait) {
    SetThreadpoolWait(Wait, Turn, NULL);
    WaitForSingleObject(Quit, INFINITE);
    SetThreadpoolWait(Wait, NULL, NULL);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }
  CloseHandle(Turn);
  return Turns;
}
