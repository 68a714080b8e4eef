// RUN: %check_rule unchecked-create %s
//
// Code that does not compile.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

// The test may be what is not understood.
void good_gap(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  CHECK_NOT_NULL(Work, Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'CHECK_NOT_NULL'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:24: error: {{.*}}'Unknown'{{.*}}
  SubmitThreadpoolWork(Work);
}

void good_condition(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!WorkOf(Renamed))
    // CHECK-MESSAGES: :[[@LINE-1]]:8: error: {{.*}}'WorkOf'{{.*}}
    // CHECK-MESSAGES: :[[@LINE-2]]:15: error: {{.*}}'Renamed'{{.*}}
    return;
  SubmitThreadpoolWork(Work);
}

void bad_whole(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: nothing tests whether 'CreateThreadpoolWork' has failed
  SubmitThreadpoolWork(Work);
}
