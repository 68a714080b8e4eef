// RUN: %check_rule "*" %s
//
// What looks like an unguarded re-arm and is fine.

#include <stdlib.h>
#include <windows.h>

//===--- No re-arm at all -------------------------------------------------===//

struct Once {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onOnce(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Once *Self = Context;
  ++Self->Hits;
}

void startOnce(struct Once *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onOnce, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_no_rearm(struct Once *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A re-arm with NULL is a cancel -----------------------------------===//

struct Cancelling {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onCancelling(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Cancelling *Self = Context;
  ++Self->Hits;
  SetThreadpoolWait(Wait, NULL, NULL);
}

void startCancelling(struct Cancelling *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onCancelling, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_callback_cancels(struct Cancelling *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Another object ---------------------------------------------------===//

struct Pair {
  PTP_WAIT First;
  PTP_TIMER Second;
  FILETIME Due;
  int Hits;
};

VOID CALLBACK onFirst(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Pair *Self = Context;
  SetThreadpoolTimer(Self->Second, &Self->Due, 0, 0);
}

VOID CALLBACK onSecond(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_TIMER Timer) {
  struct Pair *Self = Context;
  ++Self->Hits;
}

void startPair(struct Pair *Self, HANDLE Event) {
  Self->Second = CreateThreadpoolTimer(onSecond, Self, NULL);
  Self->First = CreateThreadpoolWait(onFirst, Self, NULL);
  SetThreadpoolWait(Self->First, Event, NULL);
}

void good_arms_another_object(struct Pair *Self) {
  SetThreadpoolWait(Self->First, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->First, TRUE);
  CloseThreadpoolWait(Self->First);
  SetThreadpoolTimer(Self->Second, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Second, TRUE);
  CloseThreadpoolTimer(Self->Second);
  free(Self);
}

//===--- A periodic timer needs no re-arm ---------------------------------===//

struct Clock {
  PTP_TIMER Timer;
  int Ticks;
};

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  struct Clock *Self = Context;
  ++Self->Ticks;
}

void startClock(struct Clock *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onTick, Self, NULL);
  SetThreadpoolTimer(Self->Timer, Due, 1000, 0);
}

void good_periodic_timer(struct Clock *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

//===--- Never closed -----------------------------------------------------===//

static PTP_WAIT Forever;
static HANDLE ForeverEvent;

VOID CALLBACK onForever(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  SetThreadpoolWait(Wait, ForeverEvent, NULL);
}

void good_lives_as_long_as_the_process(void) {
  Forever = CreateThreadpoolWait(onForever, NULL, NULL);
  SetThreadpoolWait(Forever, ForeverEvent, NULL);
}

//===--- Never armed ------------------------------------------------------===//

struct Failed {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onFailed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Failed *Self = Context;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

struct Failed *good_closed_before_it_was_armed(HANDLE Event) {
  struct Failed *Self = calloc(1, sizeof(*Self));
  if (!Self)
    return NULL;
  Self->Wait = CreateThreadpoolWait(onFailed, Self, NULL);
  Self->Event = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (!Self->Event) {
    CloseThreadpoolWait(Self->Wait);
    free(Self);
    return NULL;
  }
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  return Self;
}

//===--- The source is stopped first --------------------------------------===//

// Somebody else signals the event until it is told not to.
void UnregisterEventSource(HANDLE Event);

struct Quiet {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onQuiet(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Quiet *Self = Context;
  ++Self->Hits;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startQuiet(struct Quiet *Self) {
  Self->Wait = CreateThreadpoolWait(onQuiet, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_source_is_stopped(struct Quiet *Self) {
  UnregisterEventSource(Self->Event);
  WaitForThreadpoolWaitCallbacks(Self->Wait, FALSE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A stop event is asked without waiting for it ---------------------===//

struct ByEvent {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

VOID CALLBACK onByEvent(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct ByEvent *Self = Context;
  if (WaitForSingleObject(Self->Stop, 0) == WAIT_TIMEOUT)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startByEvent(struct ByEvent *Self) {
  Self->Wait = CreateThreadpoolWait(onByEvent, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_stop_event(struct ByEvent *Self) {
  SetEvent(Self->Stop);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A reference is taken for each callback ---------------------------===//

struct Counted {
  PTP_WAIT Wait;
  HANDLE Event;
};

// Fails once the last owner has let go.
int TryAddReference(struct Counted *Self);
void ReleaseReference(struct Counted *Self);

VOID CALLBACK onCounted(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Counted *Self = Context;
  if (!TryAddReference(Self))
    return;
  SetThreadpoolWait(Wait, Self->Event, NULL);
  ReleaseReference(Self);
}

void startCounted(struct Counted *Self) {
  Self->Wait = CreateThreadpoolWait(onCounted, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_reference_as_guard(struct Counted *Self) {
  ReleaseReference(Self);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

//===--- An unknown function decides --------------------------------------===//

struct Asking {
  PTP_WAIT Wait;
  HANDLE Event;
};

int mayContinue(struct Asking *Self);
void forbid(struct Asking *Self);

VOID CALLBACK onAsking(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Asking *Self = Context;
  if (mayContinue(Self))
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startAsking(struct Asking *Self) {
  Self->Wait = CreateThreadpoolWait(onAsking, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_unknown_function_decides(struct Asking *Self) {
  forbid(Self);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
