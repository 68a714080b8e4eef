// RUN: %check_rule "relative-timeout" %s
//
// In classes, through helpers, in templates and macros.

#include <windows.h>

namespace filetime {
constexpr long long one_second = 10000000;

constexpr FILETIME from_int64(unsigned long long Number) {
  return FILETIME{static_cast<DWORD>(Number),
                  static_cast<DWORD>(Number >> 32)};
}
} // namespace filetime

class Watchdog {
public:
  void bad_helper() {
    FILETIME Due = filetime::from_int64(5 * filetime::one_second);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the due time 50000000 is positive{{.*}} [threadpool-relative-timeout]
  }

  void good_helper() {
    FILETIME Due = filetime::from_int64(
        static_cast<ULONGLONG>(-5 * filetime::one_second));
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void good_helper_with_number(DWORD Seconds) {
    FILETIME Due = filetime::from_int64(
        static_cast<ULONGLONG>(-1 * filetime::one_second * Seconds));
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void bad_whole_written_through_a_pointer() {
    FILETIME Due{};
    *reinterpret_cast<PLONGLONG>(&Due) = 5 * filetime::one_second;
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the due time 50000000 is positive{{.*}} [threadpool-relative-timeout]
  }

  void good_whole_written_through_a_pointer() {
    FILETIME Due{};
    *reinterpret_cast<PLONGLONG>(&Due) = -static_cast<LONGLONG>(Delay) * 10000;
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void good_copied() {
    FILETIME Now = {30000000, 0};
    FILETIME Due = Now;
    Due.dwHighDateTime = static_cast<DWORD>(-1);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void bad_copied() {
    const FILETIME Three = {30000000, 0};
    FILETIME Due = Three;
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the due time 30000000 is positive{{.*}} [threadpool-relative-timeout]
  }

  void bad_assigned_by_two_helpers() { start(make(20000000)); }
  void good_assigned_by_two_helpers() { start(make(-20000000)); }

private:
  static FILETIME make(LONGLONG Ticks) {
    ULARGE_INTEGER Large;
    Large.QuadPart = Ticks;
    FILETIME Due;
    Due.dwLowDateTime = Large.LowPart;
    Due.dwHighDateTime = Large.HighPart;
    return Due;
  }
  void start(FILETIME Due) {
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the due time 20000000 is positive{{.*}} [threadpool-relative-timeout]
  }

  PTP_TIMER Timer;
  DWORD Delay;
};

template <class Number> void setAfter(PTP_TIMER Timer, Number Milliseconds) {
  LONGLONG Due = -static_cast<LONGLONG>(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, reinterpret_cast<PFILETIME>(&Due), 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the due time is computed in 32 bits{{.*}} [threadpool-relative-timeout]
  // CHECK-FIXES: {{^}}  LONGLONG Due = -static_cast<LONGLONG>((LONGLONG)Milliseconds * 10000);
}

template <class Number>
void setSoonAfter(PTP_TIMER Timer, Number Milliseconds) {
  LONGLONG Due = -static_cast<LONGLONG>(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, reinterpret_cast<PFILETIME>(&Due), 0, 0);
}

void bad_template(PTP_TIMER Timer, DWORD Milliseconds) {
  setAfter(Timer, Milliseconds);
}
void good_template(PTP_TIMER Timer, LONGLONG Milliseconds) {
  setSoonAfter(Timer, Milliseconds);
}

#define SECONDS(N) ((N) * 10000000LL)
#define SET_TIMER(TIMER, DUE) SetThreadpoolTimer(TIMER, (PFILETIME)(DUE), 0, 0)

void bad_macro(PTP_TIMER Timer) {
  LONGLONG Due = SECONDS(3);
  SET_TIMER(Timer, &Due);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the due time 30000000 is positive{{.*}} [threadpool-relative-timeout]
}
void good_macro(PTP_TIMER Timer) {
  LONGLONG Due = SECONDS(-3);
  SET_TIMER(Timer, &Due);
}

namespace own {
void SetThreadpoolTimer(PTP_TIMER, FILETIME *, DWORD, DWORD);
void good_own_function(PTP_TIMER Timer) {
  FILETIME Due = {30000000, 0};
  own::SetThreadpoolTimer(Timer, &Due, 0, 0);
}
} // namespace own
