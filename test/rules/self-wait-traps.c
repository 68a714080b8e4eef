// RUN: %check_rule self-wait %s
//
// What looks like waiting for oneself.

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  PTP_TIMER Timer;
  PTP_WORK Work;
  PTP_TIMER Shared;
  HANDLE Registered, Cleared, Quiet;
  struct Watch *Sibling;
  DWORD Owner;
  int Hits;
};

// A drain does not wait for a callback that has left.
VOID CALLBACK good_onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  DisassociateCurrentThreadFromCallback(Instance);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
}

// Another object of the same class.
VOID CALLBACK good_onDue(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_TIMER Timer) {
  struct Watch *Self = Context;
  WaitForThreadpoolTimerCallbacks(Self->Sibling->Timer, TRUE);
}

// Another member, and a close that waits for nothing.
VOID CALLBACK good_onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                          PTP_WORK Work) {
  struct Watch *Self = Context;
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolWork(Work);
}

// No wait for the end; and nothing is left to wait for.
VOID CALLBACK good_onQuiet(PVOID Context, BOOLEAN TimedOut) {
  struct Watch *Self = Context;
  UnregisterWait(Self->Quiet);
  UnregisterWaitEx(Self->Quiet, NULL);
}

static void endRegistration(struct Watch *Self) {
  if (Self->Cleared)
    UnregisterWaitEx(Self->Cleared, INVALID_HANDLE_VALUE);
  Self->Cleared = NULL;
}

VOID CALLBACK good_onCleared(PVOID Context, BOOLEAN TimedOut) {
  struct Watch *Self = Context;
  UnregisterWait(Self->Cleared);
  Self->Cleared = NULL;
  endRegistration(Self);
}

void stop(struct Watch *Self) { endRegistration(Self); }

// The wait is handed to another thread.
DWORD CALLBACK good_endElsewhere(PVOID Context) {
  struct Watch *Self = Context;
  UnregisterWaitEx(Self->Registered, INVALID_HANDLE_VALUE);
  return 0;
}

VOID CALLBACK good_onRegistered(PVOID Context, BOOLEAN TimedOut) {
  QueueUserWorkItem(good_endElsewhere, Context, WT_EXECUTEDEFAULT);
}

// A helper that knows who calls it.
static void drain(struct Watch *Self, BOOL InCallback) {
  if (!InCallback)
    WaitForThreadpoolTimerCallbacks(Self->Shared, TRUE);
}

VOID CALLBACK good_onShared(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER Timer) {
  drain(Context, TRUE);
}

void stopShared(struct Watch *Self) { drain(Self, FALSE); }

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(good_onSignal, Self, NULL);
  Self->Timer = CreateThreadpoolTimer(good_onDue, Self, NULL);
  Self->Work = CreateThreadpoolWork(good_onWork, Self, NULL);
  Self->Shared = CreateThreadpoolTimer(good_onShared, Self, NULL);
  RegisterWaitForSingleObject(&Self->Quiet, Event, good_onQuiet, Self, INFINITE,
                              WT_EXECUTEONLYONCE);
  RegisterWaitForSingleObject(&Self->Cleared, Event, good_onCleared, Self,
                              INFINITE, WT_EXECUTEONLYONCE);
  RegisterWaitForSingleObject(&Self->Registered, Event, good_onRegistered, Self,
                              INFINITE, WT_EXECUTEONLYONCE);
}

// Helpers that ask on which thread they are, or in which state.
struct Asker {
  PTP_TIMER ByThread, ByState, ByFunction;
  DWORD Thread;
  int State;
};

int isCallbackThread(struct Asker *Self);

static void drainByState(struct Asker *Self) {
  if (Self->State == 1)
    WaitForThreadpoolTimerCallbacks(Self->ByState, TRUE);
}

VOID CALLBACK good_onByState(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {
  drainByState(Context);
}

void stopByState(struct Asker *Self) { drainByState(Self); }

VOID CALLBACK good_onByThread(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_TIMER Timer) {
  struct Asker *Self = Context;
  if (GetCurrentThreadId() != Self->Thread)
    WaitForThreadpoolTimerCallbacks(Self->ByThread, TRUE);
}

VOID CALLBACK good_onByFunction(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_TIMER Timer) {
  struct Asker *Self = Context;
  if (!isCallbackThread(Self))
    WaitForThreadpoolTimerCallbacks(Self->ByFunction, TRUE);
}

// The callback serves two objects and waits for the one that it is not.
struct Pair {
  PTP_TIMER First, Second;
};

VOID CALLBACK good_onEither(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER Timer) {
  struct Pair *Self = Context;
  WaitForThreadpoolTimerCallbacks(
      Timer == Self->First ? Self->Second : Self->First, TRUE);
}

void startAskers(struct Asker *Self, struct Pair *Two) {
  Self->ByState = CreateThreadpoolTimer(good_onByState, Self, NULL);
  Self->ByThread = CreateThreadpoolTimer(good_onByThread, Self, NULL);
  Self->ByFunction = CreateThreadpoolTimer(good_onByFunction, Self, NULL);
  Two->First = CreateThreadpoolTimer(good_onEither, Two, NULL);
  Two->Second = CreateThreadpoolTimer(good_onEither, Two, NULL);
}
