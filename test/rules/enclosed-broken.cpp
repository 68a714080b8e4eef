// RUN: %check_rule "*" %s
//
// What makes an object and closes it is judged by itself where it is called
// behind code that does not compile.

#include <windows.h>

struct Tally {
  int *Hits;
};

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++*static_cast<Tally *>(Context)->Hits;
}

int somewhere() {
  MissingType Place;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown type name 'MissingType' [clang-diagnostic-error]
  locate(&Place);
  return Place == 1 ? 1 : 0;
}

static void bad_without_wait() {
  Tally T = {new int(0)};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &T, nullptr);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_without_wait' closes 'Work' while 'onWork' may be queued or running [threadpool-close-before-wait]
  delete T.Hits;
}

int callsBad() {
  if (somewhere() != 0)
    return 1;
  bad_without_wait();
  return 0;
}

static SRWLOCK Lock = SRWLOCK_INIT;

VOID CALLBACK onGroupWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
  AcquireSRWLockExclusive(&Lock);
  ReleaseSRWLockExclusive(&Lock);
}

// Others can call it as well, and the group is all that names the object.
void bad_group_under_lock() {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  if (!Group)
    return;
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  PTP_WORK Work = CreateThreadpoolWork(onGroupWork, nullptr, &Environment);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  AcquireSRWLockExclusive(&Lock);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_group_under_lock' waits for the callbacks of the work object under a lock that 'onGroupWork' takes [threadpool-lock-held-wait]
  ReleaseSRWLockExclusive(&Lock);
}

int callsGroup() {
  if (somewhere() != 0)
    return 1;
  bad_group_under_lock();
  return 0;
}

int callsGroupToo() {
  if (somewhere() == 2)
    bad_group_under_lock();
  return 0;
}

static void good_with_wait() {
  Tally T = {new int(0)};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &T, nullptr);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
  delete T.Hits;
}

int callsGood() {
  if (somewhere() != 0)
    return 1;
  good_with_wait();
  return 0;
}

struct Kept {
  PTP_WORK Work;
  int Hits;
};

VOID CALLBACK onKept(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Kept *>(Context)->Hits;
}

// What closes an object that others made says nothing: they may have waited.
static void good_closes_what_others_made(Kept *K) {
  CloseThreadpoolWork(K->Work);
  delete K;
}

int makesAndStops() {
  Kept *K = new Kept();
  K->Work = CreateThreadpoolWork(onKept, K, nullptr);
  if (!K->Work) {
    delete K;
    return 1;
  }
  SubmitThreadpoolWork(K->Work);
  const int Result = somewhere();
  good_closes_what_others_made(K);
  return Result;
}
