// RUN: %check_rule missing-cancel %s
//
// The whole story of a timer that is neither cancelled nor drained. The rule
// that would be named first is disabled, so the other one reports it.

#include <stdlib.h>
#include <windows.h>

struct Clock {
  PTP_TIMER Timer;
  int Ticks;
};

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  ++((struct Clock *)Context)->Ticks;
}

void start(struct Clock *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onTick, Self, NULL);
  SetThreadpoolTimer(Self->Timer, Due, 1000, 0);
}

void bad_stop(struct Clock *Self) {
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_stop
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);

// CHECK-NOTES: :[[@LINE-7]]:3: warning: 'bad_stop' closes 'Self->Timer' while 'onTick' may be queued or running [threadpool-missing-cancel]
// CHECK-NOTES: :[[@LINE-19]]:15: note: 1. the timer is due; the pool starts callback 1, 'onTick'
// CHECK-NOTES: :[[@LINE-9]]:3: note: 2. 'bad_stop' closes the timer; that does not wait for callbacks
// CHECK-NOTES: :[[@LINE-9]]:3: note: 3. 'bad_stop' frees the callback's context
// CHECK-NOTES: :[[@LINE-20]]:3: note: 4. callback 1 ('onTick') uses its context, which is gone
// CHECK-NOTES: :[[@LINE-12]]:3: note: to repair: cancel the timer before this: 'SetThreadpoolTimer' without a due time lets no more callbacks be queued
// CHECK-NOTES: :[[@LINE-13]]:3: note: to repair: wait for callbacks before this: 'WaitForThreadpoolTimerCallbacks' returns when none is queued or running
