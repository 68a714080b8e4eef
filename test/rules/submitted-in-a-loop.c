// RUN: %check_rule "*" %s
//
// Work that a loop submits any number of times, and that is stopped by the
// routine which made it. The routine is judged as if the loop ran once, or not
// at all.

#include <windows.h>

struct Job {
  int Rounds;
};

static VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_WORK Work) {
  ((struct Job *)Context)->Rounds++;
}

void bad_no_drain(int Count) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onJob, &Self, NULL);
  if (!Work)
    return;
  for (int I = 0; I < Count; ++I)
    SubmitThreadpoolWork(Work);
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_no_drain' closes 'Work' {{.*}} [threadpool-close-before-wait]
}
// CHECK-FIXES-LABEL: void bad_no_drain(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(Work, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(Work);

void bad_no_drain_behind_a_condition_at_the_end(int Count) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onJob, &Self, NULL);
  if (!Work)
    return;
  int I = 0;
  do
    SubmitThreadpoolWork(Work);
  while (++I < Count);
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}} [threadpool-close-before-wait]
}
// CHECK-FIXES-LABEL: void bad_no_drain_behind_a_condition_at_the_end(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(Work, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(Work);

void bad_member_of_a_group(int Count) {
  struct Job Self = {0};
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  if (!Group)
    return;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);
  PTP_WORK Work = CreateThreadpoolWork(onJob, &Self, &Environment);
  if (!Work)
    goto done;
  for (int I = 0; I < Count; ++I)
    SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
done:
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  if (Work)
    CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} [threadpool-use-after-close]
  CloseThreadpoolCleanupGroup(Group);
}

void good_drain(int Count) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onJob, &Self, NULL);
  if (!Work)
    return;
  for (int I = 0; I < Count; ++I)
    SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

void good_drain_if_submitted(int Count) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onJob, &Self, NULL);
  if (!Work)
    return;
  for (int I = 0; I < Count; ++I)
    SubmitThreadpoolWork(Work);
  if (Count > 0)
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

void good_drain_in_the_loop(int Count) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onJob, &Self, NULL);
  if (!Work)
    return;
  for (int I = 0; I < Count; ++I) {
    SubmitThreadpoolWork(Work);
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
  }
  CloseThreadpoolWork(Work);
}
