// RUN: %check_rule self-wait %s -- -ferror-limit=0
//
// An error silences what depends on it: a wait behind it that it may keep from
// happening. One that the callback surely comes to is told.

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

void CALLBACK bad_error_behind(PTP_CALLBACK_INSTANCE, void *,
                               PTP_TIMER Timer) {
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_error_behind' waits for the callbacks of its own timer
  if (isLate())
    // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier
    return;
}

void CALLBACK bad_unknown_call_before(PTP_CALLBACK_INSTANCE, void *Context,
                                      PTP_TIMER Timer) {
  Watch *Self = static_cast<Watch *>(Context);
  reportDue(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_unknown_call_before' waits for the callbacks of its own timer
}

void CALLBACK good_unknown_call_with_instance(PTP_CALLBACK_INSTANCE Instance,
                                              void *, PTP_TIMER Timer) {
  letGo(Instance);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void CALLBACK good_macro_before(PTP_CALLBACK_INSTANCE, void *,
                                PTP_TIMER Timer) {
  RETURN_IF_POOL(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void CALLBACK good_condition_behind_error(PTP_CALLBACK_INSTANCE, void *Context,
                                          PTP_TIMER Timer) {
  Watch *Self = static_cast<Watch *>(Context);
  lookAt(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier
  if (Self->Other)
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
}

void CALLBACK good_variable_behind_error(PTP_CALLBACK_INSTANCE, void *Context,
                                         PTP_TIMER) {
  Watch *Self = static_cast<Watch *>(Context);
  exchange(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
}

void startMore(Watch *Self) {
  Self->Timer = CreateThreadpoolTimer(bad_error_behind, Self, nullptr);
  Self->Timer = CreateThreadpoolTimer(bad_unknown_call_before, Self, nullptr);
  Self->Timer =
      CreateThreadpoolTimer(good_unknown_call_with_instance, Self, nullptr);
  Self->Timer = CreateThreadpoolTimer(good_macro_before, Self, nullptr);
  Self->Timer =
      CreateThreadpoolTimer(good_condition_behind_error, Self, nullptr);
}

void startAlone(Watch *Self) {
  Self->Timer =
      CreateThreadpoolTimer(good_variable_behind_error, Self, nullptr);
}

void start(Watch *Self) {
  Self->Timer = CreateThreadpoolTimer(unknown_due, Self, nullptr);
  Self->Other = CreateThreadpoolTimer(bad_due, Self, nullptr);
}
