// RUN: %check_rule callback-unload %s
//
// Code that does not compile.

#include <windows.h>

extern "C" char __ImageBase;
static HANDLE Done;

static void broken() { report(); }
// CHECK-MESSAGES: :[[@LINE-1]]:24: error: use of undeclared identifier 'report' [clang-diagnostic-error]

static VOID CALLBACK bad_beside(PTP_CALLBACK_INSTANCE Instance, PVOID) {
  report();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'report' [clang-diagnostic-error]
  FreeLibrary(reinterpret_cast<HMODULE>(&__ImageBase));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
}

// Whatever it reports, the event is this unit's own.
static VOID CALLBACK bad_signal(PTP_CALLBACK_INSTANCE Instance, PVOID) {
  report();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'report' [clang-diagnostic-error]
  SetEvent(Done);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_signal', a callback of the pool, signals what 'unload' waits for before the module is unloaded, and has still to return [threadpool-callback-unload]
}

DWORD WINAPI unload(LPVOID) {
  WaitForSingleObject(Done, INFINITE);
  FreeLibraryAndExitThread(reinterpret_cast<HMODULE>(&__ImageBase), 0);
}

// What would be freed is not known.
static VOID CALLBACK good_unknown(PTP_CALLBACK_INSTANCE Instance, PVOID) {
  HMODULE Module = reinterpret_cast<HMODULE>(&__ImageBase);
  Module = pluginOf(Module);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: error: use of undeclared identifier 'pluginOf' [clang-diagnostic-error]
  FreeLibrary(Module);
}

void submitThem() {
  TrySubmitThreadpoolCallback(good_unknown, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_beside, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_signal, nullptr, nullptr);
  broken();
}
