// RUN: %check_rule "*" %s
//
// One drain in sight, and enough.

#include <stdlib.h>
#include <windows.h>

//===--- A periodic timer -------------------------------------------------===//

struct Clock {
  PTP_TIMER Timer;
  int Stopping;
  int Ticks;
};

VOID CALLBACK onClock(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_TIMER Timer) {
  struct Clock *Self = Context;
  if (!Self->Stopping)
    ++Self->Ticks;
}

void startClock(struct Clock *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onClock, Self, NULL);
  SetThreadpoolTimer(Self->Timer, Due, 500, 0);
}

void good_periodic_timer(struct Clock *Self) {
  Self->Stopping = 1;
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

//===--- A flag without a re-arm ------------------------------------------===//

struct Once {
  PTP_WAIT Wait;
  int Stopping;
  int Hits;
};

VOID CALLBACK onOnce(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Once *Self = Context;
  if (!Self->Stopping)
    ++Self->Hits;
}

void startOnce(struct Once *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onOnce, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_no_rearm(struct Once *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- The second drain in a helper -------------------------------------===//

struct Helped {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onHelped(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Helped *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startHelped(struct Helped *Self) {
  Self->Wait = CreateThreadpoolWait(onHelped, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

static void cancelAndDrain(PTP_WAIT Wait) {
  SetThreadpoolWait(Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
}

void good_drains_in_a_helper(struct Helped *Self) {
  Self->Stopping = 1;
  cancelAndDrain(Self->Wait);
  cancelAndDrain(Self->Wait);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- The second drain is the group's close ----------------------------===//

struct Grouped {
  PTP_CLEANUP_GROUP Group;
  TP_CALLBACK_ENVIRON Environment;
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onGrouped(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Grouped *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startGrouped(struct Grouped *Self) {
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
  Self->Wait = CreateThreadpoolWait(onGrouped, Self, &Self->Environment);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_group_drains(struct Grouped *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
  DestroyThreadpoolEnvironment(&Self->Environment);
  free(Self);
}

//===--- Work -------------------------------------------------------------===//

struct Job {
  PTP_WORK Work;
  int Stopping;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WORK Work) {
  struct Job *Self = Context;
  if (!Self->Stopping)
    SubmitThreadpoolWork(Work);
}

void startJob(struct Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

void good_work(struct Job *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWorkCallbacks(Self->Work, TRUE);
  CloseThreadpoolWork(Self->Work);
  free(Self);
}

//===--- A drain before the flag is one too many, no more -----------------===//

struct Early {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onEarly(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Early *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startEarly(struct Early *Self) {
  Self->Wait = CreateThreadpoolWait(onEarly, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_early_drain(struct Early *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- The source is stopped --------------------------------------------===//

struct Quiet {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onQuiet(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Quiet *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startQuiet(struct Quiet *Self) {
  Self->Wait = CreateThreadpoolWait(onQuiet, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void UnregisterEventSource(HANDLE Event);

void good_source_is_stopped(struct Quiet *Self) {
  Self->Stopping = 1;
  UnregisterEventSource(Self->Event);
  WaitForThreadpoolWaitCallbacks(Self->Wait, FALSE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
