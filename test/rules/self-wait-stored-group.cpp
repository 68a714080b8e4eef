// RUN: %check_rule "*" %s
//
// A cleanup group that was bound before it was stored where callbacks find it.

#include <windows.h>

static PTP_CLEANUP_GROUP GroupOfOne;

VOID CALLBACK bad_own_group(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
  CloseThreadpoolCleanupGroupMembers(GroupOfOne, FALSE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_own_group' closes the members of the cleanup group that it belongs to: it waits for itself to return, and never does [threadpool-self-wait]
}

static void startOne() {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  if (!Group)
    return;
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_WORK Work = CreateThreadpoolWork(bad_own_group, nullptr, &Environment);
  if (!Work)
    return;
  GroupOfOne = Group;
  SubmitThreadpoolWork(Work);
}

// An error that was met before there was an environment knows nothing of it.
int startsBehindError() {
  MissingType Place;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown type name 'MissingType' [clang-diagnostic-error]
  locate(&Place);
  if (Place == 1)
    startOne();
  return 0;
}

static PTP_CLEANUP_GROUP LatestGroup;

VOID CALLBACK good_may_be_another(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
  CloseThreadpoolCleanupGroupMembers(LatestGroup, FALSE, nullptr);
}

void startsAnother() { LatestGroup = CreateThreadpoolCleanupGroup(); }

void startsLatest() {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  if (!Group)
    return;
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_WORK Work =
      CreateThreadpoolWork(good_may_be_another, nullptr, &Environment);
  if (!Work)
    return;
  LatestGroup = Group;
  SubmitThreadpoolWork(Work);
}
