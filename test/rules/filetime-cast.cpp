// RUN: %check_rule filetime-cast %s
//
// The casts of C++, in classes and templates.

#include <windows.h>

static PTP_TIMER Timer;

void bad_reinterpreted(int Milliseconds) {
  FILETIME Due{};
  *reinterpret_cast<PLONGLONG>(&Due) = -10000LL * Milliseconds;
  // CHECK-MESSAGES: :[[@LINE-1]]:4: warning: a FILETIME is used as a 64-bit number{{.*}} [threadpool-filetime-cast]
  reinterpret_cast<ULARGE_INTEGER &>(Due).QuadPart += 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a FILETIME is used as a 64-bit number{{.*}} [threadpool-filetime-cast]
  *static_cast<long long *>(static_cast<void *>(&Due)) = 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:4: warning: a FILETIME is used as a 64-bit number{{.*}} [threadpool-filetime-cast]
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

template <class Number> Number bad_template(const FILETIME &Time) {
  return *reinterpret_cast<const Number *>(&Time);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: a FILETIME is used as a 64-bit number{{.*}} [threadpool-filetime-cast]
}
bool bad_twice(const FILETIME &Time) {
  return bad_template<ULONGLONG>(Time) == 0 || bad_template<LONGLONG>(Time) < 0;
}

template <class Number> Number good_template(const FILETIME &Time) {
  return *reinterpret_cast<const Number *>(&Time);
}
bool good_once(const FILETIME &Time) { return good_template<DWORD>(Time) == 0; }

class Stamp {
public:
  ULONGLONG bad_member() const {
    return *reinterpret_cast<const ULONGLONG *>(&Time);
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: a FILETIME is used as a 64-bit number{{.*}} [threadpool-filetime-cast]
  }
  bool good_compared(const Stamp &Other) const {
    return Time.dwHighDateTime == Other.Time.dwHighDateTime;
  }

private:
  FILETIME Time;
};

FILETIME good_other_direction(LONGLONG Ticks) {
  return reinterpret_cast<FILETIME &>(Ticks);
}

ULONGLONG good_aligned() {
  alignas(8) FILETIME Time{};
  return reinterpret_cast<ULONGLONG &>(Time);
}
