// RUN: %check_rule "*" %s --fixed-clean
//
// Members and atomics.

#include <atomic>
#include <windows.h>

class Watch {
public:
  void start(HANDLE NewEvent) {
    Event = NewEvent;
    Stopping = false;
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    Stopping = true;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Watch::bad_stop' does not set the flag that stops 'Watch::onSignal' before it stops 'Wait' [threadpool-stop-flag-order]
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_stop()
  // CHECK-FIXES-NEXT: {{^}}    Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);

  // The reset in start() belongs to the next life of the object.
  void good_stop() {
    Stopping = true;
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    Wait = nullptr;
  }

  void good_restart(HANDLE NewEvent) {
    good_stop();
    start(NewEvent);
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

class Clock {
public:
  void start() {
    Timer = CreateThreadpoolTimer(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER Timer) {
          auto *Self = static_cast<Clock *>(Context);
          if (Self->Running.load())
            SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
        },
        this, nullptr);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void bad_stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    Running.store(false);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Clock::bad_stop' does not set {{.*}} [threadpool-stop-flag-order]
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_stop()
  // CHECK-FIXES-NEXT: {{^}}    Running.store(false);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolTimer(Timer, nullptr, 0, 0);

private:
  PTP_TIMER Timer = nullptr;
  FILETIME Due = {};
  std::atomic<bool> Running{true};
};
