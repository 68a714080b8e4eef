// RUN: %check_rule legacy-unregister %s
//
// What callback and owner test before they use or free something.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  HANDLE Event, Wait, Log;
  int Hits, Finished, Stopping;
  CRITICAL_SECTION Lock;
};

struct Ending {
  HANDLE Event, Wait;
  int Hits;
};

void trace(const char *Text);

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {
  struct Watch *Self = Context;
  if (Self->Stopping)
    return;
  ++Self->Hits;
  Self->Finished = Self->Hits == 10;
}

void start(struct Watch *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onEvent, Self, INFINITE,
                              WT_EXECUTEDEFAULT);
}

// The callback may have read the flag before it is set.
void bad_flag(struct Watch *Self) {
  Self->Stopping = 1;
  UnregisterWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_flag' ends the registered wait without waiting
  // CHECK-FIXES: {{^}}  UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
  free(Self);
}

// Whatever the callback says, the wait is ended.
void bad_either_way(struct Watch *Self) {
  if (Self->Finished)
    trace("finished");
  UnregisterWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_either_way' ends the registered wait without waiting
  // CHECK-FIXES: {{^}}  UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
  free(Self);
}

static VOID CALLBACK onLastEvent(PVOID Context, BOOLEAN TimedOut) {
  struct Ending *Self = Context;
  if (++Self->Hits == 10) {
    UnregisterWait(Self->Wait);
    Self->Wait = NULL;
  }
}

void startUntilLast(struct Ending *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onLastEvent, Self,
                              INFINITE, WT_EXECUTEDEFAULT);
}

void bad_handle_that_the_callback_ends(struct Ending *Self) {
  if (Self->Wait != NULL)
    UnregisterWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_handle_that_the_callback_ends' ends the registered wait without waiting
  free(Self);
}

void bad_handle_test(struct Watch *Self) {
  if (Self->Wait != NULL) {
    UnregisterWait(Self->Wait);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_handle_test' ends the registered wait without waiting
    // CHECK-FIXES: {{^}}    UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
    Self->Wait = NULL;
  }
  free(Self);
}

// The callback has said that it was the last.
void good_told(struct Watch *Self) {
  if (!Self->Finished)
    return;
  UnregisterWait(Self->Wait);
  free(Self);
}

void good_waits_until_told(struct Watch *Self) {
  while (!Self->Finished)
    Sleep(1);
  UnregisterWait(Self->Wait);
  free(Self);
}

// It goes on whether or not it was told.
void bad_waits_for_some_time(struct Watch *Self) {
  int Tries = 100;
  while (Tries-- && !Self->Finished)
    Sleep(1);
  UnregisterWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_waits_for_some_time' ends the registered wait without waiting
  // CHECK-FIXES: {{^}}  UnregisterWaitEx(Self->Wait, INVALID_HANDLE_VALUE);
  free(Self);
}

// The lock is not one that the callback takes.
void bad_lock(struct Watch *Self) {
  EnterCriticalSection(&Self->Lock);
  Self->Stopping = 1;
  LeaveCriticalSection(&Self->Lock);
  UnregisterWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_lock' ends the registered wait without waiting
  // CHECK-FIXES: {{^}}  UnregisterWait(Self->Wait);
  free(Self);
}

void good_told_later(struct Watch *Self) {
  UnregisterWait(Self->Wait);
  if (Self->Finished)
    free(Self);
}

//===--- Whoever is last frees it -----------------------------------------===//

struct Counted {
  HANDLE Event, Wait;
  int Hits;
  volatile LONG References;
};

static void release(struct Counted *Self) {
  if (InterlockedDecrement(&Self->References) == 0)
    free(Self);
}

static VOID CALLBACK onCounted(PVOID Context, BOOLEAN TimedOut) {
  struct Counted *Self = Context;
  InterlockedIncrement(&Self->References);
  ++Self->Hits;
  release(Self);
}

void startCounted(struct Counted *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onCounted, Self,
                              INFINITE, WT_EXECUTEDEFAULT);
}

void good_counted(struct Counted *Self) {
  UnregisterWait(Self->Wait);
  release(Self);
}

//===--- Two callbacks, one handle ----------------------------------------===//

struct Either {
  HANDLE Event, Wait;
  int Hits;
};

static VOID CALLBACK onFirst(PVOID Context, BOOLEAN TimedOut) {
  struct Either *Self = Context;
  ++Self->Hits;
}

static VOID CALLBACK onSecond(PVOID Context, BOOLEAN TimedOut) {}

void startEither(struct Either *Self, int Second) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event,
                              Second ? onSecond : onFirst, Self, INFINITE,
                              WT_EXECUTEDEFAULT);
}

void startFirst(struct Either *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onFirst, Self, INFINITE,
                              WT_EXECUTEDEFAULT);
}

void good_either(struct Either *Self) {
  UnregisterWait(Self->Wait);
  free(Self);
}

//===--- Once, and just begun ---------------------------------------------===//

struct Child {
  HANDLE Event, Wait;
  int Hits;
};

static VOID CALLBACK onExit(PVOID Context, BOOLEAN TimedOut) {
  struct Child *Self = Context;
  ++Self->Hits;
}

BOOL report(HANDLE Process);

void bad_just_begun(struct Child *Self, int Failed) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onExit, Self, INFINITE,
                              WT_EXECUTEONLYONCE);
  if (Failed) {
    UnregisterWait(Self->Wait);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_just_begun' ends the registered wait without waiting
    free(Self);
  }
}

void good_reported(struct Child *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onExit, Self, INFINITE,
                              WT_EXECUTEONLYONCE);
  if (!report(Self->Event)) {
    UnregisterWait(Self->Wait);
    free(Self);
  }
}

void good_long_ago(struct Child *Self) {
  UnregisterWait(Self->Wait);
  free(Self);
}
