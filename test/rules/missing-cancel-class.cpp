// RUN: %check_rule "*" %s --fixed-clean
//
// The fix says nullptr, as one does in C++.

#include <windows.h>

class Clock {
public:
  void start(FILETIME *Due) {
    Timer = CreateThreadpoolTimer(&Clock::onTick, this, nullptr);
    SetThreadpoolTimer(Timer, Due, 1000, 0);
  }

  ~Clock() {
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Clock::~Clock' waits for the callbacks of 'Timer' while it is still armed{{.*}} [threadpool-missing-cancel]
    CloseThreadpoolTimer(Timer);
  }
  // CHECK-FIXES-LABEL: ~Clock()
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolTimer(Timer, nullptr, 0, 0);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    ++static_cast<Clock *>(Context)->Ticks;
  }

  PTP_TIMER Timer = nullptr;
  int Ticks = 0;
};

class Watch {
public:
  void start(HANDLE Event) {
    Wait = CreateThreadpoolWait(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT, TP_WAIT_RESULT) {
          ++static_cast<Watch *>(Context)->Hits;
        },
        this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Watch::bad_stop' waits for the callbacks of 'Wait' while it is still armed{{.*}} [threadpool-missing-cancel]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_stop()
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);

  void good_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  PTP_WAIT Wait = nullptr;
  int Hits = 0;
};
