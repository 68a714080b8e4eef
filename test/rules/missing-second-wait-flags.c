// RUN: %check_rule "*" %s --fixed-clean
//
// What can be a stop flag in C: understood, if the five steps are clean and
// a missing one is named.

#include <stdlib.h>
#include <windows.h>

//===--- A bool -----------------------------------------------------------===//

struct Bool {
  PTP_WAIT Wait;
  HANDLE Event;
  _Bool Stopping;
};

VOID CALLBACK onBool(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Bool *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startBool(struct Bool *Self) {
  Self->Wait = CreateThreadpoolWait(onBool, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_bool(struct Bool *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_bool(struct Bool *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_bool' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_bool(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- The other polarity -----------------------------------------------===//

struct Polarity {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile int Running;
};

VOID CALLBACK onPolarity(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Polarity *Self = Context;
  if (Self->Running)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startPolarity(struct Polarity *Self) {
  Self->Wait = CreateThreadpoolWait(onPolarity, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_polarity(struct Polarity *Self) {
  Self->Running = FALSE;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_polarity(struct Polarity *Self) {
  Self->Running = FALSE;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_polarity' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_polarity(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A volatile LONG with interlocked functions -----------------------===//

struct Interlocked {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Stopping;
};

VOID CALLBACK onInterlocked(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Interlocked *Self = Context;
  if (InterlockedCompareExchange(&Self->Stopping, 0, 0) == 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startInterlocked(struct Interlocked *Self) {
  Self->Wait = CreateThreadpoolWait(onInterlocked, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_interlocked(struct Interlocked *Self) {
  InterlockedExchange(&Self->Stopping, 1);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_interlocked(struct Interlocked *Self) {
  InterlockedExchange(&Self->Stopping, 1);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_interlocked' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_interlocked(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A state ----------------------------------------------------------===//

enum State { Idle, Running, Stopping };

struct Machine {
  PTP_WAIT Wait;
  HANDLE Event;
  enum State Now;
};

VOID CALLBACK onMachine(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Machine *Self = Context;
  if (Self->Now == Running)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startMachine(struct Machine *Self) {
  Self->Wait = CreateThreadpoolWait(onMachine, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_machine(struct Machine *Self) {
  Self->Now = Stopping;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_machine(struct Machine *Self) {
  Self->Now = Stopping;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_machine' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_machine(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A state in a switch ----------------------------------------------===//

enum Phase { Resting, Working, Leaving };

struct Switched {
  PTP_WAIT Wait;
  HANDLE Event;
  enum Phase Now;
};

VOID CALLBACK onSwitched(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Switched *Self = Context;
  switch (Self->Now) {
  case Working:
    SetThreadpoolWait(Wait, Self->Event, NULL);
    break;
  case Resting:
  case Leaving:
    break;
  }
}

void startSwitched(struct Switched *Self) {
  Self->Wait = CreateThreadpoolWait(onSwitched, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_switched(struct Switched *Self) {
  Self->Now = Leaving;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_switched(struct Switched *Self) {
  Self->Now = Leaving;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_switched' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_switched(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A comparison with a constant -------------------------------------===//

struct Compared {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onCompared(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Compared *Self = Context;
  if (Self->Stopping != 1)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCompared(struct Compared *Self) {
  Self->Wait = CreateThreadpoolWait(onCompared, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_compared(struct Compared *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_compared(struct Compared *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_compared' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_compared(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A pointer that is cleared ----------------------------------------===//

struct Pointer {
  PTP_WAIT Wait;
  HANDLE Event;
  int *Consumer;
};

VOID CALLBACK onPointer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Pointer *Self = Context;
  if (Self->Consumer != NULL)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startPointer(struct Pointer *Self) {
  Self->Wait = CreateThreadpoolWait(onPointer, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_pointer(struct Pointer *Self) {
  Self->Consumer = NULL;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_pointer(struct Pointer *Self) {
  Self->Consumer = NULL;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_pointer' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_pointer(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
