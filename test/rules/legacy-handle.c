// RUN: %check_rule legacy-handle %s
//
// What the old API yields is closed like a handle, is never ended, or is to fire
// once and periodically.

#include <stdlib.h>
#include <windows.h>

HANDLE Event;
int Count;

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) { ++Count; }

//===--- CloseHandle ------------------------------------------------------===//

void bad_close_local(void) {
  HANDLE Wait;
  if (!RegisterWaitForSingleObject(&Wait, Event, onEvent, NULL, INFINITE,
                                   WT_EXECUTEDEFAULT))
    // CHECK-NOTES: :[[@LINE+3]]:3: warning: CloseHandle does not end a registered wait: what it is called with is no handle of the kernel [threadpool-legacy-handle]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: RegisterWaitForSingleObject makes it here; only UnregisterWaitEx ends it
    return;
  CloseHandle(Wait);
}

static HANDLE Kept = INVALID_HANDLE_VALUE;

void keep(void) {
  RegisterWaitForSingleObject(&Kept, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEDEFAULT);
}

void bad_close_global(void) {
  if (Kept != INVALID_HANDLE_VALUE) {
    CloseHandle(Kept);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: CloseHandle does not end a registered wait: {{.*}}
    // CHECK-NOTES: :[[@LINE-8]]:3: note: RegisterWaitForSingleObject makes it here; only UnregisterWaitEx ends it
    Kept = INVALID_HANDLE_VALUE;
  }
}

// Ended before, and closed all the same: by now another handle may have the value.
void bad_close_behind_the_end(void) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Event, onEvent, NULL, INFINITE, 0);
  UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
  CloseHandle(Wait);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: CloseHandle does not end a registered wait: {{.*}}
  // CHECK-NOTES: :[[@LINE-4]]:3: note: RegisterWaitForSingleObject makes it here; only UnregisterWaitEx ends it
}

struct Poll {
  HANDLE Queue, Timer;
  HANDLE Done;
};

void startPoll(struct Poll *Self) {
  Self->Queue = CreateTimerQueue();
  CreateTimerQueueTimer(&Self->Timer, Self->Queue, onEvent, Self, 100, 100, 0);
  Self->Done = CreateEventW(NULL, TRUE, FALSE, NULL);
}

void bad_close_timer(struct Poll *Self) {
  CloseHandle(Self->Timer);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: CloseHandle does not end a timer-queue timer: {{.*}}
  // CHECK-NOTES: :[[@LINE-7]]:3: note: CreateTimerQueueTimer makes it here; only DeleteTimerQueueTimer ends it
}

static void closeHandle(HANDLE What) {
  if (What)
    CloseHandle(What);
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: CloseHandle does not end a timer queue: {{.*}}
  // CHECK-NOTES: :[[@LINE-15]]:17: note: CreateTimerQueue makes it here; only DeleteTimerQueueEx ends it
}

void bad_close_in_a_helper(struct Poll *Self) { closeHandle(Self->Queue); }

void good_close(struct Poll *Self) {
  DeleteTimerQueueTimer(Self->Queue, Self->Timer, INVALID_HANDLE_VALUE);
  DeleteTimerQueueEx(Self->Queue, INVALID_HANDLE_VALUE);
  CloseHandle(Self->Done);
}

// One variable for two handles, one after the other.
void good_other_handle(void) {
  HANDLE Handle;
  RegisterWaitForSingleObject(&Handle, Event, onEvent, NULL, INFINITE, 0);
  UnregisterWaitEx(Handle, INVALID_HANDLE_VALUE);
  Handle = CreateEventW(NULL, TRUE, FALSE, NULL);
  CloseHandle(Handle);
}

// A member that holds handles of both kinds.
struct Either {
  int IsWait;
  HANDLE Handle;
};

void fillEither(struct Either *Self) {
  if (Self->IsWait)
    RegisterWaitForSingleObject(&Self->Handle, Event, onEvent, NULL, INFINITE,
                                0);
  else
    Self->Handle = CreateEventW(NULL, TRUE, FALSE, NULL);
}

void good_either(struct Either *Self) {
  if (Self->IsWait)
    UnregisterWait(Self->Handle);
  else
    CloseHandle(Self->Handle);
}

void good_unknown(HANDLE What) { CloseHandle(What); }

// Others get to know what it is a part of; another function knows what it is.
struct Process {
  HANDLE Exit, Done;
};
void listProcess(struct Process *Self);

void watchProcess(struct Process *Self) {
  Self->Exit = INVALID_HANDLE_VALUE;
  RegisterWaitForSingleObject(&Self->Exit, Self->Done, onEvent, Self, INFINITE,
                              WT_EXECUTEDEFAULT);
  listProcess(Self);
}

void good_end(struct Process *Self) {
  UnregisterWaitEx(Self->Exit, INVALID_HANDLE_VALUE);
}

void bad_close_known(struct Process *Self) {
  CloseHandle(Self->Exit);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: CloseHandle does not end a registered wait: {{.*}}
  // CHECK-NOTES: :[[@LINE-12]]:3: note: RegisterWaitForSingleObject makes it here; only UnregisterWaitEx ends it
  Self->Exit = INVALID_HANDLE_VALUE;
}

// Nobody says what it is.
struct Unclear {
  HANDLE Handle, Done;
};
void listUnclear(struct Unclear *Self);

