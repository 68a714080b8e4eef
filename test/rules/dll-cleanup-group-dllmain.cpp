// RUN: %check_rule dll-cleanup-group,dllmain-wait,static-lifetime %s
//
// What DllMain waits for is told once.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

static PTP_WORK Waited;

class Refresher {
public:
  void stop() {
    if (!Work)
      return;
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'DllMain', in 'Refresher::stop', waits for callbacks {{.*}} [threadpool-dllmain-wait]
    CloseThreadpoolWork(Work);
    Work = nullptr;
  }
  ~Refresher() { stop(); }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};
static Refresher TheRefresher;

void start() {
  Waited = CreateThreadpoolWork(onWork, nullptr, nullptr);
  SubmitThreadpoolWork(Waited);
}

BOOL WINAPI DllMain(HINSTANCE, DWORD Reason, LPVOID) {
  if (Reason == DLL_PROCESS_DETACH) {
    WaitForThreadpoolWorkCallbacks(Waited, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'DllMain' waits for callbacks {{.*}} [threadpool-dllmain-wait]
    CloseThreadpoolWork(Waited);
    TheRefresher.stop();
  }
  return TRUE;
}
