// RUN: %check_rule "*" %s --fixed-clean
//
// A template with two instantiations and one with one: one report and one fix
// each.

#include <windows.h>

template <class Payload> class Watch {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} too few times{{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_stop()
  // CHECK-FIXES-NEXT: {{^}}    Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);

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
  Payload Data{};
};

template class Watch<int>;
template class Watch<char>;

template <class Derived> class Base {
public:
  void start() {
    Timer = CreateThreadpoolTimer(&Base::onTick, this, nullptr);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void bad_stop_base() {
    Stopping = true;
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} too few times{{.*}} [threadpool-missing-second-wait]
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    CloseThreadpoolTimer(Timer);
    delete static_cast<Derived *>(this);
  }
  // CHECK-FIXES-LABEL: void bad_stop_base()
  // CHECK-FIXES: {{^}}    SetThreadpoolTimer(Timer, nullptr, 0, 0);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolTimer(Timer);

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context,
                              PTP_TIMER Timer) {
    auto *Self = static_cast<Base *>(Context);
    if (!Self->Stopping)
      SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
  }

  PTP_TIMER Timer = nullptr;
  FILETIME Due = {};
  bool Stopping = false;
};

class Clock : public Base<Clock> {};

template class Base<Clock>;
