// RUN: %check_rule dll-cleanup-group %s
//
// References to modules that do not hold this one.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

static HMODULE Self, Program, Helper;

__declspec(dllexport) void bad_not_held(void) {
  WCHAR Path[260];
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                         GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     (LPCWSTR)&bad_not_held, &Self);
  GetModuleHandleExW(0, NULL, &Program);
  Helper = LoadLibraryW(L"helper.dll");
  GetModuleFileNameW(NULL, Path, 260);
  Program = LoadLibraryW(Path);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
}
