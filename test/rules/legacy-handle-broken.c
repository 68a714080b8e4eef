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

void good_gap_elsewhere(HANDLE Event) {
  RegisterWaitForSingleObject(&Kept, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}
