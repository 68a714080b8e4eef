// RUN: %check_rule "*" %s --fixed-clean
//
// Flag and re-arm under one lock: a cancel and one drain are enough. The drain
// itself has to stand outside of it.

#include <stdlib.h>
#include <windows.h>

//===--- CRITICAL_SECTION -------------------------------------------------===//

struct Section {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
  CRITICAL_SECTION Lock;
};

VOID CALLBACK onSection(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Section *Self = Context;
  EnterCriticalSection(&Self->Lock);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  LeaveCriticalSection(&Self->Lock);
}

void startSection(struct Section *Self) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onSection, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_one_drain_section(struct Section *Self) {
  EnterCriticalSection(&Self->Lock);
  Self->Stopping = 1;
  LeaveCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_cancel_inside_section(struct Section *Self) {
  EnterCriticalSection(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  LeaveCriticalSection(&Self->Lock);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_drain_inside_section(struct Section *Self) {
  EnterCriticalSection(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drain_inside_section' waits for the callbacks of 'Self->Wait' under a lock that 'onSection' takes [threadpool-lock-held-wait]
  LeaveCriticalSection(&Self->Lock);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_flag_outside_section(struct Section *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_flag_outside_section' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES: {{^}}void bad_flag_outside_section(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- SRWLOCK ----------------------------------------------------------===//

struct Slim {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
  SRWLOCK Lock;
};

VOID CALLBACK onSlim(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Slim *Self = Context;
  AcquireSRWLockExclusive(&Self->Lock);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  ReleaseSRWLockExclusive(&Self->Lock);
}

void startSlim(struct Slim *Self) {
  InitializeSRWLock(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onSlim, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_one_drain_slim(struct Slim *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  ReleaseSRWLockExclusive(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_cancel_inside_slim(struct Slim *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  ReleaseSRWLockExclusive(&Self->Lock);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_drain_inside_slim(struct Slim *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drain_inside_slim' waits for the callbacks of 'Self->Wait' under a lock that 'onSlim' takes [threadpool-lock-held-wait]
  ReleaseSRWLockExclusive(&Self->Lock);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_flag_outside_slim(struct Slim *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_flag_outside_slim' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES: {{^}}void bad_flag_outside_slim(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- SRWLOCK, shared by the callbacks ---------------------------------===//

struct Reader {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
  SRWLOCK Lock;
};

VOID CALLBACK onReader(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Reader *Self = Context;
  AcquireSRWLockShared(&Self->Lock);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  ReleaseSRWLockShared(&Self->Lock);
}

void startReader(struct Reader *Self) {
  InitializeSRWLock(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onReader, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_one_drain_reader(struct Reader *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  ReleaseSRWLockExclusive(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_cancel_inside_reader(struct Reader *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  ReleaseSRWLockExclusive(&Self->Lock);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_drain_inside_reader(struct Reader *Self) {
  AcquireSRWLockExclusive(&Self->Lock);
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drain_inside_reader' waits for the callbacks of 'Self->Wait' under a lock that 'onReader' takes [threadpool-lock-held-wait]
  ReleaseSRWLockExclusive(&Self->Lock);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_flag_outside_reader(struct Reader *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_flag_outside_reader' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES: {{^}}void bad_flag_outside_reader(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
