// RUN: %check_rule cleanup-group-order %s
//
// Code that does not compile.

#include <windows.h>

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work);

// What is not understood may close the members.
void good_gap(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  CreateThreadpoolWork(onWork, NULL, &Environment);
  unknown.closeAll();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown'
  CloseThreadpoolCleanupGroup(Group);
}

void bad_before_the_gap(PTP_POOL Pool) {
  TP_CALLBACK_ENVIRON Environment;
  SetThreadpoolCallbackPool(&Environment, Pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the environment is used before it is initialised
  unknown.closeAll();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown'
}

// What comes before both calls does not matter.
void bad_behind_the_gap(PTP_CLEANUP_GROUP Group) {
  unknown.check();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown'
  CloseThreadpoolCleanupGroup(Group);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_behind_the_gap' closes the members of the cleanup group after the group
}

void good_gap_between(PTP_CLEANUP_GROUP Group) {
  CloseThreadpoolCleanupGroup(Group);
  unknown.renew();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown'
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, NULL);
}
