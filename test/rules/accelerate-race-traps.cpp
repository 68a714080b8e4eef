// RUN: %check_rule accelerate-race %s -- -ferror-limit=0
//
// Where no second callback can come of it, or it is asked for.

#include <windows.h>

struct Saver {
  PTP_TIMER Timer, Other;
  bool WasSet;
};

const FILETIME Delay = {1, 2};

// Debouncing: set again without a cancel, or not for now.
void good_again(Saver &S) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(S.Timer, &Now, 0, 0);
}

void good_later(Saver &S) {
  FILETIME Due = Delay;
  SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
  SetThreadpoolTimer(S.Timer, &Due, 0, 0);
}

void good_unknown(Saver &S, FILETIME Due) {
  SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
  SetThreadpoolTimer(S.Timer, &Due, 0, 0);
}

// The result is asked for, at once or later.
void good_asked(Saver &S) {
  FILETIME Now = {0, 0};
  if (SetThreadpoolTimerEx(S.Timer, nullptr, 0, 0))
    SetThreadpoolTimer(S.Timer, &Now, 0, 0);
}

void good_askedLater(Saver &S) {
  FILETIME Now = {0, 0};
  const BOOL WasSet = SetThreadpoolTimerEx(S.Timer, nullptr, 0, 0);
  if (WasSet)
    SetThreadpoolTimer(S.Timer, &Now, 0, 0);
}

void good_stored(Saver &S) {
  FILETIME Now = {0, 0};
  S.WasSet = SetThreadpoolTimerEx(S.Timer, nullptr, 0, 0);
  if (S.WasSet)
    SetThreadpoolTimer(S.Timer, &Now, 0, 0);
}

// The callback that may be under way has ended.
void good_drained(Saver &S) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(S.Timer, TRUE);
  SetThreadpoolTimer(S.Timer, &Now, 0, 0);
}

void good_otherObject(Saver &S) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
  SetThreadpoolTimer(S.Other, &Now, 0, 0);
}

void CALLBACK good_ownCallback(PTP_CALLBACK_INSTANCE, void *, PTP_TIMER Timer) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(Timer, nullptr, 0, 0);
  SetThreadpoolTimer(Timer, &Now, 0, 0);
}

// Never set before.
PTP_TIMER good_new() {
  FILETIME Now = {0, 0};
  PTP_TIMER Timer = CreateThreadpoolTimer(good_ownCallback, nullptr, nullptr);
  SetThreadpoolTimer(Timer, nullptr, 0, 0);
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  return Timer;
}

// Through helpers of a template.
template <class Timer> struct Holder {
  void cancel() { SetThreadpoolTimer(T, nullptr, 0, 0); }
  void bad_fire() {
    FILETIME Now = {};
    cancel();
    SetThreadpoolTimer(T, &Now, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Holder{{.*}}::bad_fire' cancels the timer and sets it to fire now without asking whether the cancel came in time: there may be two callbacks [threadpool-accelerate-race]
  }
  Timer T;
};

void use(Holder<PTP_TIMER> &H) { H.bad_fire(); }

void unknown_broken(Saver &S) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
  waitForAll(S);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'waitForAll'
  SetThreadpoolTimer(S.Timer, &Now, 0, 0);
}

// A caller that is not understood as far as the call.
void bad_called(Saver &S) {
  FILETIME Now = {0, 0};
  SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
  SetThreadpoolTimer(S.Timer, &Now, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_called' cancels the timer
}

void unknown_caller(Saver &S) {
  Guard Inside(S);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown type name 'Guard'
  bad_called(S);
}
