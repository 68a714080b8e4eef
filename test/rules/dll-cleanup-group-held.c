// RUN: %check_rule dll-cleanup-group %s -- -DREFERENCE
// RUN: %check_rule dll-cleanup-group %s -- -DFLAGS
// RUN: %check_rule dll-cleanup-group %s -- -DLOAD
//
// A DLL that takes a reference to itself, or may.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

static HMODULE Self;

__declspec(dllexport) void good_held(DWORD Flags) {
#if defined(REFERENCE)
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     (LPCWSTR)&good_held, &Self);
#elif defined(FLAGS)
  GetModuleHandleExW(Flags, (LPCWSTR)&good_held, &Self);
#else
  WCHAR Name[260];
  GetModuleFileNameW(Self, Name, 260);
  LoadLibraryW(Name);
#endif
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
}
