// RUN: %check_rule "*" %s
//
// In templates.

#include <windows.h>

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID, PTP_WAIT,
                              TP_WAIT_RESULT) {}

struct MutexTraits {
  static HANDLE create() { return CreateMutexW(nullptr, FALSE, nullptr); }
};
struct EventTraits {
  static HANDLE create() {
    return CreateEventW(nullptr, FALSE, FALSE, nullptr);
  }
};

template <class Traits> void waitForOne(PTP_WAIT Wait) {
  SetThreadpoolWait(Wait, Traits::create(), nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}

template <class Traits> void waitForOther(PTP_WAIT Wait) {
  SetThreadpoolWait(Wait, Traits::create(), nullptr);
}

void bad_mutex_traits() {
  waitForOne<MutexTraits>(CreateThreadpoolWait(onSignal, nullptr, nullptr));
}

void good_event_traits() {
  waitForOther<EventTraits>(CreateThreadpoolWait(onSignal, nullptr, nullptr));
}
