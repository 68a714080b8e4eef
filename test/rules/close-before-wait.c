// RUN: %check_rule "*" %s --fixed-clean
//
// Closed without a drain, or drained before the cancel only.

#include <stdlib.h>
#include <windows.h>

//===--- A wait -----------------------------------------------------------===//

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

void bad_not_drained(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_drained' closes 'Self->Wait' while 'onWatch' may be queued or running [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_not_drained
// CHECK-FIXES: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);

void bad_drained_too_early(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drained_too_early' closes 'Self->Wait' while 'onWatch' may be queued or running [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_drained_too_early
// CHECK-FIXES: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);

void good_cancel_drain_close(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_freed_before_the_close(struct Watch *Self) {
  PTP_WAIT Wait = Self->Wait;
  SetThreadpoolWait(Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  free(Self);
  CloseThreadpoolWait(Wait);
}

//===--- A timer ----------------------------------------------------------===//

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
  SetThreadpoolTimer(Self->Timer, Due, 250, 0);
}

void bad_timer(struct Clock *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  CloseThreadpoolTimer(Self->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_timer' closes 'Self->Timer' while 'onTick' may be queued or running [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_timer
// CHECK-FIXES: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolTimer(Self->Timer);

void good_timer(struct Clock *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

//===--- Work -------------------------------------------------------------===//

static PTP_WORK Work;
static int *Sum;

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Own) {
  ++*Sum;
}

void startWork(void) {
  Sum = calloc(1, sizeof(*Sum));
  Work = CreateThreadpoolWork(onWork, NULL, NULL);
  SubmitThreadpoolWork(Work);
}

void bad_work(void) {
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_work' closes 'Work' while 'onWork' may be queued or running [threadpool-close-before-wait]
  free(Sum);
}
// CHECK-FIXES-LABEL: void bad_work
// CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(Work, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(Work);

void good_work(void) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
  free(Sum);
}

//===--- On the stack -----------------------------------------------------===//

VOID CALLBACK onAnswer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  *(int *)Context = 1;
}

int bad_context_on_the_stack(HANDLE Answer) {
  int Answered = 0;
  PTP_WAIT Wait = CreateThreadpoolWait(onAnswer, &Answered, NULL);
  if (!Wait)
    return -1;
  SetThreadpoolWait(Wait, Answer, NULL);
  Sleep(1000);
  SetThreadpoolWait(Wait, NULL, NULL);
  CloseThreadpoolWait(Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_context_on_the_stack' closes 'Wait' while 'onAnswer' may be queued or running [threadpool-close-before-wait]
  return Answered;
}
// CHECK-FIXES-LABEL: int bad_context_on_the_stack
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Wait);
