// RUN: %check_rule "*" %s --fixed-clean
//
// Objects that are elements of an array. A loop over all of them stops each of
// them once, and so do two such loops behind each other.

#include <stdlib.h>
#include <windows.h>

struct Pool {
  PTP_WORK Works[8];
  PTP_TIMER *Timers;
  unsigned Count;
  int Hits;
};

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Pool *Self = Context;
  ++Self->Hits;
}
VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_TIMER W) {
  struct Pool *Self = Context;
  ++Self->Hits;
}

int start(struct Pool *Self, FILETIME *Due) {
  for (unsigned i = 0; i < 8; ++i) {
    Self->Works[i] = CreateThreadpoolWork(onWork, Self, NULL);
    if (!Self->Works[i])
      return 0;
    SubmitThreadpoolWork(Self->Works[i]);
  }
  Self->Timers = malloc(Self->Count * sizeof(PTP_TIMER));
  for (unsigned i = 0; i < Self->Count; ++i) {
    Self->Timers[i] = CreateThreadpoolTimer(onTimer, Self, NULL);
    SetThreadpoolTimer(Self->Timers[i], Due, 0, 0);
  }
  return 1;
}

void bad_not_drained(struct Pool *Self) {
  for (unsigned i = 0; i < 8; ++i)
    CloseThreadpoolWork(Self->Works[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_not_drained' closes 'Self->Works[i]' while 'onWork' may be queued or running [threadpool-close-before-wait]
  free(Self);
}
void good_drained(struct Pool *Self) {
  for (unsigned i = 0; i < 8; ++i) {
    WaitForThreadpoolWorkCallbacks(Self->Works[i], TRUE);
    CloseThreadpoolWork(Self->Works[i]);
  }
  free(Self);
}
void good_two_loops(struct Pool *Self) {
  for (unsigned i = 0; i < 8; ++i)
    WaitForThreadpoolWorkCallbacks(Self->Works[i], TRUE);
  for (unsigned i = 8; i-- > 0;)
    CloseThreadpoolWork(Self->Works[i]);
  free(Self);
}
void unknown_every_second(struct Pool *Self) {
  for (unsigned i = 0; i < 8; i += 2) {
    WaitForThreadpoolWorkCallbacks(Self->Works[i], TRUE);
    CloseThreadpoolWork(Self->Works[i]);
  }
  free(Self);
}
void bad_timers_not_cancelled(struct Pool *Self) {
  for (unsigned i = 0; i < Self->Count; ++i) {
    WaitForThreadpoolTimerCallbacks(Self->Timers[i], TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_timers_not_cancelled' waits for the callbacks of 'Self->Timers[i]' while it is still armed: 'onTimer' can be called after the wait [threadpool-missing-cancel]
    CloseThreadpoolTimer(Self->Timers[i]);
  }
  free(Self->Timers);
  free(Self);
}
// CHECK-FIXES: {{^}}    SetThreadpoolTimer(Self->Timers[i], NULL, 0, 0);
// CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(Self->Timers[i], TRUE);
void good_timers(struct Pool *Self) {
  for (unsigned i = 0; i < Self->Count; ++i)
    SetThreadpoolTimer(Self->Timers[i], NULL, 0, 0);
  for (unsigned i = 0; i < Self->Count; ++i) {
    WaitForThreadpoolTimerCallbacks(Self->Timers[i], TRUE);
    CloseThreadpoolTimer(Self->Timers[i]);
  }
  free(Self->Timers);
  free(Self);
}
void bad_timers_wrong_order(struct Pool *Self) {
  for (unsigned i = 0; i < Self->Count; ++i)
    WaitForThreadpoolTimerCallbacks(Self->Timers[i], TRUE);
  for (unsigned i = 0; i < Self->Count; ++i) {
    SetThreadpoolTimer(Self->Timers[i], NULL, 0, 0);
    CloseThreadpoolTimer(Self->Timers[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_timers_wrong_order' closes 'Self->Timers[i]' while 'onTimer' may be queued or running [threadpool-close-before-wait]
  }
  free(Self);
}
// CHECK-FIXES: {{^}}    WaitForThreadpoolTimerCallbacks(Self->Timers[i], TRUE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolTimer(Self->Timers[i]);
