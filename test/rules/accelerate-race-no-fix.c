// RUN: %check_rule accelerate-race %s -- -U_WIN32_WINNT -D_WIN32_WINNT=0x0601
//
// Before Windows 8 there is no function to ask. The story.

#include <windows.h>

void bad_now(PTP_TIMER Timer) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_now' cancels the timer and sets it to fire now without asking whether the cancel came in time: there may be two callbacks [threadpool-accelerate-race]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 1. the timer is due; the pool starts callback 1
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 2. 'bad_now' cancels the timer, too late; callback 1 goes on
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 3. 'bad_now' sets the timer to fire now
  // CHECK-NOTES: :[[@LINE-5]]:3: note: 4. the pool starts callback 2 as well
  // CHECK-NOTES: :[[@LINE-6]]:3: note: to repair: set it again only if SetThreadpoolTimerEx, which cancels, returns TRUE
}
