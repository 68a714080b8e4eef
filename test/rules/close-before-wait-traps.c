// RUN: %check_rule "*" %s
//
// Closed without a drain, and rightly so.

#include <stdlib.h>
#include <windows.h>

//===--- In its own callback ----------------------------------------------===//

struct SelfClosing {
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK good_closes_itself(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  struct SelfClosing *Self = Context;
  ++Self->Rounds;
  CloseThreadpoolWork(Work);
  free(Self);
}

void startSelfClosing(struct SelfClosing *Self) {
  Self->Work = CreateThreadpoolWork(good_closes_itself, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

//===--- Never armed ------------------------------------------------------===//

struct Failed {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onFailed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Failed *)Context)->Hits;
}

struct Failed *good_start_that_failed(void) {
  struct Failed *Self = calloc(1, sizeof(*Self));
  if (!Self)
    return NULL;
  Self->Wait = CreateThreadpoolWait(onFailed, Self, NULL);
  if (!Self->Wait) {
    free(Self);
    return NULL;
  }
  Self->Event = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (!Self->Event) {
    CloseThreadpoolWait(Self->Wait);
    free(Self);
    return NULL;
  }
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  return Self;
}

//===--- Never armed in a function that arms in other cases ---------------===//

int good_not_armed_on_this_way(HANDLE Event, int Urgent) {
  struct Failed State = {0};
  PTP_WAIT Wait = CreateThreadpoolWait(onFailed, &State, NULL);
  if (!Wait)
    return -1;
  if (!Urgent) {
    CloseThreadpoolWait(Wait);
    return 0;
  }
  SetThreadpoolWait(Wait, Event, NULL);
  Sleep(10);
  SetThreadpoolWait(Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  CloseThreadpoolWait(Wait);
  return State.Hits;
}

//===--- Nothing that goes away -------------------------------------------===//

static volatile LONG Count;
static PTP_TIMER Forgotten;

VOID CALLBACK onForgotten(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                          PTP_TIMER Timer) {
  InterlockedIncrement(&Count);
}

void startForgotten(FILETIME *Due) {
  Forgotten = CreateThreadpoolTimer(onForgotten, NULL, NULL);
  SetThreadpoolTimer(Forgotten, Due, 1000, 0);
}

void good_no_context(void) {
  SetThreadpoolTimer(Forgotten, NULL, 0, 0);
  CloseThreadpoolTimer(Forgotten);
}

static struct Failed Static;
static PTP_WAIT StaticWait;

VOID CALLBACK onStatic(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Failed *)Context)->Hits;
}

void startStatic(HANDLE Event) {
  StaticWait = CreateThreadpoolWait(onStatic, &Static, NULL);
  SetThreadpoolWait(StaticWait, Event, NULL);
}

void good_static_context(void) {
  SetThreadpoolWait(StaticWait, NULL, NULL);
  CloseThreadpoolWait(StaticWait);
}

//===--- The callback owns its context ------------------------------------===//

struct Message {
  int Length;
};

static PTP_WORK Sender;

VOID CALLBACK onSend(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  struct Message *Own = Context;
  ++Own->Length;
  free(Own);
}

void startSending(void) {
  Sender =
      CreateThreadpoolWork(onSend, calloc(1, sizeof(struct Message)), NULL);
  SubmitThreadpoolWork(Sender);
}

void good_callback_frees_its_context(void) { CloseThreadpoolWork(Sender); }

//===--- Drained by its group ---------------------------------------------===//

struct Grouped {
  PTP_CLEANUP_GROUP Group;
  TP_CALLBACK_ENVIRON Environment;
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onGrouped(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Grouped *)Context)->Hits;
}

void startGrouped(struct Grouped *Self, HANDLE Event) {
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
  Self->Wait = CreateThreadpoolWait(onGrouped, Self, &Self->Environment);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_group_close(struct Grouped *Self) {
  CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
  free(Self);
}

//===--- A one-shot that did not fire, as the cancel told -----------------===//

struct Shot {
  PTP_TIMER Timer;
  int Fired;
};

VOID CALLBACK onShot(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  ++((struct Shot *)Context)->Fired;
}

void startShot(struct Shot *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onShot, Self, NULL);
  SetThreadpoolTimer(Self->Timer, Due, 0, 0);
}

void good_cancelled_in_time(struct Shot *Self) {
  if (!SetThreadpoolTimerEx(Self->Timer, NULL, 0, 0))
    WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}
