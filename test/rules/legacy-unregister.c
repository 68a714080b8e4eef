// RUN: %check_rule legacy-unregister %s --fixed-clean
//
// A registered wait or a timer is ended without waiting for callbacks, and then
// something that they use is freed.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  HANDLE Event, Wait, File;
  char *Buffer;
  int Hits, Unused;
};

void use(HANDLE File);

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {
  struct Watch *Self = Context;
  ++Self->Hits;
}

void start(struct Watch *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onEvent, Self, INFINITE,
                              WT_EXECUTEDEFAULT);
}

//===--- The context ------------------------------------------------------===//

void bad_context(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_context' ends the registered wait without waiting for callbacks and then frees what 'onEvent' uses [threadpool-legacy-unregister]
  // CHECK-NOTES: :17:22: note: 1. the handle is signaled; the pool starts callback 1, 'onEvent'
  // CHECK-NOTES: :3: note: 2. 'bad_context' ends the registered wait; what is queued or running goes on
  // CHECK-NOTES: :3: note: 3. 'bad_context' frees what the callback uses
  // CHECK-NOTES: :19:3: note: 4. callback 1 ('onEvent') uses it, and it is gone
  // CHECK-NOTES: :3: note: to repair: pass INVALID_HANDLE_VALUE as the completion event, to UnregisterWaitEx: the call then returns when no callback is queued or running
  // CHECK-FIXES: {{^}}  UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
  CloseHandle(Self->Event);
  free(Self);
}

void bad_ex(struct Watch *Self) {
  UnregisterWaitEx(Self->Wait, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_ex' ends the registered wait without waiting
  // CHECK-NOTES: :17:22: note: 1.
  // CHECK-NOTES: :3: note: 2.
  // CHECK-NOTES: :3: note: 3.
  // CHECK-NOTES: :19:3: note: 4.
  // CHECK-NOTES: :3: note: to repair: pass INVALID_HANDLE_VALUE as the completion event: the call then returns when no callback is queued or running
  // CHECK-FIXES: {{^}}  UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
  free(Self);
}

void logError(const char *Text);

// Where it failed, callbacks are outstanding.
void bad_logged(struct Watch *Self) {
  if (!UnregisterWait(Self->Wait))
    // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_logged' ends the registered wait without waiting
    // CHECK-NOTES: :17:22: note: 1.
    // CHECK-NOTES: :8: note: 2.
    // CHECK-NOTES: :3: note: 3.
    // CHECK-NOTES: :19:3: note: 4.
    // CHECK-NOTES: :8: note: to repair
    logError("unregister");
  free(Self);
}

void good_blocking(struct Watch *Self) {
  UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
  free(Self);
}

void good_minus_one(struct Watch *Self) {
  UnregisterWaitEx(Self->Wait, (HANDLE)-1);
  free(Self);
}

void good_event(struct Watch *Self, HANDLE Done) {
  UnregisterWaitEx(Self->Wait, Done);
  WaitForSingleObject(Done, INFINITE);
  free(Self);
}

void good_waits_later(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
  free(Self);
}

void good_chosen_by_the_caller(struct Watch *Self, HANDLE Done) {
  UnregisterWaitEx(Self->Wait, Done);
  free(Self);
}

// It succeeds when there is no callback left.
void good_succeeded(struct Watch *Self) {
  if (UnregisterWait(Self->Wait))
    free(Self);
}

void good_pending(struct Watch *Self) {
  if (!UnregisterWait(Self->Wait) && GetLastError() == ERROR_IO_PENDING)
    return;
  free(Self);
}

void good_frees_nothing(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  Self->Wait = NULL;
}

void good_frees_first(struct Watch *Self) {
  free(Self->Buffer);
  UnregisterWait(Self->Wait);
}

// What the callback does not use.
void good_own(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  CloseHandle(Self->File);
  free(Self->Buffer);
}

void good_other(struct Watch *Self, struct Watch *Other) {
  UnregisterWait(Self->Wait);
  free(Other);
}

void stopEverything(void);

void good_helper(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  stopEverything();
  free(Self);
}

//===--- What the context leads to, and globals ---------------------------===//

static HANDLE Log;

struct Reader {
  HANDLE Timer, File, Queue;
  char *Buffer;
};

static VOID CALLBACK onPoll(PVOID Context, BOOLEAN TimedOut) {
  struct Reader *Self = Context;
  use(Self->File);
  Self->Buffer[0] = 1;
  use(Log);
}

void startReader(struct Reader *Self) {
  Log = CreateEventW(NULL, TRUE, FALSE, NULL);
  CreateTimerQueueTimer(&Self->Timer, Self->Queue, onPoll, Self, 100, 100, 0);
}

void bad_handle(struct Reader *Self) {
  DeleteTimerQueueTimer(Self->Queue, Self->Timer, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_handle' ends the timer-queue timer without waiting for callbacks and then frees what 'onPoll' uses [threadpool-legacy-unregister]
  // CHECK-NOTES: note: 1. the timer is due; the pool starts callback 1, 'onPoll'
  // CHECK-NOTES: :3: note: 2.
  // CHECK-NOTES: :3: note: 3. 'bad_handle' closes what the callback uses
  // CHECK-NOTES: note: 4.
  // CHECK-NOTES: :3: note: to repair
  // CHECK-FIXES: {{^}}  DeleteTimerQueueTimer(Self->Queue, Self->Timer, INVALID_HANDLE_VALUE);
  CloseHandle(Self->File);
}

void bad_buffer(struct Reader *Self) {
  DeleteTimerQueueTimer(Self->Queue, Self->Timer, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_buffer' ends the timer-queue timer
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: :3: note: 3. 'bad_buffer' frees what the callback uses
  // CHECK-NOTES: note: 4.
  // CHECK-NOTES: note: to repair
  // CHECK-FIXES: {{^}}  DeleteTimerQueueTimer(Self->Queue, Self->Timer, INVALID_HANDLE_VALUE);
  free(Self->Buffer);
}

void bad_global(struct Reader *Self) {
  DeleteTimerQueueTimer(Self->Queue, Self->Timer, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_global' ends the timer-queue timer
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: :3: note: 3. 'bad_global' closes what the callback uses
  // CHECK-NOTES: note: 4.
  // CHECK-NOTES: note: to repair
  // CHECK-FIXES: {{^}}  DeleteTimerQueueTimer(Self->Queue, Self->Timer, INVALID_HANDLE_VALUE);
  CloseHandle(Log);
}

// The queue is ended, and waited for, with all its timers.
void good_queue(struct Reader *Self) {
  DeleteTimerQueueTimer(Self->Queue, Self->Timer, NULL);
  DeleteTimerQueueEx(Self->Queue, INVALID_HANDLE_VALUE);
  free(Self->Buffer);
}
