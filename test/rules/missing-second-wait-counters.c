// RUN: %check_rule "*" %s --fixed-clean
//
// Stop flags that are counted up and asked whether they are above a number.

#include <stdlib.h>
#include <windows.h>

//===--- The owner counts -------------------------------------------------===//

struct Counter {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Stops;
};

VOID CALLBACK onCounter(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Counter *Self = Context;
  if (Self->Stops > 0)
    return;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCounter(struct Counter *Self) {
  Self->Wait = CreateThreadpoolWait(onCounter, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_counter(struct Counter *Self) {
  InterlockedIncrement(&Self->Stops);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_counter_drained_once(struct Counter *Self) {
  InterlockedIncrement(&Self->Stops);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_counter_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_counter_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_counter_forgotten(struct Counter *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_counter_forgotten' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- The wrong value --------------------------------------------------===//

struct Cleared {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Stops;
};

VOID CALLBACK onCleared(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Cleared *Self = Context;
  if (Self->Stops < 1)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCleared(struct Cleared *Self) {
  Self->Wait = CreateThreadpoolWait(onCleared, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_cleared(struct Cleared *Self) {
  InterlockedExchange(&Self->Stops, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_cleared' does not set the flag {{.*}} [threadpool-stop-flag-order]
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Nobody writes ----------------------------------------------------===//

struct Limited {
  PTP_WAIT Wait;
  HANDLE Event;
  LONG Limit;
};

VOID CALLBACK onLimited(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Limited *Self = Context;
  if (Self->Limit < 5)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onLimited' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startLimited(struct Limited *Self) {
  Self->Wait = CreateThreadpoolWait(onLimited, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_limited(struct Limited *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Too many numbers to tell apart -----------------------------------===//

struct Retries {
  PTP_WAIT Wait;
  HANDLE Event;
  LONG Retries;
};

VOID CALLBACK onRetries(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Retries *Self = Context;
  if (Self->Retries < 100)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startRetries(struct Retries *Self) {
  Self->Wait = CreateThreadpoolWait(onRetries, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_unknown_retries(struct Retries *Self) {
  Self->Retries += 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Counted down again -----------------------------------------------===//

struct Users {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Users;
};

VOID CALLBACK onUsers(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Users *Self = Context;
  if (Self->Users > 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startUsers(struct Users *Self) {
  InterlockedIncrement(&Self->Users);
  Self->Wait = CreateThreadpoolWait(onUsers, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_unknown_users(struct Users *Self) {
  InterlockedDecrement(&Self->Users);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
