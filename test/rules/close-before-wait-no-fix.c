// RUN: %check_rule "*" %s
//
// Places where a drain must not be added unseen.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  PTP_WORK Stopper;
  CRITICAL_SECTION Lock;
  int Hits;
};

static CRITICAL_SECTION Shared;

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  ++Self->Hits;
}

void start(struct Watch *Self, HANDLE Event) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void bad_under_a_lock(struct Watch *Self) {
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_under_a_lock' closes {{.*}} [threadpool-close-before-wait]
  LeaveCriticalSection(&Self->Lock);
  free(Self);
}

#define CLOSE(SELF) CloseThreadpoolWait((SELF)->Wait)

void bad_macro(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CLOSE(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}

// What a fix puts before the statement would be done without a test.
void bad_choice(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  Self->Wait ? CloseThreadpoolWait(Self->Wait) : (void)0;
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'bad_choice' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}

// What belongs between the calls has no place there.
void bad_comma(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL), CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'bad_comma' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}

// One of those who call it holds a lock.
static void closeIt(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_{{.*}}_lock' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}

void bad_without_lock(struct Watch *Self) { closeIt(Self); }

void bad_with_lock(struct Watch *Self) {
  EnterCriticalSection(&Shared);
  closeIt(Self);
  LeaveCriticalSection(&Shared);
}

VOID CALLBACK bad_callback(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_WORK Work) {
  struct Watch *Self = Context;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_callback' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}

void stopLater(struct Watch *Self) {
  Self->Stopper = CreateThreadpoolWork(bad_callback, Self, NULL);
  SubmitThreadpoolWork(Self->Stopper);
}

// The callers' callers run in a callback, too.
static void closeFromAnywhere(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_called_from_a_callback' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}

VOID CALLBACK bad_called_from_a_callback(PTP_CALLBACK_INSTANCE Instance,
                                         PVOID Context) {
  closeFromAnywhere(Context);
}

void stopSoon(struct Watch *Self) {
  TrySubmitThreadpoolCallback(bad_called_from_a_callback, Self, NULL);
}
