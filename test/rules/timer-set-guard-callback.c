// RUN: %check_rule timer-set-guard %s
//
// In the callback of the timer itself.

#include <windows.h>

static FILETIME Next;

static VOID CALLBACK onDue(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_TIMER Timer) { // bad
  if (IsThreadpoolTimerSet(Timer))
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'onDue' sets its timer again only if it is set: a timer that fires once stays set, so this does not keep it from being set behind a cancel [threadpool-timer-set-guard]
    SetThreadpoolTimer(Timer, &Next, 0, 0);
}

static VOID CALLBACK onDueCancels(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PTP_TIMER Timer) {
  SetThreadpoolTimer(Timer, NULL, 0, 0);
}

static PTP_TIMER Timer, Cancelled;
void create(void) {
  Timer = CreateThreadpoolTimer(onDue, NULL, NULL);
  Cancelled = CreateThreadpoolTimer(onDueCancels, NULL, NULL);
}

void good_cleared_by_the_callback(FILETIME Due) {
  if (!IsThreadpoolTimerSet(Cancelled))
    SetThreadpoolTimer(Cancelled, &Due, 0, 0);
}
