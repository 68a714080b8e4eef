// RUN: %check_rule unchecked-create %s --real
//
// Who asserts that an object was made has tested it.

#include <assert.h>
#include <windows.h>

VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_TIMER T) {}

PTP_TIMER good_asserted(FILETIME *Due) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  assert(Timer);
  SetThreadpoolTimer(Timer, Due, 0, 0);
  return Timer;
}
PTP_TIMER bad_something_else_asserted(FILETIME *Due) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: nothing tests whether 'CreateThreadpoolTimer' has failed before the timer is used [threadpool-unchecked-create]
  assert(Due);
  SetThreadpoolTimer(Timer, Due, 0, 0);
  return Timer;
}
