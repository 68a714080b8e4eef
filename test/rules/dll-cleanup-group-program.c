// RUN: %check_rule dll-cleanup-group %s
// RUN: %check_rule dll-cleanup-group %s --config="{CheckOptions: {threadpool-dll-cleanup-group.IsDll: 'no'}}" -- -D_USRDLL
//
// Not a DLL, as far as anybody can tell; or not, because the option says so.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

// Declared, not defined; imported, not exported.
BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved);
__declspec(dllimport) void refresh(void);

void good_program(void) {
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
}
