// RUN: %check_rule accelerate-race %s --fixed-clean -- -D_WIN32_WINNT=0x0602
//
// Cancelled and set again to fire now.

#include <windows.h>

struct Saver {
  PTP_TIMER Timer;
  PTP_WAIT Wait;
  HANDLE Never;
  BOOL WasSet;
};

void bad_now(struct Saver *Self) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  SetThreadpoolTimer(Self->Timer, &Now, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_now' cancels the timer and sets it to fire now without asking whether the cancel came in time: there may be two callbacks [threadpool-accelerate-race]
}
// CHECK-FIXES: {{^}}  if (SetThreadpoolTimerEx(Self->Timer, NULL, 0, 0))
// CHECK-FIXES-NEXT: {{^}}    SetThreadpoolTimer(Self->Timer, &Now, 0, 0);

void bad_smallest(struct Saver *Self) {
  LARGE_INTEGER Now;
  Now.QuadPart = -1;
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  SetThreadpoolTimer(Self->Timer, (PFILETIME)&Now, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_smallest' cancels the timer
}
// CHECK-FIXES: {{^}}  if (SetThreadpoolTimerEx(Self->Timer, NULL, 0, 0))
// CHECK-FIXES-NEXT: {{^}}    SetThreadpoolTimer(Self->Timer, (PFILETIME)&Now, 0, 0);

void bad_ignored(struct Saver *Self) {
  FILETIME Now = {0};
  SetThreadpoolTimerEx(Self->Timer, NULL, 0, 0);
  SetThreadpoolTimer(Self->Timer, &Now, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_ignored' cancels the timer
}

void bad_wait(struct Saver *Self) {
  FILETIME Now = {0};
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  SetThreadpoolWait(Self->Wait, Self->Never, &Now);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wait' cancels the wait
}
// CHECK-FIXES: {{^}}  if (SetThreadpoolWaitEx(Self->Wait, NULL, NULL, NULL))
// CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Self->Wait, Self->Never, &Now);

// Something stands between, so there is no fix.
void bad_apart(struct Saver *Self) {
  FILETIME Now;
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  Now.dwLowDateTime = 0;
  Now.dwHighDateTime = 0;
  SetThreadpoolTimer(Self->Timer, &Now, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_apart' cancels the timer
}

#define RESTART(Timer, Due)                                                    \
  SetThreadpoolTimer(Timer, NULL, 0, 0);                                       \
  SetThreadpoolTimer(Timer, Due, 0, 0)

void bad_macro(struct Saver *Self) {
  FILETIME Now = {0, 0};
  RESTART(Self->Timer, &Now);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro' cancels the timer
}

void save(PTP_CALLBACK_INSTANCE Instance, PVOID Context, PTP_TIMER Timer);

// A timer that is made here has a callback from when it is set.
PTP_TIMER bad_madeHere(FILETIME Due) {
  PTP_TIMER Timer = CreateThreadpoolTimer(save, NULL, NULL);
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_madeHere' cancels the timer
  return Timer;
}
// CHECK-FIXES: {{^}}  if (SetThreadpoolTimerEx(Timer, NULL, 0, 0))
// CHECK-FIXES-NEXT: {{^}}    SetThreadpoolTimer(Timer, &Now, 0, 0);
