// RUN: %check_rule "*" %s --fixed-clean
//
// A template of which the defect is part, in a mixin of the class that it
// stops.

#include <windows.h>

template <class Derived> class Ticking {
public:
  void start(FILETIME *Due) {
    Timer = CreateThreadpoolTimer(&Ticking::onTick,
                                  static_cast<Derived *>(this), nullptr);
    SetThreadpoolTimer(Timer, Due, 100, 0);
  }

  void bad_stop() {
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} while it is still armed{{.*}} [threadpool-missing-cancel]
    // CHECK-FIXES: {{^}}    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete static_cast<Derived *>(this);
  }

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    static_cast<Derived *>(Context)->tick();
  }

  PTP_TIMER Timer = nullptr;
};

class Clock : public Ticking<Clock> {
public:
  void tick() { ++Ticks; }

private:
  int Ticks = 0;
};

void startClock(Clock *C, FILETIME *Due) { C->start(Due); }
void stopClock(Clock *C) { C->bad_stop(); }
