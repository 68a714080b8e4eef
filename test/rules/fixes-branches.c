// RUN: %check_rule "*" %s --fixed-clean
//
// A call that is the whole of a branch or a loop's body gets braces when it
// gets a neighbour. This file writes null pointers as 0.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  PTP_WAIT Other;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Watch *)Context)->Hits;
}

VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  --((struct Watch *)Context)->Hits;
}

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, 0);
  SetThreadpoolWait(Self->Wait, Event, 0);
  Self->Other = CreateThreadpoolWait(onOther, Self, 0);
  SetThreadpoolWait(Self->Other, Event, 0);
}

void bad_one_line(struct Watch *Self) { CloseThreadpoolWait(Self->Wait); free(Self); }
// CHECK-MESSAGES: :[[@LINE-1]]:41: warning: 'bad_one_line' closes {{.*}} [threadpool-close-before-wait]
// CHECK-FIXES: {{^}}void bad_one_line(struct Watch *Self) { SetThreadpoolWait(Self->Wait, 0, 0); WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE); CloseThreadpoolWait(Self->Wait); free(Self); }

void bad_branch(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, 0, 0);
  if (Self->Wait) // It was made.
    CloseThreadpoolWait(Self->Wait); // It is gone.
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_branch' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_branch(
// CHECK-FIXES: {{^}}  if (Self->Wait) { // It was made.
// CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(Self->Wait); // It is gone.
// CHECK-FIXES-NEXT: {{^}}  }

void bad_branch_in_one_line(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, 0, 0);
  if (Self->Wait) CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'bad_branch_in_one_line' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_branch_in_one_line(
// CHECK-FIXES: {{^}}  if (Self->Wait) { WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE); CloseThreadpoolWait(Self->Wait); }

void bad_else(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, 0, 0);
  if (!Self->Wait)
    Self->Hits = 0;
  else
    CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_else' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_else(
// CHECK-FIXES: {{^}}  else {
// CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(Self->Wait);
// CHECK-FIXES-NEXT: {{^}}  }

void bad_before_else(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, 0, 0);
  if (Self->Wait)
    CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_before_else' closes {{.*}} [threadpool-close-before-wait]
  else
    Self->Hits = 0;
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_before_else(
// CHECK-FIXES: {{^}}    CloseThreadpoolWait(Self->Wait);
// CHECK-FIXES-NEXT: {{^}}  }

// Two findings want braces at one place: the second comes with the next run.
void bad_two_in_a_branch(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, 0, 0);
  SetThreadpoolWait(Self->Other, 0, 0);
  if (Self->Wait)
    CloseThreadpoolWait(Self->Wait), CloseThreadpoolWait(Self->Other);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_two_in_a_branch' closes 'Self->Wait' {{.*}} [threadpool-close-before-wait]
  // CHECK-MESSAGES: :[[@LINE-2]]:38: warning: 'bad_two_in_a_branch' closes 'Self->Other' {{.*}} [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_two_in_a_branch(
// CHECK-FIXES: {{^}}  if (Self->Wait) {
// CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(Self->Wait), CloseThreadpoolWait(Self->Other);
// CHECK-FIXES-NEXT: {{^}}  }

void bad_loop(struct Watch **All, int Count) {
  for (int i = 0; i < Count; ++i)
    CloseThreadpoolWait(All[i]->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_loop' closes {{.*}} [threadpool-close-before-wait]
  for (int i = 0; i < Count; ++i)
    free(All[i]);
}
// CHECK-FIXES-LABEL: void bad_loop(
// CHECK-FIXES: {{^}}  for (int i = 0; i < Count; ++i) {
// CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(All[i]->Wait, 0, 0);
// CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(All[i]->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(All[i]->Wait);
// CHECK-FIXES-NEXT: {{^}}  }
