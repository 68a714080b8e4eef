// RUN: %check_rule free-before-drain %s -- -ferror-limit=0
//
// Nothing is said where the code is not fully known.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  int *Buffer;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  ++*Self->Buffer;
}

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void unknown_stop(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  if (stopEarly)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier 'stopEarly'
    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  free(Self->Buffer);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}
