//===- accelerate_timer_unchecked.c ---------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: the same without asking whether the cancel came in time. If it did
// not, the callback that is under way and the new one both run, possibly at
// once.
//
// Source: "On the finer points of cancelling timers and wait objects in Windows
// thread pool", Raymond Chen, The Old New Thing, 28 April 2023.
//
// The tool says: threadpool-accelerate-race at the second SetThreadpoolTimer call
// in SaveNow.
//
//===----------------------------------------------------------------------===//

#include <stdlib.h>
#include <windows.h>

struct AutoSave {
  PTP_TIMER Timer;
  unsigned long Saves;
};

static VOID CALLBACK OnSaveDue(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_TIMER Timer) {
  struct AutoSave *Save = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Timer);

  ++Save->Saves;
}

struct AutoSave *ScheduleSave(unsigned long Seconds) {
  ULARGE_INTEGER Relative;
  FILETIME Due;
  struct AutoSave *Save = calloc(1, sizeof(*Save));
  if (!Save)
    return NULL;
  Save->Timer = CreateThreadpoolTimer(OnSaveDue, Save, NULL);
  if (!Save->Timer) {
    free(Save);
    return NULL;
  }
  Relative.QuadPart = (ULONGLONG)(-(LONGLONG)Seconds * 10000000);
  Due.dwLowDateTime = Relative.LowPart;
  Due.dwHighDateTime = Relative.HighPart;
  SetThreadpoolTimer(Save->Timer, &Due, 0, 0);
  return Save;
}

// Only for a timer that is set.
void SaveNow(struct AutoSave *Save) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Save->Timer, NULL, 0, 0);
  SetThreadpoolTimer(Save->Timer, &Now, 0, 0);
}

void StopSaving(struct AutoSave *Save) {
  SetThreadpoolTimer(Save->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Save->Timer, TRUE);
  CloseThreadpoolTimer(Save->Timer);
  free(Save);
}
