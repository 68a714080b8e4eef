// RUN: %check_rule "*" %s --fixed-clean
//
// Stop flags that are a bit among others, a number that grows, or a state in
// an order.

#include <stdlib.h>
#include <windows.h>

//===--- A bit that is set -----------------------------------------------===//

struct Set {
  PTP_WAIT Wait;
  HANDLE Event;
  unsigned Flags;
};

VOID CALLBACK onSet(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Set *Self = Context;
  if (!(Self->Flags & 4))
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startSet(struct Set *Self) {
  Self->Wait = CreateThreadpoolWait(onSet, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_set(struct Set *Self) {
  Self->Flags |= 4;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_set_drained_once(struct Set *Self) {
  Self->Flags |= 4;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_set_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_set_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_set_too_late(struct Set *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Flags |= 4;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_set_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A bit that is cleared -------------------------------------------===//

struct Cleared {
  PTP_WAIT Wait;
  HANDLE Event;
  unsigned Flags;
};

VOID CALLBACK onCleared(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Cleared *Self = Context;
  if ((Self->Flags & 2) != 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCleared(struct Cleared *Self) {
  Self->Flags = 3;
  Self->Wait = CreateThreadpoolWait(onCleared, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_cleared(struct Cleared *Self) {
  Self->Flags &= ~2u;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_cleared_drained_once(struct Cleared *Self) {
  Self->Flags &= ~2u;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_cleared_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_cleared_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_cleared_too_late(struct Cleared *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Flags &= ~2u;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_cleared_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A bit and an interlocked function -------------------------------===//

struct Interlocked {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Flags;
};

VOID CALLBACK onInterlocked(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Interlocked *Self = Context;
  if ((Self->Flags & 8) == 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startInterlocked(struct Interlocked *Self) {
  Self->Wait = CreateThreadpoolWait(onInterlocked, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_interlocked(struct Interlocked *Self) {
  InterlockedOr(&Self->Flags, 8);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_interlocked_drained_once(struct Interlocked *Self) {
  InterlockedOr(&Self->Flags, 8);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_interlocked_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_interlocked_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_interlocked_too_late(struct Interlocked *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  InterlockedOr(&Self->Flags, 8);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_interlocked_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A bit of a copy -------------------------------------------------===//

struct Copied {
  PTP_WAIT Wait;
  HANDLE Event;
  unsigned Flags;
};

VOID CALLBACK onCopied(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Copied *Self = Context;
  const unsigned Flags = Self->Flags;
  if (!(Flags & 1))
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCopied(struct Copied *Self) {
  Self->Wait = CreateThreadpoolWait(onCopied, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_copied(struct Copied *Self) {
  Self->Flags |= 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_copied_drained_once(struct Copied *Self) {
  Self->Flags |= 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_copied_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_copied_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_copied_too_late(struct Copied *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Flags |= 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_copied_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A bit that goes with all others ---------------------------------===//

struct Whole {
  PTP_WAIT Wait;
  HANDLE Event;
  unsigned Flags;
};

VOID CALLBACK onWhole(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Whole *Self = Context;
  if (Self->Flags & 1)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startWhole(struct Whole *Self) {
  Self->Flags = 1;
  Self->Wait = CreateThreadpoolWait(onWhole, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_whole(struct Whole *Self) {
  Self->Flags = 0;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_whole_drained_once(struct Whole *Self) {
  Self->Flags = 0;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_whole_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_whole_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_whole_too_late(struct Whole *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Flags = 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_whole_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A counter -------------------------------------------------------===//

struct Counter {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Stops;
};

VOID CALLBACK onCounter(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Counter *Self = Context;
  if (Self->Stops == 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCounter(struct Counter *Self) {
  Self->Wait = CreateThreadpoolWait(onCounter, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_counter(struct Counter *Self) {
  InterlockedIncrement(&Self->Stops);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_counter_drained_once(struct Counter *Self) {
  InterlockedIncrement(&Self->Stops);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_counter_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_counter_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_counter_too_late(struct Counter *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  InterlockedIncrement(&Self->Stops);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_counter_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- States in an order ----------------------------------------------===//

struct Ordered {
  PTP_WAIT Wait;
  HANDLE Event;
  enum { Idle, Running, Leaving, Gone } Now;
};

VOID CALLBACK onOrdered(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Ordered *Self = Context;
  if (Self->Now < Leaving)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startOrdered(struct Ordered *Self) {
  Self->Now = Running;
  Self->Wait = CreateThreadpoolWait(onOrdered, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_ordered(struct Ordered *Self) {
  Self->Now = Leaving;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_ordered_drained_once(struct Ordered *Self) {
  Self->Now = Leaving;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_ordered_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_ordered_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_ordered_too_late(struct Ordered *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  Self->Now = Leaving;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_ordered_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- More than nothing -----------------------------------------------===//

struct Above {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Stop;
};

VOID CALLBACK onAbove(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Above *Self = Context;
  if (Self->Stop <= 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startAbove(struct Above *Self) {
  Self->Wait = CreateThreadpoolWait(onAbove, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_above(struct Above *Self) {
  InterlockedExchange(&Self->Stop, 1);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_above_drained_once(struct Above *Self) {
  InterlockedExchange(&Self->Stop, 1);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_above_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_above_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_above_too_late(struct Above *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  InterlockedExchange(&Self->Stop, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_above_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Another bit --------------------------------------------------------===//

struct Other {
  PTP_WAIT Wait;
  HANDLE Event;
  unsigned Flags;
};

VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Other *Self = Context;
  if (!(Self->Flags & 4))
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onOther' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startOther(struct Other *Self) {
  Self->Wait = CreateThreadpoolWait(onOther, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_other_bit(struct Other *Self) {
  Self->Flags |= 8;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Several bits at once are not told apart ----------------------------===//

struct Many {
  PTP_WAIT Wait;
  HANDLE Event;
  unsigned Flags;
};

VOID CALLBACK onMany(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Many *Self = Context;
  if (!(Self->Flags & 6))
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startMany(struct Many *Self) {
  Self->Wait = CreateThreadpoolWait(onMany, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_many(struct Many *Self) {
  Self->Flags |= 2;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
