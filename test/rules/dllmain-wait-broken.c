// RUN: %check_rule dllmain-wait %s
//
// Code that does not compile.

#include <windows.h>

static PTP_WORK Work, Other;

static void bad_first(void) {
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'DllMain', in 'bad_first', waits for callbacks
}

// What is not understood may return.
static void good_behind_an_error(void) {
  unknown.call(&Other);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown'
  WaitForThreadpoolWorkCallbacks(Other, TRUE);
}

BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved) {
  if (Reason == DLL_PROCESS_DETACH) {
    bad_first();
    good_behind_an_error();
  }
  return TRUE;
}
