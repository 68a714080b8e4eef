// RUN: %check_rule self-wait %s
//
// The story names the call that waits, where it is not in the callback itself.

#include <windows.h>

class Timeout {
public:
  Timeout() : Timer(CreateThreadpoolTimer(&bad_due, this, nullptr)) {}
  ~Timeout() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  static void CALLBACK bad_due(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    delete static_cast<Timeout *>(Context);
  }

  PTP_TIMER Timer;
};

void use() { new Timeout; }

// CHECK-NOTES: :[[@LINE-8]]:5: warning: 'Timeout::bad_due' waits for the callbacks of its own timer: it waits for itself to return, and never does [threadpool-self-wait]
// CHECK-NOTES: :[[@LINE-11]]:24: note: 1. the timer is due; the pool starts callback 1, 'Timeout::bad_due'
// CHECK-NOTES: :[[@LINE-17]]:5: note: 2. callback 1 ('Timeout::bad_due'), in 'Timeout::~Timeout', waits for the callbacks of its own timer, which ends when callback 1 has returned: deadlock
// CHECK-NOTES: :[[@LINE-11]]:5: note: to repair: end the timer here without waiting, or let another thread wait
