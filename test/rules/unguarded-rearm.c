// RUN: %check_rule "*" %s
//
// A callback that arms its own wait or one-shot timer again and asks nobody
// whether it may: no number of cancels and drains stops it.

#include <stdlib.h>
#include <windows.h>

//===--- A wait, stopped in three steps -----------------------------------===//

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  ++Self->Hits;
  SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onWatch' arms its wait again and reads nothing that 'bad_three_steps' writes before it stops{{.*}} [threadpool-unguarded-rearm]
}

struct Watch *startWatch(HANDLE Event) {
  struct Watch *Self = calloc(1, sizeof(*Self));
  if (!Self)
    return NULL;
  Self->Event = Event;
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  return Self;
}

void bad_three_steps(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- More of the same does not help -----------------------------------===//

struct Patient {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onPatient(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Patient *Self = Context;
  ++Self->Hits;
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onPatient' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startPatient(struct Patient *Self) {
  Self->Wait = CreateThreadpoolWait(onPatient, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_many_pairs(struct Patient *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Globals: the closed wait is armed --------------------------------===//

static PTP_WAIT GlobalWait;
static HANDLE GlobalEvent;

VOID CALLBACK onGlobal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  SetThreadpoolWait(GlobalWait, GlobalEvent, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onGlobal' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

int startGlobal(void) {
  GlobalEvent = CreateEventW(NULL, FALSE, FALSE, NULL);
  GlobalWait = CreateThreadpoolWait(onGlobal, NULL, NULL);
  if (!GlobalWait)
    return 0;
  SetThreadpoolWait(GlobalWait, GlobalEvent, NULL);
  return 1;
}

void bad_globals(void) {
  SetThreadpoolWait(GlobalWait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(GlobalWait, TRUE);
  CloseThreadpoolWait(GlobalWait);
}

//===--- A one-shot timer -------------------------------------------------===//

struct Clock {
  PTP_TIMER Timer;
  FILETIME Due;
  int Ticks;
};

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  struct Clock *Self = Context;
  ++Self->Ticks;
  SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onTick' arms its timer again {{.*}} [threadpool-unguarded-rearm]
}

void startClock(struct Clock *Self) {
  Self->Timer = CreateThreadpoolTimer(onTick, Self, NULL);
  SetThreadpoolTimer(Self->Timer, &Self->Due, 0, 0);
}

void bad_one_shot_timer(struct Clock *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

//===--- Everything in one function ---------------------------------------===//

struct Tally {
  HANDLE Event;
  int Count;
};

VOID CALLBACK onTally(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Tally *Self = Context;
  ++Self->Count;
  SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onTally' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

int bad_context_on_the_stack(HANDLE Event, HANDLE Quit) {
  struct Tally Result = {Event, 0};
  PTP_WAIT Wait = CreateThreadpoolWait(onTally, &Result, NULL);
  if (!Wait)
    return -1;
  SetThreadpoolWait(Wait, Event, NULL);
  WaitForSingleObject(Quit, INFINITE);
  SetThreadpoolWait(Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  CloseThreadpoolWait(Wait);
  return Result.Count;
}

//===--- The form that tells whether it was armed -------------------------===//

struct Extended {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onExtended(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Extended *Self = Context;
  SetThreadpoolWaitEx(Wait, Self->Event, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onExtended' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startExtended(struct Extended *Self) {
  Self->Wait = CreateThreadpoolWait(onExtended, Self, NULL);
  SetThreadpoolWaitEx(Self->Wait, Self->Event, NULL, NULL);
}

void bad_extended_form(struct Extended *Self) {
  SetThreadpoolWaitEx(Self->Wait, NULL, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Five steps -------------------------------------------------------===//

struct Careful {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onCareful(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Careful *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCareful(struct Careful *Self) {
  Self->Wait = CreateThreadpoolWait(onCareful, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_five_steps(struct Careful *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Cancel and drain, twice ------------------------------------------===//

struct Twice {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onTwice(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Twice *Self = Context;
  if (Self->Stopping)
    return;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startTwice(struct Twice *Self) {
  Self->Wait = CreateThreadpoolWait(onTwice, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_cancel_and_drain_twice(struct Twice *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
