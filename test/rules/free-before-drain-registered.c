// RUN: %check_rule free-before-drain %s
//
// The handle of a registered wait.

#include <windows.h>

HANDLE Event, Wait;

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {}

void start(void) {
  Event = CreateEventW(NULL, FALSE, FALSE, NULL);
  RegisterWaitForSingleObject(&Wait, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEDEFAULT);
}

void bad_cleanUp(void) {
  if (Event != NULL) {
    CloseHandle(Event);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'bad_cleanUp' closes the handle that a registered wait waits for before it ends the registration: what the pool does then is undefined [threadpool-free-before-drain]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: 1. 'bad_cleanUp' closes the handle; the pool still waits for it
    // CHECK-NOTES: :[[@LINE+6]]:5: note: 2. 'bad_cleanUp' ends the registration, too late
    // CHECK-NOTES: :[[@LINE-4]]:5: note: to repair: close it after the registration was ended
    Event = NULL;
  }

  if (Wait != NULL) {
    UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
    Wait = NULL;
  }
}

void good_cleanUp(void) {
  if (Wait != NULL) {
    UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
    Wait = NULL;
  }
  if (Event != NULL)
    CloseHandle(Event);
}

struct Watch {
  HANDLE Event, Duplicate;
  HANDLE Wait, Once;
};

void startWatch(struct Watch *Self) {
  RegisterWaitForSingleObject(&Self->Wait, Self->Event, onEvent, Self, INFINITE,
                              WT_EXECUTEDEFAULT);
  RegisterWaitForSingleObject(&Self->Once, Self->Duplicate, onEvent, Self,
                              INFINITE, WT_EXECUTEONLYONCE);
}

void bad_stopWatch(struct Watch *Self) {
  CloseHandle(Self->Event);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_stopWatch' closes the handle
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 1.
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 2.
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair
  UnregisterWait(Self->Wait);
}

// Another handle, another structure, and a wait that may be over.
void good_duplicate(struct Watch *Self) {
  CloseHandle(Self->Duplicate);
  UnregisterWait(Self->Wait);
}

void good_otherWatch(struct Watch *Self, struct Watch *Other) {
  CloseHandle(Other->Event);
  UnregisterWait(Self->Wait);
}

void good_once(struct Watch *Self) {
  CloseHandle(Self->Duplicate);
  UnregisterWait(Self->Once);
}

// The handle is closed when the registration has ended already.
void good_endedBefore(struct Watch *Self) {
  UnregisterWaitEx(Self->Wait, NULL);
  CloseHandle(Self->Event);
  UnregisterWaitEx(Self->Wait, NULL);
}

// The loop ends the next element's registration behind this one's handle.
struct Watches {
  struct Watch Each[8];
};

void good_inALoop(struct Watches *Self) {
  for (int I = 0; I < 8; ++I) {
    struct Watch *Watch = &Self->Each[I];
    if (Watch->Wait != INVALID_HANDLE_VALUE) {
      UnregisterWait(Watch->Wait);
      Watch->Wait = INVALID_HANDLE_VALUE;
    }
    if (Watch->Event != NULL)
      CloseHandle(Watch->Event);
  }
}
