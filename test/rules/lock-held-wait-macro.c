// RUN: %check_rule "*" %s
//
// Lock and drain in macros, as many code bases write them.

#include <stdlib.h>
#include <windows.h>

#define LOCK(SELF) EnterCriticalSection(&(SELF)->Lock)
#define UNLOCK(SELF) LeaveCriticalSection(&(SELF)->Lock)
#define DRAIN(SELF) WaitForThreadpoolWaitCallbacks((SELF)->Wait, TRUE)

struct Watch {
  PTP_WAIT Wait;
  CRITICAL_SECTION Lock;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  LOCK(Self);
  ++Self->Hits;
  UNLOCK(Self);
}

void start(struct Watch *Self, HANDLE Event) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void bad_macros(struct Watch *Self) {
  LOCK(Self);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  DRAIN(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macros' waits for the callbacks of 'Self->Wait' under a lock that 'onSignal' takes [threadpool-lock-held-wait]
  UNLOCK(Self);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_macros(struct Watch *Self) {
  LOCK(Self);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  UNLOCK(Self);
  DRAIN(Self);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
