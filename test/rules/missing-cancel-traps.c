// RUN: %check_rule "*" %s
//
// No cancel in sight, and none is missing.

#include <stdlib.h>
#include <windows.h>

//===--- Work has nothing to cancel ---------------------------------------===//

struct Job {
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WORK Work) {
  ++((struct Job *)Context)->Rounds;
}

void startJob(struct Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
  SubmitThreadpoolWork(Self->Work);
}

void good_work(struct Job *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  free(Self);
}

//===--- The cancel is in a helper ----------------------------------------===//

struct Watch {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Watch *)Context)->Hits;
}

void startWatch(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

static void set(struct Watch *Self, HANDLE Event) {
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_cancelled_in_a_helper(struct Watch *Self) {
  set(Self, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Nothing that goes away -------------------------------------------===//

static PTP_TIMER Ticker;
static volatile LONG Ticks;

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  InterlockedIncrement(&Ticks);
}

void startTicker(FILETIME *Due) {
  Ticker = CreateThreadpoolTimer(onTick, NULL, NULL);
  SetThreadpoolTimer(Ticker, Due, 1000, 0);
}

void good_nothing_that_goes_away(void) {
  WaitForThreadpoolTimerCallbacks(Ticker, TRUE);
  CloseThreadpoolTimer(Ticker);
}

//===--- Cancelled by another function of the program ---------------------===//

struct Listener {
  PTP_WAIT Wait;
  int Messages;
};

VOID CALLBACK onMessage(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Listener *)Context)->Messages;
}

void startListener(struct Listener *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onMessage, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void pauseListener(struct Listener *Self);

void good_unknown_function_may_cancel(struct Listener *Self) {
  pauseListener(Self);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- The callback told that it was there ------------------------------===//

struct Answer {
  HANDLE Done;
  int Received;
};

VOID CALLBACK onAnswer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Answer *Self = Context;
  Self->Received = 1;
  SetEvent(Self->Done);
}

int good_waited_for_the_callback(HANDLE Event, HANDLE Done) {
  struct Answer State = {Done, 0};
  PTP_WAIT Wait = CreateThreadpoolWait(onAnswer, &State, NULL);
  if (!Wait)
    return -1;
  SetThreadpoolWait(Wait, Event, NULL);
  WaitForSingleObject(Done, INFINITE);
  WaitForThreadpoolWaitCallbacks(Wait, FALSE);
  CloseThreadpoolWait(Wait);
  return State.Received;
}
