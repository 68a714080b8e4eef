// RUN: %check_rule use-after-close %s
//
// A cleanup group closes its members: no member may be used behind that, nor
// closed once more. Callers of these routines are not understood.

#include <windows.h>

void CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK);

bool bad_close(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  SetThreadpoolCallbackRunsLong(&Environment);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  if (Work == nullptr)
    return false;
  SubmitThreadpoolWork(Work);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, nullptr);
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Work' is used after it was closed [threadpool-use-after-close]
  return true;
}

void bad_submit(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
  SubmitThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Work' is used after it was closed [threadpool-use-after-close]
}

// Made before the environment was bound: no member.
void good_bound_later(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  SubmitThreadpoolWork(Work);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, nullptr);
  CloseThreadpoolWork(Work);
}

void good_other_group(PTP_CLEANUP_GROUP Group, PTP_CLEANUP_GROUP Other) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  CloseThreadpoolCleanupGroupMembers(Other, FALSE, nullptr);
  SubmitThreadpoolWork(Work);
}

// The environment starts anew.
void good_fresh_environment(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  InitializeThreadpoolEnvironment(&Environment);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, nullptr);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

void good_only_on_one_way(PTP_CLEANUP_GROUP Group, bool Joins) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  if (Joins)
    SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, nullptr);
  if (!Joins)
    CloseThreadpoolWork(Work);
}

void good_made_again(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, nullptr);
  Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
  CloseThreadpoolWork(Work);
}

void good_either_group(PTP_CLEANUP_GROUP A, PTP_CLEANUP_GROUP B, bool Which) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  if (Which)
    SetThreadpoolCallbackCleanupGroup(&Environment, A, nullptr);
  else
    SetThreadpoolCallbackCleanupGroup(&Environment, B, nullptr);
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, &Environment);
  CloseThreadpoolCleanupGroupMembers(A, FALSE, nullptr);
  SubmitThreadpoolWork(Work);
}
