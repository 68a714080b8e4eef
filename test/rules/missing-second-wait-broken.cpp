// RUN: %check_rule "*" %s
//
// Code that does not compile: what sets the flag is not known.

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  bool Stopping;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                       TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void start(Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void good_flag_is_broken(Watch *Self) {
  Self->Stopping = isLeaving(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: error: use of undeclared identifier 'isLeaving' [clang-diagnostic-error]
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}

void good_drain_is_broken(Watch *Self) {
  Self->Stopping = true;
  WaitForThreadpoolWaitCallbacks(Self->Waits, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:40: error: no member named 'Waits' in 'Watch'{{.*}} [clang-diagnostic-error]
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}
