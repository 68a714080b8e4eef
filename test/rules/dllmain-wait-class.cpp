// RUN: %check_rule dllmain-wait %s
//
// Owners, templates, macros, and code that does not compile.

#include <memory>
#include <windows.h>

struct StopWork {
  void operator()(PTP_WORK Work) const {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'DllMain', in 'StopWork::operator()', waits for callbacks of the thread pool under the loader lock [threadpool-dllmain-wait]
    CloseThreadpoolWork(Work);
  }
};

static std::unique_ptr<_TP_WORK, StopWork> Work;

template <typename T> struct Service {
  T Timer = nullptr;
  void bad_stop() {
    WaitForThreadpoolTimerCallbacks(Timer, FALSE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'DllMain', in '{{.*}}bad_stop', waits for callbacks
    CloseThreadpoolTimer(Timer);
  }
  void good_stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    CloseThreadpoolTimer(Timer);
  }
};

static Service<PTP_TIMER> Ticks, Tocks;
static PTP_WAIT Wait;
static PTP_IO Io;

#define DRAIN(OBJECT) WaitForThreadpoolWaitCallbacks(OBJECT, TRUE)

// Not the entry point of a DLL.
namespace other {
struct Library {
  static BOOL DllMain(DWORD Reason);
};
BOOL Library::DllMain(DWORD Reason) {
  if (Reason == DLL_PROCESS_DETACH)
    WaitForThreadpoolIoCallbacks(Io, TRUE);
  return TRUE;
}
} // namespace other

extern "C" BOOL WINAPI DllMain(HINSTANCE, DWORD Reason, LPVOID) {
  if (Reason != DLL_PROCESS_DETACH)
    return TRUE;
  Work.reset();
  Ticks.bad_stop();
  Tocks.good_stop();
  DRAIN(Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'DllMain' waits for callbacks
  return TRUE;
}
