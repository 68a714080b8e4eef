// RUN: %check_rule legacy-handle %s
//
// Code that does not compile.

#include <windows.h>

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {}

static HANDLE Kept;

void bad_whole(HANDLE Event) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Event, onEvent, NULL, INFINITE, 0);
  CloseHandle(Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: CloseHandle does not end a registered wait
}

// What ends it may be what is not understood.
void good_gap(HANDLE Event) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
  keepUntilExit(&Wait, Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'keepUntilExit'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:24: error: {{.*}}'Unknown'{{.*}}
}

// What is not understood elsewhere does not name it.
void bad_gap_elsewhere(HANDLE Event) {
  RegisterWaitForSingleObject(&Kept, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: the registered wait is never ended
}

static HANDLE Named;

void good_named_in_a_gap(HANDLE Event) {
  RegisterWaitForSingleObject(&Named, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}

void forget(void) {
  endWait(Named, Missing);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'endWait'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:18: error: {{.*}}'Missing'{{.*}}
}
