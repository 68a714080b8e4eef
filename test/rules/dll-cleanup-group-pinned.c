// RUN: %check_rule "*" %s
//
// A DLL that holds itself loaded for good.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

__declspec(dllexport) void good_pinned(void) {
  HMODULE Self;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN |
                         GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     (LPCWSTR)&good_pinned, &Self);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
}
