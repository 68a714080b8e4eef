// RUN: %check_rule "*" %s
//
// What the error macros of WIL do is not looked into.

#include "Inputs/wil/result_macros.h"

#include <windows.h>

static long flush() { return GetLastError() != 0 ? -1 : 0; }

class Watch {
public:
  explicit Watch(HANDLE Event) : Event(Event) {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    LOG_IF_FAILED(flush());
    CloseThreadpoolWait(Wait);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} [threadpool-close-before-wait]
    // CHECK-FIXES: WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-FIXES-NEXT: CloseThreadpoolWait(Wait);
    delete this;
  }

  void good_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    LOG_IF_FAILED(flush());
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Watch *>(Context)->Count;
  }

  HANDLE Event;
  int Count = 0;
  PTP_WAIT Wait;
};
