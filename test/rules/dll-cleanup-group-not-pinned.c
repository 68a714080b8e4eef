// RUN: %check_rule "*" %s
//
// Asking for the module without pinning it holds nothing.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

__declspec(dllexport) void bad_not_pinned(void) {
  HMODULE Self = GetModuleHandleW(L"own.dll");
  if (!Self)
    return;
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
}
