// RUN: %check_rule "*" %s
//
// Locks that the callback takes only if they are free.

#include <stdlib.h>
#include <windows.h>

//===--- A critical section ----------------------------------------------===//

struct Section {
  PTP_WAIT Wait;
  HANDLE Event;
  CRITICAL_SECTION Lock;
  int Stopping;
};

VOID CALLBACK onSection(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Section *Self = Context;
  if (TryEnterCriticalSection(&Self->Lock)) {
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, NULL);
    LeaveCriticalSection(&Self->Lock);
  }
}

void startSection(struct Section *Self) {
  Self->Wait = CreateThreadpoolWait(onSection, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

// Who only tries to take the lock does not wait for the owner.
void good_section_drain_inside(struct Section *Self) {
  EnterCriticalSection(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  LeaveCriticalSection(&Self->Lock);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_section_one_drain(struct Section *Self) {
  EnterCriticalSection(&Self->Lock);
  Self->Stopping = 1;
  LeaveCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_section_flag_outside(struct Section *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_section_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_section_flag_outside(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A slim lock -----------------------------------------------------===//

struct Slim {
  PTP_WAIT Wait;
  HANDLE Event;
  SRWLOCK Lock;
  int Stopping;
};

VOID CALLBACK onSlim(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Slim *Self = Context;
  if (TryAcquireSRWLockExclusive(&Self->Lock)) {
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, NULL);
    ReleaseSRWLockExclusive(&Self->Lock);
  }
}

void startSlim(struct Slim *Self) {
  Self->Wait = CreateThreadpoolWait(onSlim, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

// Who only tries to take the lock does not wait for the owner.
void good_slim_drain_inside(struct Slim *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  ReleaseSRWLockExclusive(&Self->Lock);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_slim_one_drain(struct Slim *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  ReleaseSRWLockExclusive(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_slim_flag_outside(struct Slim *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_slim_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_slim_flag_outside(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- The owner tries ----------------------------------------------------===//

struct Trying {
  PTP_WAIT Wait;
  HANDLE Event;
  CRITICAL_SECTION Lock;
  int Stopping;
};

VOID CALLBACK onTrying(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Trying *Self = Context;
  EnterCriticalSection(&Self->Lock);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  LeaveCriticalSection(&Self->Lock);
}

void startTrying(struct Trying *Self) {
  Self->Wait = CreateThreadpoolWait(onTrying, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_owner_tries(struct Trying *Self) {
  if (!TryEnterCriticalSection(&Self->Lock))
    return;
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_owner_tries' waits for the callbacks of 'Self->Wait' under a lock that 'onTrying' takes [threadpool-lock-held-wait]
  LeaveCriticalSection(&Self->Lock);
  CloseThreadpoolWait(Self->Wait);
}
