// RUN: %check_rule self-wait %s -- -ferror-limit=0
//
// Nothing is said of a callback that is not fully known.

#include <windows.h>

struct Watch {
  PTP_TIMER Timer;
  PTP_TIMER Other;
};

void CALLBACK unknown_due(PTP_CALLBACK_INSTANCE, void *, PTP_TIMER Timer) {
  if (isCalledByPool())
    // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier
    return;
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void CALLBACK bad_due(PTP_CALLBACK_INSTANCE, void *, PTP_TIMER Timer) {
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_due' waits for the callbacks of its own timer
}

bool stop(PTP_TIMER Timer) {
  if (isCalledByPool())
    // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier
    return false;
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  return true;
}

void CALLBACK good_helper_is_unknown(PTP_CALLBACK_INSTANCE, void *,
                                     PTP_TIMER Timer) {
  stop(Timer);
}

void startHelped(Watch *Self) {
  Self->Timer = CreateThreadpoolTimer(good_helper_is_unknown, Self, nullptr);
}

void start(Watch *Self) {
  Self->Timer = CreateThreadpoolTimer(unknown_due, Self, nullptr);
  Self->Other = CreateThreadpoolTimer(bad_due, Self, nullptr);
}
