// RUN: %check_rule rearm-not-last %s --config='{CheckOptions: {threadpool-rearm-not-last.Enabled: true}}'
//
// The same in C with the option.

#include <windows.h>

int Hits;

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  SubmitThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onWork' arms its work object again and goes on working
  ++Hits;
}

PTP_WORK start(void) { return CreateThreadpoolWork(onWork, NULL, NULL); }
