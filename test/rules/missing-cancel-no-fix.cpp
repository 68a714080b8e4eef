// RUN: %check_rule "*" %s
//
// Places where a cancel must not be added unseen.

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  CRITICAL_SECTION Lock;
  int Hits;

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Watch *>(Context)->Hits;
  }

  void start(HANDLE Event) {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }
};

#define DRAIN(SELF) WaitForThreadpoolWaitCallbacks((SELF)->Wait, TRUE)

void bad_macro(Watch *Self) {
  DRAIN(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro' waits for the callbacks of 'Self->Wait' while it is still armed{{.*}} [threadpool-missing-cancel]
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}

void bad_lock(Watch *Self) {
  EnterCriticalSection(&Self->Lock);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_lock' waits for {{.*}} [threadpool-missing-cancel]
  CloseThreadpoolWait(Self->Wait);
  LeaveCriticalSection(&Self->Lock);
  delete Self;
}
