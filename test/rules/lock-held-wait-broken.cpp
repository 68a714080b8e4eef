// RUN: %check_rule "*" %s
//
// Code that does not compile.

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  CRITICAL_SECTION Lock;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                       TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  EnterCriticalSection(&Self->Lock);
  ++Self->Hits;
  LeaveCriticalSection(&Self->Lock);
}

void start(Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Event, nullptr);
}

void good_owner_is_broken(Watch *Self) {
  EnterCriticalSection(&Self->Lock);
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  leaveLater(&Self->Lock);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'leaveLater' [clang-diagnostic-error]
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}
