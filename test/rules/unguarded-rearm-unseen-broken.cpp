// RUN: %check_rule "*" %s
//
// What a function with an error writes is not known: a flag that nobody else
// sets may be set there.

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  bool Stopping;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                      TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void startWatch(Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void askToStop(Watch *Self) {
  UnknownLibrary::set(Self->Stopping);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'UnknownLibrary' [clang-diagnostic-error]
}

void good_flag_may_be_set_in_broken_code(Watch *Self) {
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}
