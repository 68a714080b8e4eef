// RUN: %check_rule leak %s
//
// A routine stops an object, and forgets where it was without closing it.

#include <stdlib.h>
#include <windows.h>

static int Count;

void notify(const char *What);

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {
  ++Count;
}

//===--- Variables --------------------------------------------------------===//

static PTP_TIMER Watchdog;

int startWatchdog(PFILETIME Due) {
  Watchdog = CreateThreadpoolTimer(onTimer, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: the timer is never closed: nothing closes 'Watchdog', nor hands it on [threadpool-leak]
  // CHECK-NOTES: :[[@LINE+10]]:3: note: 1. 'bad_stopWatchdog' has stopped it, and forgets it
  if (!Watchdog)
    return 1;
  SetThreadpoolTimer(Watchdog, Due, 0, 0);
  return 0;
}

void bad_stopWatchdog(void) {
  SetThreadpoolTimer(Watchdog, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Watchdog, TRUE);
  Watchdog = NULL;
}

// Other units may name it, and close it.
PTP_TIMER Shared;

void startShared(void) { Shared = CreateThreadpoolTimer(onTimer, NULL, NULL); }

void good_stopShared(void) {
  WaitForThreadpoolTimerCallbacks(Shared, TRUE);
  Shared = NULL;
}

static PTP_TIMER Copied;

void startCopied(void) { Copied = CreateThreadpoolTimer(onTimer, NULL, NULL); }

void good_stopCopied(void) {
  PTP_TIMER Timer = Copied;
  SetThreadpoolTimer(Copied, NULL, 0, 0);
  Copied = NULL;
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

static PTP_TIMER Taken;

void startTaken(void) { Taken = CreateThreadpoolTimer(onTimer, NULL, NULL); }

void good_stopTaken(void) {
  SetThreadpoolTimer(Taken, NULL, 0, 0);
  CloseThreadpoolTimer(InterlockedExchangePointer((PVOID *)&Taken, NULL));
}

// It stays where it is, for the next start.
static PTP_TIMER Paused;

void startPaused(PFILETIME Due) {
  if (!Paused)
    Paused = CreateThreadpoolTimer(onTimer, NULL, NULL);
  SetThreadpoolTimer(Paused, Due, 0, 0);
}

void good_pause(void) {
  SetThreadpoolTimer(Paused, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Paused, TRUE);
}

// What is there is null before anything has been stopped.
static PTP_TIMER Reset;

void good_reset(PFILETIME Due) {
  Reset = NULL;
  Reset = CreateThreadpoolTimer(onTimer, NULL, NULL);
  SetThreadpoolTimer(Reset, Due, 0, 0);
}

//===--- Memory that is given back ----------------------------------------===//

struct Notifier {
  PTP_TIMER Timer;
  char *Name;
};

struct Notifier *newNotifier(void) {
  struct Notifier *Self = malloc(sizeof *Self);
  if (!Self)
    return NULL;
  Self->Timer = CreateThreadpoolTimer(onTimer, Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: the timer is never closed: nothing closes 'Timer', nor hands it on [threadpool-leak]
  // CHECK-NOTES: :[[@LINE+11]]:3: note: 1. 'bad_deleteNotifier' has stopped it, and forgets it
  return Self;
}

void bad_deleteNotifier(struct Notifier *Self) {
  if (Self->Timer) {
    SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
    WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  }
  if (Self->Name)
    notify(Self->Name);
  free(Self);
}

struct Closed {
  PTP_TIMER Timer;
};

struct Closed *newClosed(void) {
  struct Closed *Self = malloc(sizeof *Self);
  if (Self)
    Self->Timer = CreateThreadpoolTimer(onTimer, Self, NULL);
  return Self;
}

static void closeTimer(PTP_TIMER Timer) { CloseThreadpoolTimer(Timer); }

void good_deleteClosed(struct Closed *Self) {
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  closeTimer(Self->Timer);
  free(Self);
}

// Only what the structure points to is given back.
struct Named {
  PTP_TIMER Timer;
  char *Name;
};

struct Named *newNamed(void) {
  struct Named *Self = malloc(sizeof *Self);
  if (Self)
    Self->Timer = CreateThreadpoolTimer(onTimer, Self, NULL);
  return Self;
}

void good_renameNamed(struct Named *Self) {
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  free(Self->Name);
  Self->Name = NULL;
}

// The list goes on to the next one before anything is given back.
struct Link {
  struct Link *Next;
  PTP_TIMER Timer;
};

void addLink(struct Link **List) {
  struct Link *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  Self->Timer = CreateThreadpoolTimer(onTimer, Self, NULL);
  Self->Next = *List;
  *List = Self;
}

void good_waitForLinks(struct Link *List, struct Link *Spare) {
  for (; List; List = List->Next)
    WaitForThreadpoolTimerCallbacks(List->Timer, FALSE);
  List = Spare;
  free(List);
}

//===--- Callbacks that hand the object on --------------------------------===//

static void count(PTP_WORK Work) { ++Count; }
static void countOnce(PTP_WORK Work) {
  ++Count;
  CloseThreadpoolWork(Work);
}

static VOID CALLBACK onCount(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_WORK Work) {
  count(Work);
}
static VOID CALLBACK onCountOnce(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  countOnce(Work);
}

static PTP_WORK Counter;

void startCounter(void) {
  Counter = CreateThreadpoolWork(onCount, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: the work object is never closed: nothing closes 'Counter', nor hands it on [threadpool-leak]
  // CHECK-NOTES: :[[@LINE+6]]:3: note: 1. 'bad_stopCounter' has stopped it, and forgets it
  SubmitThreadpoolWork(Counter);
}

void bad_stopCounter(void) {
  WaitForThreadpoolWorkCallbacks(Counter, FALSE);
  Counter = NULL;
}

static PTP_WORK Once;

void startOnce(void) {
  Once = CreateThreadpoolWork(onCountOnce, NULL, NULL);
  SubmitThreadpoolWork(Once);
}

void good_stopOnce(void) {
  WaitForThreadpoolWorkCallbacks(Once, FALSE);
  Once = NULL;
}
