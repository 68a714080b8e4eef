// RUN: %check_rule zero-due-time %s
//
// A due time of zero where a cancel is meant. With the notes.

#include <windows.h>

static PTP_TIMER Timer;
static PTP_WAIT Wait;
static HANDLE Event;

//===--- A cancel ---------------------------------------------------------===//

void bad_drained(void) {
  FILETIME None = {0, 0};
  SetThreadpoolTimer(Timer, &None, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_drained' sets the timer to a due time of zero and then drops its callbacks: that does not cancel it, it fires at once [threadpool-zero-due-time]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: waits for its callbacks and drops those that have not started here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: to cancel, give a null pointer instead of a time of zero
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

void bad_closed(void) {
  FILETIME None;
  None.dwLowDateTime = 0;
  None.dwHighDateTime = 0;
  SetThreadpoolTimerEx(Timer, &None, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_closed' sets the timer to a due time of zero and then closes it: {{.*}} [threadpool-zero-due-time]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: closed here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: {{.*}}
  CloseThreadpoolTimer(Timer);
}

void bad_wait(void) {
  LONGLONG None = 0;
  SetThreadpoolWait(Wait, Event, (PFILETIME)&None);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_wait' sets the wait to a due time of zero and then drops its callbacks: {{.*}} [threadpool-zero-due-time]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: waits for its callbacks and drops those that have not started here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: to cancel, give no handle and no time
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
}

void bad_cancelTimer(void) {
  LARGE_INTEGER None = {{0, 0}};
  SetThreadpoolTimer(Timer, (PFILETIME)&None, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_cancelTimer' sets the timer to a due time of zero: that does not cancel it, it fires at once [threadpool-zero-due-time]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
}

#define ZERO_TIME {0, 0}
#define CANCEL(TIMER) SetThreadpoolTimer(TIMER, &None, 0, 0)
void bad_macro(void) {
  FILETIME None = ZERO_TIME;
  CANCEL(Timer);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_macro' sets the timer to a due time of zero and then drops its callbacks: {{.*}} [threadpool-zero-due-time]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: waits for its callbacks {{.*}}
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: {{.*}}
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

//===--- Meant to fire ----------------------------------------------------===//

void good_now(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, &Now, 0, 0);
}

void good_now_and_periodically(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, &Now, 1000, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void good_flushed(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, FALSE);
  CloseThreadpoolTimer(Timer);
}

void good_waited_for_what_the_callback_does(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  WaitForSingleObject(Event, INFINITE);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void waitForCallback(void);
void good_waited_elsewhere(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  waitForCallback();
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void good_cancelled(void) {
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void good_cancelled_later(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void good_other_timer(PTP_TIMER Other) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Other, &Now, 0, 0);
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void good_unknown_time(const FILETIME *When) {
  FILETIME Due = *When;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void good_cancel_with_unknown_time(PFILETIME When) {
  SetThreadpoolTimer(Timer, When, 0, 0);
}

void good_no_handle(void) {
  FILETIME None = {0, 0};
  SetThreadpoolWait(Wait, NULL, &None);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
}

union Time {
  FILETIME Halves;
  LONGLONG Number;
};
void good_union(void) {
  union Time Due = {{0, 0}};
  Due.Number = -30000000;
  SetThreadpoolTimer(Timer, &Due.Halves, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void good_broken(void) {
  FILETIME Due = {0, 0};
  Due.dwLowDateTime = Undeclared;
  // CHECK-NOTES: :[[@LINE-1]]:23: error: use of undeclared identifier 'Undeclared'{{.*}}
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}
