// RUN: %check_rule use-after-close %s
//
// The whole story, which is short.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Watch *)Context)->Hits;
}

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void bad_stop(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  free(Self);
}

// CHECK-NOTES: :[[@LINE-4]]:3: warning: 'Self->Wait' is used after it was closed [threadpool-use-after-close]
// CHECK-NOTES: :[[@LINE-8]]:3: note: 1. 'bad_stop' cancels the wait; what is queued or running goes on
// CHECK-NOTES: :[[@LINE-8]]:3: note: 2. 'bad_stop' waits for callbacks; none is queued or running, so it goes on at once
// CHECK-NOTES: :[[@LINE-8]]:3: note: 3. 'bad_stop' closes the wait; that does not wait for callbacks
// CHECK-NOTES: :[[@LINE-8]]:3: note: 4. 'bad_stop' waits for callbacks: the wait is closed already
// CHECK-NOTES: :[[@LINE-9]]:3: note: to repair: this call has to go: the wait is closed already
