// RUN: %check_rule "missing-second-wait" %s
//
// Portability layers spell the Interlocked functions in snake case; what they
// do with a flag is the same.

#include <stdint.h>
#include <stdlib.h>
#include <windows.h>

int32_t interlocked_compare_exchange(volatile int32_t *Where, int32_t New,
                                     int32_t Expected);
int32_t interlocked_exchange(volatile int32_t *Where, int32_t New);

struct Watchdog {
  PTP_TIMER Timer;
  volatile int32_t State;
  LONG Count;
};

static VOID CALLBACK onTimeout(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_TIMER Timer) {
  struct Watchdog *Self = Context;
  FILETIME Again = {1};
  ++Self->Count;
  if (Self->State == 1)
    SetThreadpoolTimer(Timer, &Again, 0, 0);
}

struct Watchdog *start(FILETIME *Due) {
  struct Watchdog *Self = calloc(1, sizeof(struct Watchdog));
  Self->Timer = CreateThreadpoolTimer(onTimeout, Self, NULL);
  if (!Self->Timer) {
    free(Self);
    return NULL;
  }
  interlocked_exchange(&Self->State, 1);
  SetThreadpoolTimer(Self->Timer, Due, 0, 0);
  return Self;
}

void bad_one_wait(struct Watchdog *Self) {
  if (interlocked_compare_exchange(&Self->State, 0, 1) != 1)
    return;
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_one_wait' waits for the callbacks of 'Self->Timer' too few times: 'onTimeout' can arm it again between the flag and the cancel, and one callback slips through [threadpool-missing-second-wait]
  // CHECK-FIXES: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

void good_two_waits(struct Watchdog *Self) {
  if (interlocked_compare_exchange(&Self->State, 0, 1) != 1)
    return;
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}
