// RUN: %check_rule callback-unload %s
//
// A unit that loads modules: a thread may give back one of those.

#include <windows.h>

static HANDLE Done;

static VOID CALLBACK good_plugin(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  SetEvent(Done);
}

static DWORD WINAPI unload(LPVOID Module) {
  WaitForSingleObject(Done, INFINITE);
  FreeLibraryAndExitThread((HMODULE)Module, 0);
}

void run(LPCWSTR Name) {
  Done = CreateEvent(NULL, TRUE, FALSE, NULL);
  TrySubmitThreadpoolCallback(good_plugin, NULL, NULL);
  CreateThread(NULL, 0, unload, LoadLibraryW(Name), 0, NULL);
}
