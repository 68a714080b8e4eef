// RUN: %check_rule "*" %s --fixed-clean
//
// In a template: one finding and one fix for all that is made from it.

#include <windows.h>

template <int Kind> class Watch {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    Stopping = true;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} does not set the flag that stops {{.*}} [threadpool-stop-flag-order]
    // CHECK-FIXES: {{^}}    Stopping = true;
    // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-FIXES-NOT: Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Watch *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
};

void use(Watch<0> *First, Watch<1> *Second) {
  First->start();
  Second->start();
}
void stop(Watch<0> *First) { First->bad_stop(); }
void stop(Watch<1> *Second) { Second->bad_stop(); }
