// RUN: %check_rule "*" %s --fixed-clean
//
// A guarded re-arm and one drain: on the wrong side of the cancel, or on the
// right one alone. The fix adds the other.

#include <stdlib.h>
#include <windows.h>

//===--- Flag, cancel, drain ----------------------------------------------===//

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startWatch(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_drained_after_the_cancel(struct Watch *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drained_after_the_cancel' waits for the callbacks of 'Self->Wait' too few times{{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_drained_after_the_cancel
// CHECK-FIXES: {{^}}  Self->Stopping = 1;
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);

//===--- Flag, drain, cancel ----------------------------------------------===//

struct Early {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onEarly(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Early *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startEarly(struct Early *Self) {
  Self->Wait = CreateThreadpoolWait(onEarly, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_drained_before_the_cancel(struct Early *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drained_before_the_cancel' waits for the callbacks of 'Self->Wait' too few times{{.*}} [threadpool-missing-second-wait]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_drained_before_the_cancel
// CHECK-FIXES: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);

//===--- Two drains, and no cancel between them ---------------------------===//

struct SameSide {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onSameSide(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct SameSide *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startSameSide(struct SameSide *Self) {
  Self->Wait = CreateThreadpoolWait(onSameSide, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_both_before_the_cancel(struct SameSide *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_both_before_the_cancel' waits {{.*}} [threadpool-missing-second-wait]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_both_before_the_cancel
// CHECK-FIXES: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);

//===--- A one-shot timer, globals ----------------------------------------===//

static PTP_TIMER Timer;
static FILETIME Due;
static volatile LONG TimerStopping;
static int *Ticks;

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Own) {
  ++*Ticks;
  if (!TimerStopping)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void startTimer(void) {
  Ticks = calloc(1, sizeof(*Ticks));
  Timer = CreateThreadpoolTimer(onTick, NULL, NULL);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void bad_timer(void) {
  InterlockedExchange(&TimerStopping, 1);
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_timer' waits for the callbacks of 'Timer' too few times{{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolTimer(Timer);
  free(Ticks);
}
// CHECK-FIXES-LABEL: void bad_timer
// CHECK-FIXES: {{^}}  InterlockedExchange(&TimerStopping, 1);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolTimer(Timer, NULL, 0, 0);

//===--- Drains without cancelling what is queued count as much -----------===//

struct Gentle {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onGentle(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Gentle *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startGentle(struct Gentle *Self) {
  Self->Wait = CreateThreadpoolWait(onGentle, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_drains_with_false(struct Gentle *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, FALSE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, FALSE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
