// RUN: %check_rule "*" %s --fixed-clean
//
// The flag comes too late, has the wrong value, or is forgotten by one of the
// owners.

#include <stdlib.h>
#include <windows.h>

//===--- Behind the first drain -------------------------------------------===//

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startWatch(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_behind_the_first_drain(struct Watch *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Stopping = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_behind_the_first_drain' does not set the flag that stops 'onWatch' before it stops 'Self->Wait' [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_behind_the_first_drain
// CHECK-FIXES-NEXT: {{^}}  Self->Stopping = 1;
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NOT: Stopping
// CHECK-FIXES: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_behind_the_first_pair(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Stopping = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_behind_the_first_pair' does not set {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_behind_the_first_pair
// CHECK-FIXES-NEXT: {{^}}  Self->Stopping = 1;
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void good_first_of_all(struct Watch *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_enough_drains_behind_it(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
