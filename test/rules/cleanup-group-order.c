// RUN: %check_rule cleanup-group-order %s
//
// Groups, environments and objects in an order that does not work.

#include <string.h>
#include <windows.h>

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work);

//===--- A group that is closed before its members ------------------------===//

void bad_group_first(void) {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  PTP_WORK Work;
  if (!Group)
    return;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  Work = CreateThreadpoolWork(onWork, NULL, &Environment);
  if (Work)
    SubmitThreadpoolWork(Work);
  CloseThreadpoolCleanupGroup(Group);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_group_first' closes the cleanup group while it still has members [threadpool-cleanup-group-order]
  // CHECK-NOTES: :[[@LINE-5]]:10: note: the work object that is made here is one
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: close the group's members before the group
  DestroyThreadpoolEnvironment(&Environment);
}

static PTP_CLEANUP_GROUP Shared;
static TP_CALLBACK_ENVIRON SharedEnvironment;

void bad_shared(void) {
  PTP_TIMER Timer;
  SetThreadpoolCallbackCleanupGroup(&SharedEnvironment, Shared, NULL);
  Timer = CreateThreadpoolTimer(NULL, NULL, &SharedEnvironment);
  CloseThreadpoolCleanupGroup(Shared);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_shared' closes the cleanup group while it still has members
  // CHECK-NOTES: :[[@LINE-3]]:11: note: the timer that is made here is one
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair
}

void good_members_first(void) {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  if (!Group)
    return;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  CreateThreadpoolWork(onWork, NULL, &Environment);
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Group);
  DestroyThreadpoolEnvironment(&Environment);
}

// Where the object could not be made the group is empty.
void good_nothing_made(void) {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  PTP_WORK Work;
  if (!Group)
    return;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  Work = CreateThreadpoolWork(onWork, NULL, &Environment);
  if (!Work) {
    CloseThreadpoolCleanupGroup(Group);
    DestroyThreadpoolEnvironment(&Environment);
    return;
  }
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, NULL);
  CloseThreadpoolCleanupGroup(Group);
}

void good_closed_singly(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  Work = CreateThreadpoolWork(onWork, NULL, &Environment);
  CloseThreadpoolWork(Work);
  CloseThreadpoolCleanupGroup(Group);
}

void closeMembers(PTP_CLEANUP_GROUP Group);

void good_helper(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  CreateThreadpoolWork(onWork, NULL, &Environment);
  closeMembers(Group);
  CloseThreadpoolCleanupGroup(Group);
}

// The pool may go before its objects, and a group may be used again.
void good_again(PTP_POOL Pool, PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackPool(&Environment, Pool);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  CreateThreadpoolWork(onWork, NULL, &Environment);
  CloseThreadpool(Pool);
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  CreateThreadpoolWork(onWork, NULL, &Environment);
  DestroyThreadpoolEnvironment(&Environment);
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Group);
}

//===--- An environment that gets its group too late ----------------------===//

void bad_late(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work;
  InitializeThreadpoolEnvironment(&Environment);
  Work = CreateThreadpoolWork(onWork, NULL, &Environment);
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: the work object is no member of the cleanup group: its environment gets the group after it is made [threadpool-cleanup-group-order]
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 'bad_late' closes the group's members, and leaves the work object open
  // CHECK-NOTES: :[[@LINE-3]]:10: note: to repair: give the environment its group before the object is made
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  SubmitThreadpoolWork(Work);
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
}

void good_for_the_next(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work;
  InitializeThreadpoolEnvironment(&Environment);
  Work = CreateThreadpoolWork(onWork, NULL, &Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  CreateThreadpoolWork(onWork, NULL, &Environment);
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  CloseThreadpoolWork(Work);
}

//===--- An environment that nobody initialises ---------------------------===//

void bad_uninitialised(PTP_POOL Pool) {
  TP_CALLBACK_ENVIRON Environment;
  SetThreadpoolCallbackPool(&Environment, Pool);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the environment is used before it is initialised [threadpool-cleanup-group-order]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: call InitializeThreadpoolEnvironment before
  CreateThreadpoolWork(onWork, NULL, &Environment);
}

void bad_initialised_late(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  TrySubmitThreadpoolCallback(NULL, NULL, &Environment);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the environment is used before it is initialised
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair
  InitializeThreadpoolEnvironment(&Environment);
}

void good_zeroed(PTP_POOL Pool) {
  TP_CALLBACK_ENVIRON Environment = {0};
  TP_CALLBACK_ENVIRON Cleared;
  memset(&Cleared, 0, sizeof(Cleared));
  SetThreadpoolCallbackPool(&Environment, Pool);
  SetThreadpoolCallbackPool(&Cleared, Pool);
}

void prepare(PTP_CALLBACK_ENVIRON Environment);

void good_prepared(PTP_POOL Pool) {
  TP_CALLBACK_ENVIRON Environment;
  prepare(&Environment);
  SetThreadpoolCallbackPool(&Environment, Pool);
}

void good_parameter(PTP_CALLBACK_ENVIRON Environment, PTP_POOL Pool) {
  SetThreadpoolCallbackPool(Environment, Pool);
}
