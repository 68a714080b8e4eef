// RUN: %check_rule "*" %s --fixed-clean
//
// Members, destructors and lambdas.

#include <windows.h>

class Watch {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  ~Watch() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Watch::~Watch' waits for the callbacks of 'Wait' too few times{{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
  }
  // CHECK-FIXES-LABEL: ~Watch()
  // CHECK-FIXES: {{^}}    Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Watch *>(Context);
    ++Self->Hits;
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  int Hits = 0;
};

class Clock {
public:
  void start() {
    Timer = CreateThreadpoolTimer(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
          static_cast<Clock *>(Context)->tick();
        },
        this, nullptr);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void bad_stop() {
    this->Stopping = true;
    ::SetThreadpoolTimer(this->Timer, nullptr, 0, 0);
    ::WaitForThreadpoolTimerCallbacks(this->Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Clock::bad_stop' waits for the callbacks of 'this->Timer' too few times{{.*}} [threadpool-missing-second-wait]
    ::CloseThreadpoolTimer(this->Timer);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_stop()
  // CHECK-FIXES: {{^}}    this->Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(this->Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    ::SetThreadpoolTimer(this->Timer, nullptr, 0, 0);

private:
  void tick() {
    if (Stopping)
      return;
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  PTP_TIMER Timer = nullptr;
  FILETIME Due = {};
  bool Stopping = false;
};
