// RUN: %check_rule missing-cancel %s --fixed-clean
//
// A periodic timer is drained and closed by the routine that set it. Its late
// callback uses nothing that is gone.

#include <windows.h>

static volatile LONG Ticks;

static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER Timer) {
  InterlockedIncrement(&Ticks);
}

static VOID CALLBACK onLastTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_TIMER Timer) {
  if (InterlockedIncrement(&Ticks) == 10)
    SetThreadpoolTimer(Timer, NULL, 0, 0);
}

static void inOneSecond(FILETIME *Due) {
  ULARGE_INTEGER Relative;
  Relative.QuadPart = (ULONGLONG)-10000000LL;
  Due->dwLowDateTime = Relative.LowPart;
  Due->dwHighDateTime = Relative.HighPart;
}

void bad_periodic(void) {
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTick, NULL, NULL);
  if (!Timer)
    return;
  inOneSecond(&Due);
  SetThreadpoolTimer(Timer, &Due, 1000, 0);
  Sleep(10000);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_periodic' waits for the callbacks of 'Timer' while it is still set: a periodic timer's next callback comes all the same [threadpool-missing-cancel]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 1. 'bad_periodic' sets the periodic timer
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 2. 'bad_periodic' waits for callbacks; none is queued or running, so it goes on at once
  // CHECK-NOTES: :10:22: note: 3. the timer is due; the pool queues callback 1, 'onTick'
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 4. 'bad_periodic' closes the timer; that does not wait for callbacks, and callback 1 runs behind it
  // CHECK-NOTES: :[[@LINE-6]]:3: note: to repair: cancel the timer before the wait
  // CHECK-FIXES: {{^}}  SetThreadpoolTimer(Timer, NULL, 0, 0);
  // CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

void good_cancelled(void) {
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTick, NULL, NULL);
  if (!Timer)
    return;
  inOneSecond(&Due);
  SetThreadpoolTimer(Timer, &Due, 1000, 0);
  Sleep(10000);
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

// Whether it has fired is for the program to know.
void good_once(void) {
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTick, NULL, NULL);
  if (!Timer)
    return;
  inOneSecond(&Due);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  Sleep(10000);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

void good_period_of_the_caller(DWORD Period) {
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTick, NULL, NULL);
  if (!Timer)
    return;
  inOneSecond(&Due);
  SetThreadpoolTimer(Timer, &Due, Period, 0);
  WaitForThreadpoolTimerCallbacks(Timer, FALSE);
  CloseThreadpoolTimer(Timer);
}

void good_cancels_itself(void) {
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(onLastTick, NULL, NULL);
  if (!Timer)
    return;
  inOneSecond(&Due);
  SetThreadpoolTimer(Timer, &Due, 1000, 0);
  Sleep(20000);
  WaitForThreadpoolTimerCallbacks(Timer, FALSE);
  CloseThreadpoolTimer(Timer);
}

// Without a wait the close disarms it.
void good_not_drained(void) {
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTick, NULL, NULL);
  if (!Timer)
    return;
  inOneSecond(&Due);
  SetThreadpoolTimer(Timer, &Due, 1000, 0);
  Sleep(10000);
  CloseThreadpoolTimer(Timer);
}

void stop(PTP_TIMER Timer);

void good_helper(void) {
  FILETIME Due;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTick, NULL, NULL);
  if (!Timer)
    return;
  inOneSecond(&Due);
  SetThreadpoolTimer(Timer, &Due, 1000, 0);
  stop(Timer);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}
