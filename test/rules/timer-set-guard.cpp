// RUN: %check_rule timer-set-guard %s
//
// In classes, templates and macros.

#include <windows.h>

#define STOP_IF_SET(TIMER)                                                     \
  if (IsThreadpoolTimerSet(TIMER))                                             \
  WaitForThreadpoolTimerCallbacks(TIMER, TRUE)

template <class Owner> class Debounced {
public:
  Debounced() {
    Timer = CreateThreadpoolTimer(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
          static_cast<Debounced *>(Context)->Due = true;
        },
        this, nullptr);
  }

  void good_cancel() { SetThreadpoolTimer(Timer, nullptr, 0, 0); }

  void bad_trigger() {
    FILETIME Soon = {static_cast<DWORD>(-1000), static_cast<DWORD>(-1)};
    if (!IsThreadpoolTimerSet(Timer))
      // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: {{.*}} sets the timer only if it is not set{{.*}} [threadpool-timer-set-guard]
      SetThreadpoolTimer(Timer, &Soon, 0, 0);
  }

  void bad_stop() {
    STOP_IF_SET(Timer);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} waits for the timer's callbacks only if it is set{{.*}} [threadpool-timer-set-guard]
  }

private:
  PTP_TIMER Timer = nullptr;
  bool Due = false;
};
template class Debounced<int>;

namespace own {
BOOL IsThreadpoolTimerSet(PTP_TIMER);
void good_own_function(PTP_TIMER Timer) {
  if (own::IsThreadpoolTimerSet(Timer))
    CloseThreadpoolTimer(Timer);
}
} // namespace own
