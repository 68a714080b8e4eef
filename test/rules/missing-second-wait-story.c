// RUN: %check_rule missing-second-wait %s
//
// The whole story: the callback reads the flag just before it is set.

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
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_stop
// CHECK-FIXES: {{^}}  Self->Stopping = 1;
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

// CHECK-NOTES: :[[@LINE-9]]:3: warning: 'bad_stop' waits for the callbacks of 'Self->Wait' too few times: 'onSignal' can arm it again between the flag and the cancel, and one callback slips through [threadpool-missing-second-wait]
// CHECK-NOTES: :[[@LINE-25]]:15: note: 1. the handle is signaled; the pool starts callback 1, 'onSignal'
// CHECK-NOTES: :[[@LINE-23]]:7: note: 2. callback 1 ('onSignal') reads 'Self->Stopping', which nobody has changed yet
// CHECK-NOTES: :[[@LINE-14]]:3: note: 3. 'bad_stop' writes 'Stopping'
// CHECK-NOTES: :[[@LINE-14]]:3: note: 4. 'bad_stop' cancels the wait; what is queued or running goes on
// CHECK-NOTES: :[[@LINE-25]]:5: note: 5. callback 1 ('onSignal') arms its wait again
// CHECK-NOTES: :[[@LINE-25]]:1: note: 6. callback 1 ('onSignal') returns
// CHECK-NOTES: :[[@LINE-16]]:3: note: 7. 'bad_stop' waits for callbacks; none is queued or running, so it goes on at once
// CHECK-NOTES: :[[@LINE-32]]:15: note: 8. the handle is signaled; the pool starts callback 2, 'onSignal'
// CHECK-NOTES: :[[@LINE-17]]:3: note: 9. 'bad_stop' closes the wait; that does not wait for callbacks
// CHECK-NOTES: :[[@LINE-17]]:3: note: 10. 'bad_stop' frees the callback's context
// CHECK-NOTES: :[[@LINE-32]]:7: note: 11. callback 2 ('onSignal') uses its context, which is gone
// CHECK-NOTES: :[[@LINE-22]]:3: note: to repair: wait for callbacks before this: then none that did not see the flag is left to arm the wait again
