// RUN: %check_rule dll-cleanup-group %s
//
// Code that does not compile.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

__declspec(dllexport) void good_broken_here(void) {
  SubmitThreadpoolWork(
      CreateThreadpoolWork(onWork, NULL, makeEnvironment(Unknown)));
  // CHECK-MESSAGES: :[[@LINE-1]]:42: error: {{.*}} 'makeEnvironment'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:58: error: use of undeclared identifier 'Unknown'{{.*}}
}

__declspec(dllexport) void bad_whole(void) {
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
}
