// RUN: %check_rule timer-set-guard %s
//
// What IsThreadpoolTimerSet does not tell. With the notes.

#include <windows.h>

struct Saver {
  PTP_TIMER Timer;
  int Saved;
};

static VOID CALLBACK onDue(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_TIMER Timer) {
  ++((struct Saver *)Context)->Saved;
}

void create(struct Saver *Self) {
  Self->Timer = CreateThreadpoolTimer(onDue, Self, NULL);
}

void good_cancel_in_any_case(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
}

//===--- Whether there is anything to wait for ----------------------------===//

void bad_drained_if_set(struct Saver *Self) {
  if (IsThreadpoolTimerSet(Self->Timer)) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'bad_drained_if_set' waits for the timer's callbacks only if it is set: a timer that was cancelled is not, and its callback may still be queued or running [threadpool-timer-set-guard]
    // CHECK-NOTES: :[[@LINE+3]]:5: note: waits for the callbacks here
    // CHECK-NOTES: :[[@LINE-3]]:7: note: to repair: cancel and wait in any case; both are harmless for a timer that is not set
    SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
    WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  }
  CloseThreadpoolTimer(Self->Timer);
}

void bad_drained_unless_cancelled(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  if (IsThreadpoolTimerSet(Self->Timer))
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'bad_drained_unless_cancelled' waits for the timer's callbacks only if it is set{{.*}} [threadpool-timer-set-guard]
    // CHECK-NOTES: :[[@LINE+2]]:5: note: waits for the callbacks here
    // CHECK-NOTES: :[[@LINE-3]]:7: note: to repair: {{.*}}
    WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
}

void bad_closed_if_set(struct Saver *Self) {
  BOOL IsSet = IsThreadpoolTimerSet(Self->Timer);
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: 'bad_closed_if_set' closes the timer only if it is set: one that was never set or was cancelled is lost [threadpool-timer-set-guard]
  // CHECK-NOTES: :[[@LINE+3]]:5: note: closed here
  // CHECK-NOTES: :[[@LINE-3]]:16: note: to repair: close it in any case
  if (IsSet)
    CloseThreadpoolTimer(Self->Timer);
}

//===--- Whether it has fired ---------------------------------------------===//

void bad_set_unless_set(struct Saver *Self, FILETIME Due) {
  if (!IsThreadpoolTimerSet(Self->Timer))
    // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_set_unless_set' sets the timer only if it is not set: a timer that fires once stays set when it has fired, until it is cancelled [threadpool-timer-set-guard]
    // CHECK-NOTES: :[[@LINE+2]]:5: note: set here, for the first time only
    // CHECK-NOTES: :[[@LINE-3]]:8: note: to repair: keep a flag of your own that the callback clears, or set the timer in any case
    SetThreadpoolTimer(Self->Timer, &Due, 0, 0);
}

void bad_waits_until_fired(struct Saver *Self) {
  while (IsThreadpoolTimerSet(Self->Timer))
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'bad_waits_until_fired' waits until the timer is not set: a timer that fires once stays set when it has fired, so this may never end [threadpool-timer-set-guard]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: to repair: wait for an event that the callback sets
    Sleep(10);
}

//===--- Harmless ---------------------------------------------------------===//

void good_cancelled_if_set(struct Saver *Self) {
  if (IsThreadpoolTimerSet(Self->Timer))
    SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
}

BOOL good_told(struct Saver *Self) {
  return IsThreadpoolTimerSet(Self->Timer);
}

void tell(const char *Text);
void good_logged(struct Saver *Self) {
  if (IsThreadpoolTimerSet(Self->Timer))
    tell("set");
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
}

void good_other_timer(struct Saver *Self, PTP_TIMER Other) {
  if (IsThreadpoolTimerSet(Other))
    WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
}

void good_set_again_if_set(struct Saver *Self, FILETIME Due) {
  if (IsThreadpoolTimerSet(Self->Timer))
    SetThreadpoolTimer(Self->Timer, &Due, 0, 0);
}

void good_broken(struct Saver *Self) {
  if (IsThreadpoolTimerSet(Self->Timer) && Undeclared)
    // CHECK-NOTES: :[[@LINE-1]]:44: error: use of undeclared identifier 'Undeclared'{{.*}}
    CloseThreadpoolTimer(Self->Timer);
}
