// RUN: %check_rule self-wait %s
//
// A callback waits for callbacks of its own object, one way after the other.

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  PTP_TIMER Timer;
  PTP_WORK Work;
  PTP_IO Io;
  HANDLE Registered;
  HANDLE Queued;
  int Hits;
};

VOID CALLBACK bad_onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  ++Self->Hits;
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_onSignal' waits for the callbacks of its own wait: it waits for itself to return, and never does [threadpool-self-wait]
  CloseThreadpoolWait(Wait);
}

VOID CALLBACK bad_onDue(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_TIMER Timer) {
  struct Watch *Self = Context;
  if (++Self->Hits == 10) {
    SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
    WaitForThreadpoolTimerCallbacks(Self->Timer, FALSE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_onDue' waits for the callbacks of its own timer
  }
}

VOID CALLBACK bad_onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_onWork' waits for the callbacks of its own work object
}

VOID CALLBACK bad_onIo(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PVOID Overlapped, ULONG IoResult,
                       ULONG_PTR NumberOfBytesTransferred, PTP_IO Io) {
  WaitForThreadpoolIoCallbacks(Io, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_onIo' waits for the callbacks of its own I/O object
}

VOID CALLBACK bad_onRegistered(PVOID Context, BOOLEAN TimedOut) {
  struct Watch *Self = Context;
  UnregisterWaitEx(Self->Registered, INVALID_HANDLE_VALUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_onRegistered' unregisters its own registered wait and waits for its callbacks
}

VOID CALLBACK bad_onQueued(PVOID Context, BOOLEAN TimedOut) {
  struct Watch *Self = Context;
  DeleteTimerQueueTimer(NULL, Self->Queued, INVALID_HANDLE_VALUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_onQueued' unregisters its own timer-queue timer and waits for its callbacks
}

void start(struct Watch *Self, HANDLE Event, HANDLE File) {
  Self->Wait = CreateThreadpoolWait(bad_onSignal, Self, NULL);
  Self->Timer = CreateThreadpoolTimer(bad_onDue, Self, NULL);
  Self->Work = CreateThreadpoolWork(bad_onWork, Self, NULL);
  Self->Io = CreateThreadpoolIo(File, bad_onIo, Self, NULL);
  RegisterWaitForSingleObject(&Self->Registered, Event, bad_onRegistered, Self,
                              INFINITE, WT_EXECUTEDEFAULT);
  CreateTimerQueueTimer(&Self->Queued, NULL, bad_onQueued, Self, 100, 100,
                        WT_EXECUTEDEFAULT);
}

// The object is a global, which the callback knows without its parameters.
PTP_TIMER Global;

VOID CALLBACK bad_onGlobal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_TIMER Timer) {
  WaitForThreadpoolTimerCallbacks(Global, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_onGlobal' waits for the callbacks of its own timer
}

void startGlobal(void) {
  Global = CreateThreadpoolTimer(bad_onGlobal, NULL, NULL);
}

// A handle that was taken out of its member is still the callback's own.
struct Taker {
  HANDLE Registered;
};

VOID CALLBACK bad_onTakenAlone(PVOID Context, BOOLEAN TimedOut) {
  struct Taker *Self = Context;
  HANDLE Taken = Self->Registered;
  Self->Registered = NULL;
  UnregisterWaitEx(Taken, INVALID_HANDLE_VALUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_onTakenAlone' unregisters its own registered wait and waits for its callbacks
}

void startTaker(struct Taker *Self, HANDLE Event) {
  RegisterWaitForSingleObject(&Self->Registered, Event, bad_onTakenAlone, Self,
                              INFINITE, WT_EXECUTEONLYONCE);
}
