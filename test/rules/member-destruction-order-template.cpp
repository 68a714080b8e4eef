// RUN: %check_rule member-destruction-order %s
//
// A destructor that nobody wrote, in a template; several members are one
// finding. A macro declares the members.

#include <windows.h>

struct Log {
  ~Log();
  void write();
  void *Data;
};

class TimerHolder {
public:
  ~TimerHolder() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }
  PTP_TIMER Timer;
};

#define LOGS Log First, Second, Third

template <class Holder> class bad_Ticker {
public:
  void start(FILETIME Due) {
    Owner.Timer = CreateThreadpoolTimer(onDue, this, nullptr);
    SetThreadpoolTimer(Owner.Timer, &Due, 0, 0);
  }

private:
  static void CALLBACK onDue(PTP_CALLBACK_INSTANCE, void *Context, PTP_TIMER) {
    auto *Self = static_cast<bad_Ticker *>(Context);
    Self->First.write();
    Self->Second.write();
    Self->Third.write();
  }

  Holder Owner;
  LOGS;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}} is destroyed before {{.*}} has waited for the callbacks of 'Owner.Timer': 'bad_Ticker<TimerHolder>::onDue' may still use it [threadpool-member-destruction-order]
};

void run(bad_Ticker<TimerHolder> *Ticker, FILETIME Due) {
  Ticker->start(Due);
  delete Ticker;
}
