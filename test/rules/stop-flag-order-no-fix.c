// RUN: %check_rule "*" %s
//
// Owners whose flag cannot simply be moved up: it has the wrong value, is
// missing, or stands in another block.

#include <stdlib.h>
#include <windows.h>

//===--- The wrong value --------------------------------------------------===//

struct Polarity {
  PTP_WAIT Wait;
  HANDLE Event;
  int Running;
};

VOID CALLBACK onPolarity(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Polarity *Self = Context;
  if (Self->Running)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startPolarity(struct Polarity *Self) {
  Self->Running = 1;
  Self->Wait = CreateThreadpoolWait(onPolarity, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_wrong_value(struct Polarity *Self) {
  Self->Running = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wrong_value' does not set the flag that stops 'onPolarity' before it stops 'Self->Wait' [threadpool-stop-flag-order]
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_right_value(struct Polarity *Self) {
  Self->Running = 0;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Set elsewhere, not by this owner ---------------------------------===//

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
  Self->Stopping = 0;
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void pauseWatch(struct Watch *Self) { Self->Stopping = 1; }

void bad_forgotten(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_forgotten' does not set the flag that stops 'onWatch' before it stops 'Self->Wait' [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_set_in_a_helper(struct Watch *Self) {
  pauseWatch(Self);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- In a macro -------------------------------------------------------===//

#define SAY_STOP(SELF) (SELF)->Stopping = 1

void bad_in_a_macro(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SAY_STOP(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_in_a_macro' does not set {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Set too late in a helper -----------------------------------------===//

static void pauseLate(struct Watch *Self) {
  Self->Stopping = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_late_helper' does not set {{.*}} [threadpool-stop-flag-order]
}

void bad_late_helper(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  pauseLate(Self);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
