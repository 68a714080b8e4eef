// RUN: %check_rule stop-flag-order %s
//
// The whole story: a callback arms the wait once more before it can see the
// flag.

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

void bad_stop(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_stop
// CHECK-FIXES-NEXT: {{^}}  Self->Stopping = 1;
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

// CHECK-NOTES: :[[@LINE-11]]:3: warning: 'bad_stop' does not set the flag that stops 'onSignal' before it stops 'Self->Wait' [threadpool-stop-flag-order]
// CHECK-NOTES: :[[@LINE-13]]:3: note: 1. 'bad_stop' waits for callbacks; none is queued or running, so it goes on at once
// CHECK-NOTES: :[[@LINE-27]]:15: note: 2. the handle is signaled; the pool starts callback 1, 'onSignal'
// CHECK-NOTES: :[[@LINE-25]]:7: note: 3. callback 1 ('onSignal') reads 'Self->Stopping', which nobody has changed yet
// CHECK-NOTES: :[[@LINE-15]]:3: note: 4. 'bad_stop' writes 'Stopping'
// CHECK-NOTES: :[[@LINE-15]]:3: note: 5. 'bad_stop' cancels the wait; what is queued or running goes on
// CHECK-NOTES: :[[@LINE-27]]:5: note: 6. callback 1 ('onSignal') arms its wait again
// CHECK-NOTES: :[[@LINE-27]]:1: note: 7. callback 1 ('onSignal') returns
// CHECK-NOTES: :[[@LINE-17]]:3: note: 8. 'bad_stop' waits for callbacks; none is queued or running, so it goes on at once
// CHECK-NOTES: :[[@LINE-34]]:15: note: 9. the handle is signaled; the pool starts callback 2, 'onSignal'
// CHECK-NOTES: :[[@LINE-18]]:3: note: 10. 'bad_stop' closes the wait; that does not wait for callbacks
// CHECK-NOTES: :[[@LINE-18]]:3: note: 11. 'bad_stop' frees the callback's context
// CHECK-NOTES: :[[@LINE-34]]:7: note: 12. callback 2 ('onSignal') uses its context, which is gone
// CHECK-NOTES: :[[@LINE-25]]:3: note: to repair: set the flag before this: a callback that comes later does not arm the wait again
