// RUN: %check_rule "*" %s
//
// A stop routine takes the object out of its place before it stops it, so that
// a second stop finds none.

#include <windows.h>

struct Watch {
  PTP_WAIT volatile Wait;
  HANDLE Event;
  volatile LONG Stopping;
};

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                              TP_WAIT_RESULT) {
  SetEvent(static_cast<Watch *>(Context)->Event);
}

void start(Watch *W) {
  W->Wait = CreateThreadpoolWait(onSignal, W, NULL);
  if (W->Wait)
    SetThreadpoolWait(W->Wait, W->Event, NULL);
}

void bad_stop(Watch *W) {
  PTP_WAIT Taken =
      (PTP_WAIT)InterlockedExchangePointer((PVOID volatile *)&W->Wait, NULL);
  if (Taken) {
    SetThreadpoolWait(Taken, NULL, NULL);
    CloseThreadpoolWait(Taken);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} [threadpool-close-before-wait]
    // CHECK-FIXES: WaitForThreadpoolWaitCallbacks(Taken, TRUE);
    // CHECK-FIXES-NEXT: CloseThreadpoolWait(Taken);
  }
}

void good_stop(Watch *W) {
  PTP_WAIT Taken =
      (PTP_WAIT)InterlockedExchangePointer((PVOID volatile *)&W->Wait, NULL);
  if (Taken) {
    SetThreadpoolWait(Taken, NULL, NULL);
    WaitForThreadpoolWaitCallbacks(Taken, TRUE);
    CloseThreadpoolWait(Taken);
  }
}

void good_stop_twice(Watch *W) {
  good_stop(W);
  good_stop(W);
}
