// RUN: %check_rule unguarded-rearm %s
//
// The whole story: who does what, where, in which order, and what both sides
// have to change.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

struct Watch *start(HANDLE Event) {
  struct Watch *Self = calloc(1, sizeof(*Self));
  if (!Self)
    return NULL;
  Self->Event = Event;
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  return Self;
}

void bad_stop(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

// CHECK-NOTES: :[[@LINE-20]]:3: warning: 'onSignal' arms its wait again and reads nothing that 'bad_stop' writes before it stops: a callback can come after 'bad_stop' has closed 'Self->Wait' [threadpool-unguarded-rearm]
// CHECK-NOTES: :[[@LINE-24]]:15: note: 1. the handle is signaled; the pool starts callback 1, 'onSignal'
// CHECK-NOTES: :[[@LINE-8]]:3: note: 2. 'bad_stop' cancels the wait; what is queued or running goes on
// CHECK-NOTES: :[[@LINE-23]]:3: note: 3. callback 1 ('onSignal') arms its wait again
// CHECK-NOTES: :[[@LINE-23]]:1: note: 4. callback 1 ('onSignal') returns
// CHECK-NOTES: :[[@LINE-10]]:3: note: 5. 'bad_stop' waits for callbacks; none is queued or running, so it goes on at once
// CHECK-NOTES: :[[@LINE-29]]:15: note: 6. the handle is signaled; the pool starts callback 2, 'onSignal'
// CHECK-NOTES: :[[@LINE-11]]:3: note: 7. 'bad_stop' closes the wait; that does not wait for callbacks
// CHECK-NOTES: :[[@LINE-11]]:3: note: 8. 'bad_stop' frees the callback's context
// CHECK-NOTES: :[[@LINE-29]]:3: note: 9. callback 2 ('onSignal') uses its context, which is gone
// CHECK-NOTES: :[[@LINE-30]]:3: note: to repair: let 'bad_stop' set a flag before anything else, and skip this call when it is set: a callback that comes later does not arm the wait again
// CHECK-NOTES: :[[@LINE-17]]:3: note: to repair: wait for callbacks before this: then none that did not see the flag is left to arm the wait again
