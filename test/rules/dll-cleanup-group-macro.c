// RUN: %check_rule dll-cleanup-group %s
//
// Macros for exports and creations.

#include <windows.h>

#define EXPORT __declspec(dllexport)
#define MAKE_WORK(CALLBACK_NAME) CreateThreadpoolWork(CALLBACK_NAME, NULL, NULL)

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

EXPORT void bad_macro(void) {
  SubmitThreadpoolWork(MAKE_WORK(onWork));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
}
