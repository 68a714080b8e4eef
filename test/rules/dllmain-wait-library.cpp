// RUN: %check_rule dllmain-wait %s
//
// An owner of a header waits: told where the file uses it.

#include <windows.h>
#include "Inputs/drained-timer.h"

static DrainedTimer Timer;

extern "C" BOOL WINAPI DllMain(HINSTANCE, DWORD Reason, LPVOID) {
  if (Reason == DLL_PROCESS_DETACH)
    Timer.reset();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'DllMain', in {{.*}}, waits for callbacks of the thread pool under the loader lock [threadpool-dllmain-wait]
  return TRUE;
}
