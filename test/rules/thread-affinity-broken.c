// RUN: %check_rule thread-affinity %s
//
// Code that does not compile.

#include <windows.h>

static VOID CALLBACK bad_beside(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  int Pause = lengthOf(Context);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: error: call to undeclared function 'lengthOf'; ISO C99 and later do not support implicit function declarations [clang-diagnostic-implicit-function-declaration]
  SleepEx(10, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
}

static VOID CALLBACK good_argument(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context) {
  SleepEx(10, UnknownConstant);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: error: use of undeclared identifier 'UnknownConstant' [clang-diagnostic-error]
}

void submitThem(void) {
  TrySubmitThreadpoolCallback(bad_beside, NULL, NULL);
  TrySubmitThreadpoolCallback(good_argument, NULL, NULL);
}
