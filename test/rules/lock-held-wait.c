// RUN: %check_rule "*" %s
//
// A drain under a lock that the callback waits for, with and without re-arm.

#include <stdlib.h>
#include <windows.h>

//===--- No re-arm --------------------------------------------------------===//

struct Counter {
  PTP_WAIT Wait;
  CRITICAL_SECTION Lock;
  int Hits;
};

VOID CALLBACK onCounter(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Counter *Self = Context;
  EnterCriticalSection(&Self->Lock);
  ++Self->Hits;
  LeaveCriticalSection(&Self->Lock);
}

void startCounter(struct Counter *Self, HANDLE Event) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onCounter, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void bad_drain_in_the_lock(struct Counter *Self) {
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drain_in_the_lock' waits for the callbacks of 'Self->Wait' under a lock that 'onCounter' takes [threadpool-lock-held-wait]
  CloseThreadpoolWait(Self->Wait);
  LeaveCriticalSection(&Self->Lock);
  free(Self);
}

void good_drain_behind_the_lock(struct Counter *Self) {
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  LeaveCriticalSection(&Self->Lock);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A global lock, taken in a helper of the callback -----------------===//

static SRWLOCK TableLock = SRWLOCK_INIT;
static int Table;
static PTP_WORK TableWork;

static void addToTable(int Value) {
  AcquireSRWLockExclusive(&TableLock);
  Table += Value;
  ReleaseSRWLockExclusive(&TableLock);
}

VOID CALLBACK onTable(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WORK Work) {
  addToTable(1);
}

void startTable(void) {
  TableWork = CreateThreadpoolWork(onTable, NULL, NULL);
  SubmitThreadpoolWork(TableWork);
}

void bad_global_lock(void) {
  AcquireSRWLockExclusive(&TableLock);
  WaitForThreadpoolWorkCallbacks(TableWork, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_global_lock' waits for the callbacks of 'TableWork' under a lock that 'onTable' takes [threadpool-lock-held-wait]
  CloseThreadpoolWork(TableWork);
  ReleaseSRWLockExclusive(&TableLock);
}

//===--- A drain in a helper, called under the lock -----------------------===//

struct Helped {
  PTP_TIMER Timer;
  CRITICAL_SECTION Lock;
  int Ticks;
};

VOID CALLBACK onHelped(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_TIMER Timer) {
  struct Helped *Self = Context;
  EnterCriticalSection(&Self->Lock);
  ++Self->Ticks;
  LeaveCriticalSection(&Self->Lock);
}

void startHelped(struct Helped *Self, FILETIME *Due) {
  InitializeCriticalSection(&Self->Lock);
  Self->Timer = CreateThreadpoolTimer(onHelped, Self, NULL);
  SetThreadpoolTimer(Self->Timer, Due, 1000, 0);
}

static void drainHelped(struct Helped *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drain_in_a_helper' waits for the callbacks of {{.*}} under a lock that 'onHelped' takes [threadpool-lock-held-wait]
}

void bad_drain_in_a_helper(struct Helped *Self) {
  EnterCriticalSection(&Self->Lock);
  drainHelped(Self);
  LeaveCriticalSection(&Self->Lock);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

//===--- A cleanup group --------------------------------------------------===//

struct Grouped {
  PTP_CLEANUP_GROUP Group;
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work;
  CRITICAL_SECTION Lock;
  int Rounds;
};

VOID CALLBACK onGrouped(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WORK Work) {
  struct Grouped *Self = Context;
  EnterCriticalSection(&Self->Lock);
  ++Self->Rounds;
  LeaveCriticalSection(&Self->Lock);
}

void startGrouped(struct Grouped *Self) {
  InitializeCriticalSection(&Self->Lock);
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
  Self->Work = CreateThreadpoolWork(onGrouped, Self, &Self->Environment);
  SubmitThreadpoolWork(Self->Work);
}

void bad_group_closed_in_the_lock(struct Grouped *Self) {
  EnterCriticalSection(&Self->Lock);
  CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_group_closed_in_the_lock' waits {{.*}} under a lock that 'onGrouped' takes [threadpool-lock-held-wait]
  LeaveCriticalSection(&Self->Lock);
  CloseThreadpoolCleanupGroup(Self->Group);
  free(Self);
}
