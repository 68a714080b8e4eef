// RUN: %check_rule callback-unload %s
//
// A program, which is never unloaded, and a module that stays.

#include <windows.h>

static HMODULE Self;

static VOID CALLBACK good_program(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  FreeLibrary(Self);
}

int main(void) {
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     (LPCWSTR)&good_program, &Self);
  TrySubmitThreadpoolCallback(good_program, NULL, NULL);
  return 0;
}
