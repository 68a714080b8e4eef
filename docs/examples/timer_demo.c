//===- timer_demo.c -------------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a periodic timer that counts in a variable of its owner. The drain
// drops what is queued and waits for what runs, but leaves the timer set: a
// tick between the drain and the close writes into a frame that is gone.
//
// Source: "Developing with Thread Pool Enhancements", Microsoft, Windows Server
// 2008 documentation, no author or date given.
//
// The tool says: threadpool-missing-cancel, with a fix that cancels before the
// drain.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

static VOID CALLBACK OnTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER Timer) {
  unsigned long *Ticks = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Timer);

  ++*Ticks;
}

unsigned long TimerDemo(void) {
  unsigned long Ticks = 0;
  ULARGE_INTEGER Relative;
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(OnTick, &Ticks, NULL);
  if (!Timer)
    return 0;

  // In one second, and then each second.
  Relative.QuadPart = (ULONGLONG)-10000000LL;
  Due.dwLowDateTime = Relative.LowPart;
  Due.dwHighDateTime = Relative.HighPart;
  SetThreadpoolTimer(Timer, &Due, 1000, 0);
  Sleep(10000);

  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
  return Ticks;
}
