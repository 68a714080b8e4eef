// RUN: %check_rule "*" %s --fixed-clean
//
// Drained and closed while it is armed: the drain waits for callbacks, not for
// signals. The fix says NULL, as one does in C.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  ++Self->Hits;
}

void startWatch(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void bad_wait(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wait' waits for the callbacks of 'Self->Wait' while it is still armed{{.*}} [threadpool-missing-cancel]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_wait
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);

void good_wait(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

// The fix stands on a line of its own before the whole statement.
void bad_two_calls_in_a_statement(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE),
      CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: 'bad_two_calls_in_a_statement' waits {{.*}} [threadpool-missing-cancel]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_two_calls_in_a_statement
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE),
// CHECK-FIXES-NEXT: {{^}}      CloseThreadpoolWait(Self->Wait);

struct Clock {
  PTP_TIMER Timer;
  int Ticks;
};

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  struct Clock *Self = Context;
  ++Self->Ticks;
}

void startClock(struct Clock *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onTick, Self, NULL);
  SetThreadpoolTimer(Self->Timer, Due, 1000, 0);
}

void bad_periodic_timer(struct Clock *Self) {
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_periodic_timer' waits for the callbacks of 'Self->Timer' while it is still armed{{.*}} [threadpool-missing-cancel]
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_periodic_timer
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);

void good_periodic_timer(struct Clock *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, FALSE);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

static PTP_TIMER Once;
static int *Shots;

VOID CALLBACK onOnce(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  ++*Shots;
}

void startOnce(FILETIME *Due) {
  Shots = calloc(1, sizeof(*Shots));
  Once = CreateThreadpoolTimer(onOnce, NULL, NULL);
  SetThreadpoolTimer(Once, Due, 0, 0);
}

void bad_one_shot_timer(void) {
  WaitForThreadpoolTimerCallbacks(Once, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_one_shot_timer' waits for the callbacks of 'Once' while it is still armed{{.*}} [threadpool-missing-cancel]
  CloseThreadpoolTimer(Once);
  free(Shots);
}
// CHECK-FIXES-LABEL: void bad_one_shot_timer
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolTimer(Once, NULL, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(Once, FALSE);
