// RUN: %check_rule legacy-unregister %s
//
// Where the blocking form could block for ever, there is no fix.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  HANDLE Event, Wait;
  CRITICAL_SECTION Lock;
  int Hits;
};

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {
  struct Watch *Self = Context;
  ++Self->Hits;
}

void start(struct Watch *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onEvent, Self, INFINITE,
                              WT_EXECUTEINWAITTHREAD);
}

void bad_in_wait_thread(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_in_wait_thread' ends the registered wait without waiting
  free(Self);
}

#define END(WATCH) UnregisterWait((WATCH)->Wait)

void bad_macro(struct Watch *Self) {
  END(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro' ends the registered wait without waiting
  free(Self);
}

// What the callback reads is behind the lock.
void good_lock(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  EnterCriticalSection(&Self->Lock);
  LeaveCriticalSection(&Self->Lock);
  free(Self);
}

//===--- Its own callback -------------------------------------------------===//

struct Once {
  HANDLE Event, Wait;
  int Rounds;
};

static void end(struct Once *Self) {
  UnregisterWaitEx(Self->Wait, NULL);
  free(Self);
}

static VOID CALLBACK onRound(PVOID Context, BOOLEAN TimedOut) {
  struct Once *Self = Context;
  if (--Self->Rounds == 0)
    end(Self);
}

void startOnce(struct Once *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onRound, Self, INFINITE,
                              WT_EXECUTEDEFAULT);
}

//===--- Fires once -------------------------------------------------------===//

struct Child {
  HANDLE Process, Wait, Timer;
  int Status;
};

void post(struct Child *Self);

static VOID CALLBACK onExit(PVOID Context, BOOLEAN TimedOut) {
  struct Child *Self = Context;
  Self->Status = 1;
  post(Self);
}

void startChild(struct Child *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Process, onExit, Self,
                              INFINITE, WT_EXECUTEONLYONCE);
  CreateTimerQueueTimer(&Self->Timer, NULL, onExit, Self, 100, 0, 0);
}

void good_fired(struct Child *Self) {
  UnregisterWait(Self->Wait);
  DeleteTimerQueueTimer(NULL, Self->Timer, NULL);
  free(Self);
}

//===--- A callback that may be kept from it ------------------------------===//

struct Guarded {
  HANDLE Event, Wait;
  int Hits;
};

static struct Guarded *Current;
static SRWLOCK Lock;

static VOID CALLBACK onGuarded(PVOID Context, BOOLEAN TimedOut) {
  AcquireSRWLockExclusive(&Lock);
  if (Current)
    ++Current->Hits;
  ReleaseSRWLockExclusive(&Lock);
}

void startGuarded(void) {
  RegisterWaitForSingleObject(&Current->Wait, Current->Event, onGuarded, NULL,
                              INFINITE, WT_EXECUTEDEFAULT);
}

void good_guarded(void) {
  struct Guarded *Self = Current;
  UnregisterWait(Self->Wait);
  Current = NULL;
  free(Self);
}
