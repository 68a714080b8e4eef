// RUN: %check_rule "*" %s
//
// Functions and members of the program's own that are named like the API.

#include <windows.h>

struct Tracker {
  PTP_WAIT Wait;
  HANDLE Event;

  void SetThreadpoolWait(PTP_WAIT, HANDLE, PFILETIME);
  static void CloseThreadpoolWait(PTP_WAIT);

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Tracker *>(Context);
    Self->SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    ::SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_close_is_a_member() {
    CloseThreadpoolWait(Wait);
    CloseThreadpoolWait(Wait);
    delete this;
  }
};

namespace fake {
void SetThreadpoolTimer(PTP_TIMER, PFILETIME, DWORD, DWORD);
void CloseThreadpoolTimer(PTP_TIMER);

struct Clock {
  PTP_TIMER Timer;
  FILETIME Due;
};

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER Timer) {
  auto *Self = static_cast<Clock *>(Context);
  fake::SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
}

void start(Clock *Self) {
  Self->Timer = CreateThreadpoolTimer(onTick, Self, nullptr);
  fake::SetThreadpoolTimer(Self->Timer, &Self->Due, 0, 0);
}

void good_namespace(Clock *Self) {
  fake::CloseThreadpoolTimer(Self->Timer);
  delete Self;
}
} // namespace fake

// An overload is another function, too: it has no C linkage.
struct Job;
void SubmitThreadpoolWork(Job *);
void CloseThreadpoolWork(Job *);

void good_overload(Job *J) {
  CloseThreadpoolWork(J);
  SubmitThreadpoolWork(J);
}

// A wrapper with the body to see is as good as the call itself.
namespace wrapped {
struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
};

static void SetThreadpoolWait(Watch *Self, HANDLE Event) {
  ::SetThreadpoolWait(Self->Wait, Event, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wrapped::onSignal' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                       TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  SetThreadpoolWait(Self, Self->Event);
}

void start(Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, nullptr);
  SetThreadpoolWait(Self, Self->Event);
}

void bad_wrapper(Watch *Self) {
  SetThreadpoolWait(Self, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  ::CloseThreadpoolWait(Self->Wait);
  delete Self;
}
} // namespace wrapped
