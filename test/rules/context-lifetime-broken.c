// RUN: %check_rule context-lifetime %s
//
// Code that does not compile.

#include <windows.h>

static VOID CALLBACK onSimple(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  ++*(int *)Context;
}

// What is not understood may wait.
void good_gap(void) {
  int Hits = 0;
  TrySubmitThreadpoolCallback(onSimple, &Hits, NULL);
  waitUntilDone(Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'waitUntilDone'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:17: error: {{.*}}'Unknown'{{.*}}
}

void bad_whole(void) {
  int Hits = 0;
  TrySubmitThreadpoolCallback(onSimple, &Hits, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the context is a variable of 'bad_whole'
}
