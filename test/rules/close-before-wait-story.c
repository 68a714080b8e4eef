// RUN: %check_rule close-before-wait %s
//
// The whole story: the callback outlives what it uses.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  ++Self->Hits;
}

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void bad_stop(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_stop
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);

// CHECK-NOTES: :[[@LINE-7]]:3: warning: 'bad_stop' closes 'Self->Wait' while 'onSignal' may be queued or running [threadpool-close-before-wait]
// CHECK-NOTES: :[[@LINE-21]]:15: note: 1. the handle is signaled; the pool starts callback 1, 'onSignal'
// CHECK-NOTES: :[[@LINE-10]]:3: note: 2. 'bad_stop' cancels the wait; what is queued or running goes on
// CHECK-NOTES: :[[@LINE-10]]:3: note: 3. 'bad_stop' closes the wait; that does not wait for callbacks
// CHECK-NOTES: :[[@LINE-10]]:3: note: 4. 'bad_stop' frees the callback's context
// CHECK-NOTES: :[[@LINE-22]]:3: note: 5. callback 1 ('onSignal') uses its context, which is gone
// CHECK-NOTES: :[[@LINE-13]]:3: note: to repair: wait for callbacks before this: 'WaitForThreadpoolWaitCallbacks' returns when none is queued or running
