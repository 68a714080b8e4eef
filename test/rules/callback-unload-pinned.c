// RUN: %check_rule callback-unload %s
//
// The module stays for as long as the process runs.

#include <windows.h>

static HMODULE Self;

static VOID CALLBACK good_pinned(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  FreeLibrary(Self);
}

void submit(void) {
  HMODULE Pinned;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                         GET_MODULE_HANDLE_EX_FLAG_PIN,
                     (LPCWSTR)&good_pinned, &Pinned);
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     (LPCWSTR)&good_pinned, &Self);
  TrySubmitThreadpoolCallback(good_pinned, NULL, NULL);
}
