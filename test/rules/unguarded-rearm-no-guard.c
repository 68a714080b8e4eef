// RUN: %check_rule "*" %s
//
// What looks like a guard and is none, because the owner does not write it. The
// owners are complete otherwise: they set a flag and take five steps.

#include <stdlib.h>
#include <windows.h>

//===--- The wait result --------------------------------------------------===//

struct ByResult {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onByResult(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct ByResult *Self = Context;
  if (Result == WAIT_OBJECT_0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onByResult' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startByResult(struct ByResult *Self) {
  Self->Wait = CreateThreadpoolWait(onByResult, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_wait_result(struct ByResult *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A flag that nobody sets ------------------------------------------===//

struct NeverSet {
  PTP_WAIT Wait;
  HANDLE Event;
  int Disabled;
};

VOID CALLBACK onNeverSet(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct NeverSet *Self = Context;
  if (!Self->Disabled)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onNeverSet' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startNeverSet(struct NeverSet *Self) {
  Self->Wait = CreateThreadpoolWait(onNeverSet, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_flag_that_nobody_sets(struct NeverSet *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A local ----------------------------------------------------------===//

struct ByLocal {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onByLocal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct ByLocal *Self = Context;
  int Again = GetTickCount64() % 2 == 0;
  if (Again)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onByLocal' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startByLocal(struct ByLocal *Self) {
  Self->Wait = CreateThreadpoolWait(onByLocal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_local(struct ByLocal *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Its own counter --------------------------------------------------===//

struct ByCounter {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onByCounter(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                          PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct ByCounter *Self = Context;
  if (++Self->Hits < 100)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onByCounter' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startByCounter(struct ByCounter *Self) {
  Self->Wait = CreateThreadpoolWait(onByCounter, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_own_counter(struct ByCounter *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A lock alone -----------------------------------------------------===//

struct LockOnly {
  PTP_WAIT Wait;
  HANDLE Event;
  CRITICAL_SECTION Lock;
};

VOID CALLBACK onLockOnly(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct LockOnly *Self = Context;
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onLockOnly' arms its wait again {{.*}} [threadpool-unguarded-rearm]
  LeaveCriticalSection(&Self->Lock);
}

void startLockOnly(struct LockOnly *Self) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onLockOnly, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_lock_alone(struct LockOnly *Self) {
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  LeaveCriticalSection(&Self->Lock);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  DeleteCriticalSection(&Self->Lock);
  free(Self);
}

//===--- A test behind the re-arm -----------------------------------------===//

struct TooLate {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
  int Hits;
};

VOID CALLBACK onTooLate(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct TooLate *Self = Context;
  SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onTooLate' arms its wait again {{.*}} [threadpool-unguarded-rearm]
  if (Self->Stopping)
    return;
  ++Self->Hits;
}

void startTooLate(struct TooLate *Self) {
  Self->Wait = CreateThreadpoolWait(onTooLate, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_test_behind_the_rearm(struct TooLate *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- One way around the test ------------------------------------------===//

struct WayAround {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onWayAround(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                          PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct WayAround *Self = Context;
  if (Result == WAIT_TIMEOUT) {
    SetThreadpoolWait(Wait, Self->Event, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onWayAround' arms its wait again {{.*}} [threadpool-unguarded-rearm]
    return;
  }
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startWayAround(struct WayAround *Self) {
  Self->Wait = CreateThreadpoolWait(onWayAround, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_way_around_the_test(struct WayAround *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
