// RUN: %check_rule "*" %s
//
// Drains under a lock that are fine.

#include <stdlib.h>
#include <windows.h>

//===--- The callback takes another lock ----------------------------------===//

struct TwoLocks {
  PTP_WAIT Wait;
  CRITICAL_SECTION Mine;
  CRITICAL_SECTION Yours;
  int Hits;
};

VOID CALLBACK onTwoLocks(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct TwoLocks *Self = Context;
  EnterCriticalSection(&Self->Mine);
  ++Self->Hits;
  LeaveCriticalSection(&Self->Mine);
}

void startTwoLocks(struct TwoLocks *Self, HANDLE Event) {
  InitializeCriticalSection(&Self->Mine);
  InitializeCriticalSection(&Self->Yours);
  Self->Wait = CreateThreadpoolWait(onTwoLocks, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_another_lock(struct TwoLocks *Self) {
  EnterCriticalSection(&Self->Yours);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  LeaveCriticalSection(&Self->Yours);
  free(Self);
}

//===--- The callback takes none ------------------------------------------===//

struct NoLock {
  PTP_WAIT Wait;
  CRITICAL_SECTION Lock;
  volatile LONG Hits;
};

VOID CALLBACK onNoLock(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct NoLock *Self = Context;
  InterlockedIncrement(&Self->Hits);
}

void startNoLock(struct NoLock *Self, HANDLE Event) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onNoLock, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_callback_takes_none(struct NoLock *Self) {
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  LeaveCriticalSection(&Self->Lock);
  free(Self);
}

//===--- The callback only tries ------------------------------------------===//

struct Trying {
  PTP_WAIT Wait;
  CRITICAL_SECTION Lock;
  int Hits;
};

VOID CALLBACK onTrying(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Trying *Self = Context;
  if (TryEnterCriticalSection(&Self->Lock)) {
    ++Self->Hits;
    LeaveCriticalSection(&Self->Lock);
  }
}

void startTrying(struct Trying *Self, HANDLE Event) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onTrying, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_callback_only_tries(struct Trying *Self) {
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  LeaveCriticalSection(&Self->Lock);
  free(Self);
}

//===--- Released on every way to the drain -------------------------------===//

struct Paths {
  PTP_WAIT Wait;
  CRITICAL_SECTION Lock;
  int Hits;
  int Busy;
};

VOID CALLBACK onPaths(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Paths *Self = Context;
  EnterCriticalSection(&Self->Lock);
  ++Self->Hits;
  LeaveCriticalSection(&Self->Lock);
}

void startPaths(struct Paths *Self, HANDLE Event) {
  InitializeCriticalSection(&Self->Lock);
  Self->Wait = CreateThreadpoolWait(onPaths, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_released_on_every_way(struct Paths *Self) {
  EnterCriticalSection(&Self->Lock);
  if (Self->Busy) {
    Self->Busy = 0;
    LeaveCriticalSection(&Self->Lock);
  } else {
    LeaveCriticalSection(&Self->Lock);
  }
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Nothing is closed ------------------------------------------------===//

// Not a stop at all, and the lock is another object's.
struct Other {
  CRITICAL_SECTION Lock;
};

void good_lock_of_another_object(struct Other *Holder, struct Paths *Self) {
  EnterCriticalSection(&Holder->Lock);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  LeaveCriticalSection(&Holder->Lock);
  free(Self);
}
