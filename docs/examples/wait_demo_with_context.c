//===- wait_demo_with_context.c -------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: the same with counters on the stack. On a busy machine two seconds are
// not enough, and the second callback writes into the frame of another
// function.
//
// Source: "Developing with Thread Pool Enhancements", Microsoft, Windows Server
// 2008 documentation, no author or date given.
//
// The tool says: threadpool-close-before-wait at the CloseThreadpoolWait call.
// A cancel is missing too, as the notes tell.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

struct Counters {
  unsigned long Signals;
  unsigned long Timeouts;
};

static VOID CALLBACK OnWait(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Counters *Counts = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Wait);

  if (Result == WAIT_OBJECT_0)
    ++Counts->Signals;
  else
    ++Counts->Timeouts;
}

static FILETIME FromNow(unsigned long Seconds) {
  ULARGE_INTEGER Relative;
  FILETIME Time;
  Relative.QuadPart = (ULONGLONG)(-(LONGLONG)Seconds * 10000000);
  Time.dwLowDateTime = Relative.LowPart;
  Time.dwHighDateTime = Relative.HighPart;
  return Time;
}

unsigned long WaitDemo(void) {
  struct Counters Counts = {0, 0};
  FILETIME Timeout = FromNow(1);
  PTP_WAIT Wait;
  HANDLE Event = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (!Event)
    return 0;
  Wait = CreateThreadpoolWait(OnWait, &Counts, NULL);
  if (!Wait) {
    CloseHandle(Event);
    return 0;
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
  return Counts.Signals + Counts.Timeouts;
}
