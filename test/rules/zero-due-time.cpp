// RUN: %check_rule zero-due-time %s
//
// In classes and templates.

#include <windows.h>

template <class Object> struct Traits;
template <> struct Traits<PTP_TIMER> {
  static void fire(PTP_TIMER Timer, FILETIME *When) {
    SetThreadpoolTimer(Timer, When, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Traits<{{.*}}>::fire' sets the timer to a due time of zero and then drops its callbacks{{.*}} [threadpool-zero-due-time]
  }
  static void drain(PTP_TIMER Timer, bool Drops) {
    WaitForThreadpoolTimerCallbacks(Timer, Drops);
  }
};

template <class Object> class Owner {
public:
  void bad_stop() {
    FILETIME None{};
    Traits<Object>::fire(Held, &None);
    Traits<Object>::drain(Held, true);
  }
  void good_flush() {
    FILETIME Now{};
    Traits<Object>::fire(Held, &Now);
    Traits<Object>::drain(Held, false);
  }

private:
  Object Held;
};
template class Owner<PTP_TIMER>;

class Alarm {
public:
  void cancel();
  void fireNow();

private:
  PTP_TIMER Timer;
};

void Alarm::cancel() { // bad
  FILETIME None{};
  SetThreadpoolTimer(Timer, &None, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Alarm::cancel' sets the timer to a due time of zero: that does not cancel it{{.*}} [threadpool-zero-due-time]
}

void Alarm::fireNow() { // good
  FILETIME Now{};
  SetThreadpoolTimer(Timer, &Now, 0, 0);
}
