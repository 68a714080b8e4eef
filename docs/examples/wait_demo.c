//===- wait_demo.c --------------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a wait that is satisfied by its event first and then armed again to
// time out. It is closed with neither a cancel nor a drain, in the hope that
// two seconds are enough. Nothing goes wrong with that here: the callback needs
// nothing that goes away.
//
// Source: "Developing with Thread Pool Enhancements", Microsoft, Windows Server
// 2008 documentation, no author or date given.
//
// The tool says: nothing.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

static volatile LONG Signals;
static volatile LONG Timeouts;

static VOID CALLBACK OnWait(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(Wait);

  InterlockedIncrement(Result == WAIT_OBJECT_0 ? &Signals : &Timeouts);
}

static FILETIME FromNow(unsigned long Seconds) {
  ULARGE_INTEGER Relative;
  FILETIME Time;
  Relative.QuadPart = (ULONGLONG)(-(LONGLONG)Seconds * 10000000);
  Time.dwLowDateTime = Relative.LowPart;
  Time.dwHighDateTime = Relative.HighPart;
  return Time;
}

void WaitDemo(void) {
  FILETIME Timeout = FromNow(1);
  PTP_WAIT Wait;
  HANDLE Event = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (!Event)
    return;
  Wait = CreateThreadpoolWait(OnWait, NULL, NULL);
  if (!Wait) {
    CloseHandle(Event);
    return;
  }

  // The first callback comes because of the event.
  SetThreadpoolWait(Wait, Event, &Timeout);
  SetEvent(Event);
  Sleep(2000);
  WaitForThreadpoolWaitCallbacks(Wait, FALSE);

  // The second one comes because of the timeout, or so the program hopes.
  SetThreadpoolWait(Wait, Event, &Timeout);
  Sleep(2000);

  CloseThreadpoolWait(Wait);
  CloseHandle(Event);
}
