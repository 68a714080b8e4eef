// RUN: %check_rule "*" %s
//
// A flag that nobody in this unit sets is no guard, unless another unit may set
// it.

#include "Inputs/shared.h"
#include <stdlib.h>

VOID CALLBACK onShared(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Shared *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startShared(struct Shared *Self) {
  Self->Wait = CreateThreadpoolWait(onShared, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_flag_of_a_header(struct Shared *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

struct Own {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onOwn(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Own *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onOwn' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startOwn(struct Own *Self) {
  Self->Wait = CreateThreadpoolWait(onOwn, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_flag_of_this_unit(struct Own *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
