// RUN: %check_rule timer-set-guard %s
//
// Timers of which IsThreadpoolTimerSet tells what it is asked: periodic ones,
// and such as nobody but the one who asks cancels.

#include <windows.h>

static PTP_TIMER Timer;

static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER Own) {}

void create(void) { Timer = CreateThreadpoolTimer(onTick, NULL, NULL); }

void good_started_once(FILETIME Due) {
  if (!IsThreadpoolTimerSet(Timer))
    SetThreadpoolTimer(Timer, &Due, 1000, 0);
}

void good_stopped_once(void) {
  if (IsThreadpoolTimerSet(Timer)) {
    SetThreadpoolTimer(Timer, NULL, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  }
}

void good_unknown_timer(PTP_TIMER Any, FILETIME Due) {
  if (!IsThreadpoolTimerSet(Any))
    SetThreadpoolTimer(Any, &Due, 0, 0);
}