void watchUnclear(struct Unclear *Self) {
  RegisterWaitForSingleObject(&Self->Handle, Self->Done, onEvent, Self,
                              INFINITE, WT_EXECUTEDEFAULT);
  listUnclear(Self);
}

void good_unclear(struct Unclear *Self) { CloseHandle(Self->Handle); }

// Others may store what the function tells apart.
struct Mixed {
  int IsWait;
  HANDLE Handle, Done;
};
void listMixed(struct Mixed *Self);

void watchMixed(struct Mixed *Self) {
  RegisterWaitForSingleObject(&Self->Handle, Self->Done, onEvent, Self,
                              INFINITE, WT_EXECUTEDEFAULT);
  listMixed(Self);
}

void stopMixed(struct Mixed *Self) { UnregisterWait(Self->Handle); }

void good_mixed(struct Mixed *Self) {
  if (Self->IsWait)
    UnregisterWait(Self->Handle);
  else
    CloseHandle(Self->Handle);
}

//===--- Once only, and never ended ---------------------------------------===//

void bad_once_local(HANDLE Process) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Process, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
  // CHECK-NOTES: :[[@LINE-2]]:3: warning: the registered wait is never ended: nothing reads where its handle is kept, and its only callback does not end it [threadpool-legacy-handle]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: call UnregisterWaitEx when it is no longer needed, also if the callback has been called
}

static HANDLE Forgotten;

void bad_once_global(HANDLE Process) {
  RegisterWaitForSingleObject(&Forgotten, Process, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE | WT_EXECUTELONGFUNCTION);
  // CHECK-NOTES: :[[@LINE-2]]:3: warning: the registered wait is never ended: {{.*}}
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: {{.*}}
}

struct Child {
  HANDLE Process, Lost, Wait;
};

int bad_once_member(struct Child *Self) {
  Self->Lost = NULL;
  return RegisterWaitForSingleObject(&Self->Lost, Self->Process, onEvent, Self,
                                     INFINITE, WT_EXECUTEONLYONCE);
  // CHECK-NOTES: :[[@LINE-2]]:10: warning: the registered wait is never ended: {{.*}}
  // CHECK-NOTES: :[[@LINE-3]]:10: note: to repair: {{.*}}
}

static VOID CALLBACK onExit(PVOID Context, BOOLEAN TimedOut) {
  UnregisterWait(((struct Child *)Context)->Wait);
}

void good_once_ended_in_callback(struct Child *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Process, onExit, Self,
                              INFINITE, WT_EXECUTEONLYONCE);
}

void good_once_ended(HANDLE Process) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Process, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
  UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
}

void keepForLater(HANDLE Wait);

void good_once_handed_on(HANDLE Process) {
  HANDLE Wait;
  if (RegisterWaitForSingleObject(&Wait, Process, onEvent, NULL, INFINITE,
                                  WT_EXECUTEONLYONCE))
    keepForLater(Wait);
}

HANDLE good_once_returned(HANDLE Process) {
  HANDLE Wait = NULL;
  RegisterWaitForSingleObject(&Wait, Process, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
  return Wait;
}

void good_once_for_the_caller(HANDLE Process, PHANDLE Wait) {
  RegisterWaitForSingleObject(Wait, Process, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}

// Other units can end what is in a global.
HANDLE Visible;

void good_once_visible(HANDLE Process) {
  RegisterWaitForSingleObject(&Visible, Process, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}

static VOID CALLBACK onParentGone(PVOID Context, BOOLEAN TimedOut) {
  abort();
}

void good_once_until_the_end(HANDLE Parent) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Parent, onParentGone, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}

void elsewhere(PVOID Context, BOOLEAN TimedOut);

// What that does is not known.
void good_once_callback_elsewhere(HANDLE Process) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Process, elsewhere, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}

void good_once_or_not(HANDLE Process, ULONG Flags) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Process, onEvent, NULL, INFINITE, Flags);
}

int main(void) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
  WaitForSingleObject(Event, INFINITE);
  return 0;
}

//===--- Once only, with a period -----------------------------------------===//

HANDLE Timer;

void bad_period(void) {
  CreateTimerQueueTimer(&Timer, NULL, onEvent, NULL, 100, 1000,
                        WT_EXECUTEONLYONCE);
  // CHECK-NOTES: :[[@LINE-2]]:3: warning: a timer that is to fire once has a period: the flag and the period contradict each other [threadpool-legacy-handle]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: pass 0 as the period, or leave WT_EXECUTEONLYONCE out
}

static void makeTimer(ULONG Period, ULONG Flags) {
  CreateTimerQueueTimer(&Timer, NULL, onEvent, NULL, 100, Period, Flags);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: a timer that is to fire once has a period: {{.*}}
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
}

void bad_period_in_a_helper(void) {
  makeTimer(500, WT_EXECUTEINTIMERTHREAD | WT_EXECUTEONLYONCE);
}

void good_period(ULONG Period, ULONG Flags) {
  CreateTimerQueueTimer(&Timer, NULL, onEvent, NULL, 100, 0,
                        WT_EXECUTEONLYONCE);
  CreateTimerQueueTimer(&Timer, NULL, onEvent, NULL, 100, 1000,
                        WT_EXECUTEINTIMERTHREAD);
  CreateTimerQueueTimer(&Timer, NULL, onEvent, NULL, 100, Period,
                        WT_EXECUTEONLYONCE);
  CreateTimerQueueTimer(&Timer, NULL, onEvent, NULL, 100, 1000, Flags);
}
