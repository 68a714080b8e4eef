// RUN: %check_rule "*" %s --fixed-clean
//
// One function makes, arms and stops the object. The flag is set first of the
// stop; that it was not set before the object was armed is no fault.

#include <windows.h>

struct Watch {
  HANDLE Event;
  bool Stopping;
  int Hits;
};

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                              PTP_WAIT Wait, TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  ++Self->Hits;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void bad_one_drain(HANDLE Event) {
  Watch Self = {Event, false, 0};
  PTP_WAIT Wait = CreateThreadpoolWait(onSignal, &Self, nullptr);
  SetThreadpoolWait(Wait, Event, nullptr);
  Sleep(1000);
  Self.Stopping = true;
  SetThreadpoolWait(Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_one_drain' waits for the callbacks of 'Wait' too few times: {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Wait);
}
// CHECK-FIXES-LABEL: void bad_one_drain
// CHECK-FIXES: {{^}}  Self.Stopping = true;
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Wait, nullptr, nullptr);

void good_five_steps(HANDLE Event) {
  Watch Self = {Event, false, 0};
  PTP_WAIT Wait = CreateThreadpoolWait(onSignal, &Self, nullptr);
  SetThreadpoolWait(Wait, Event, nullptr);
  Sleep(1000);
  Self.Stopping = true;
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  SetThreadpoolWait(Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  CloseThreadpoolWait(Wait);
}
