// RUN: %check_rule "*" %s
//
// Calls on an object that is closed already.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Watch *)Context)->Hits;
}

void startWatch(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_drained_afterwards(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Self->Wait' is used after it was closed [threadpool-use-after-close]
  free(Self);
}

void bad_closed_twice(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  Self->Hits = 0;
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Self->Wait' is used after it was closed [threadpool-use-after-close]
  free(Self);
}

void bad_cancelled_afterwards(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Self->Wait' is used after it was closed [threadpool-use-after-close]
  free(Self);
}

void bad_armed_afterwards(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Self->Wait' is used after it was closed [threadpool-use-after-close]
}

static void closeIt(struct Watch *Self) { CloseThreadpoolWait(Self->Wait); }

void bad_closed_in_a_helper(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  closeIt(Self);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}} is used after it was closed [threadpool-use-after-close]
  free(Self);
}

//===--- A group's member -------------------------------------------------===//

struct Grouped {
  PTP_CLEANUP_GROUP Group;
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onGrouped(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WORK Work) {
  ++((struct Grouped *)Context)->Rounds;
}

void startGrouped(struct Grouped *Self) {
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
  Self->Work = CreateThreadpoolWork(onGrouped, Self, &Self->Environment);
  SubmitThreadpoolWork(Self->Work);
}

void bad_member_after_its_group(struct Grouped *Self) {
  CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, NULL);
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}} is used after it was closed [threadpool-use-after-close]
  CloseThreadpoolCleanupGroup(Self->Group);
  free(Self);
}

void good_group_alone(struct Grouped *Self) {
  CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
  free(Self);
}

void good_member_before_its_group(struct Grouped *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
  free(Self);
}
