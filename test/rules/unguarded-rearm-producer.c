// RUN: %check_rule "*" %s
//
// An owner that ends the thread that signals needs no guard in the callback.
// Which thread that is, is not known; so one that waits for some thread to end
// is given the benefit of the doubt.

#include <stdlib.h>
#include <windows.h>

struct Fed {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Producer;
  HANDLE Quit;
  volatile LONG Done;
  int Hits;
};

VOID CALLBACK onFed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Fed *Self = Context;
  ++Self->Hits;
  SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onFed' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

DWORD WINAPI produce(LPVOID Argument) {
  struct Fed *Self = Argument;
  while (!Self->Done)
    SetEvent(Self->Event);
  return 0;
}

void startFed(struct Fed *Self) {
  Self->Wait = CreateThreadpoolWait(onFed, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  Self->Producer = CreateThread(NULL, 0, produce, Self, 0, NULL);
}

void good_producer_is_joined(struct Fed *Self) {
  Self->Done = 1;
  WaitForSingleObject(Self->Producer, INFINITE);
  WaitForThreadpoolWaitCallbacks(Self->Wait, FALSE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_waits_for_something_else(struct Fed *Self) {
  WaitForSingleObject(Self->Quit, INFINITE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
