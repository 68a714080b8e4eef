// RUN: %check_rule missing-second-wait %s
//
// DllMain runs under the loader lock: no drain is added there.

#include <windows.h>

static PTP_WAIT Wait;
static HANDLE Event;
static bool Stopping;
static int *Hits;

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID, PTP_WAIT Own,
                              TP_WAIT_RESULT) {
  ++*Hits;
  if (!Stopping)
    SetThreadpoolWait(Own, Event, nullptr);
}

extern "C" BOOL WINAPI DllMain(HINSTANCE, DWORD Reason, LPVOID) {
  if (Reason == DLL_PROCESS_ATTACH) {
    Hits = new int(0);
    Wait = CreateThreadpoolWait(onSignal, nullptr, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  if (Reason == DLL_PROCESS_DETACH) {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'DllMain' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete Hits;
  }
  return TRUE;
}
