// RUN: %check_rule "*" %s
//
// Code that does not compile: the flag may be set there.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void start(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void pause(struct Watch *Self) { Self->Stopping = 1; }

void good_flag_is_broken(struct Watch *Self) {
  Self->Stopping = MISSING_TRUE;
  // CHECK-MESSAGES: :[[@LINE-1]]:20: error: use of undeclared identifier 'MISSING_TRUE' [clang-diagnostic-error]
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

struct Other {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Other *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startOther(struct Other *Self) {
  Self->Wait = CreateThreadpoolWait(onOther, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void askToStop(struct Other *Self) {
  int Reason = MISSING_REASON;
  // CHECK-MESSAGES: :[[@LINE-1]]:16: error: use of undeclared identifier 'MISSING_REASON' [clang-diagnostic-error]
  Self->Stopping = 1;
}

void bad_flag_is_set_beside_an_error(struct Other *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_flag_is_set_beside_an_error' does not set the flag {{.*}} [threadpool-stop-flag-order]
  free(Self);
}
