// RUN: %check_rule dll-cleanup-group %s --config="{CheckOptions: {threadpool-dll-cleanup-group.IsDll: 'yes'}}"
// RUN: %check_rule dll-cleanup-group %s -- -D_USRDLL
// RUN: %check_rule dll-cleanup-group %s -- -D_WINDLL
// RUN: %check_rule dll-cleanup-group %s --config="{CheckOptions: {threadpool-dll-cleanup-group.IsDll: 'auto'}}" -- -D_WINDLL
//
// A DLL because the option or a macro of the project says so.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

void bad_dll(void) {
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
}
