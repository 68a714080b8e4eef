// RUN: %check_rule legacy-handle %s
//
// What an unknown macro names is not known, but for what is declared behind it.

#include <windows.h>

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {}

static HANDLE Before;

void keep(void) {
  KEEP_UNTIL_EXIT(Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'KEEP_UNTIL_EXIT'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:19: error: {{.*}}'Unknown'{{.*}}
}

static HANDLE Behind;

void good_before(HANDLE Event) {
  RegisterWaitForSingleObject(&Before, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}

void bad_behind(HANDLE Event) {
  RegisterWaitForSingleObject(&Behind, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: the registered wait is never ended
}
