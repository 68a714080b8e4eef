//===- timer_demo_without_context.c ---------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: the same mistake where a late tick touches nothing but a variable that
// lives as long as the program. The drain still does not do what it is for: the
// next tick comes behind it.
//
// Source: "Developing with Thread Pool Enhancements", Microsoft, Windows Server
// 2008 documentation, no author or date given.
//
// The tool says: threadpool-missing-cancel, with a fix that cancels before the
// drain.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

static volatile LONG Ticks;

static VOID CALLBACK OnTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER Timer) {
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(Timer);

  InterlockedIncrement(&Ticks);
}

void TimerDemo(void) {
  ULARGE_INTEGER Relative;
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(OnTick, NULL, NULL);
  if (!Timer)
    return;

  // In one second, and then each second.
  Relative.QuadPart = (ULONGLONG)-10000000LL;
  Due.dwLowDateTime = Relative.LowPart;
  Due.dwHighDateTime = Relative.HighPart;
  SetThreadpoolTimer(Timer, &Due, 1000, 0);
  Sleep(10000);

  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}
