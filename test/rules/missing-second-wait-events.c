// RUN: %check_rule "*" %s --fixed-clean
//
// Events that are asked without waiting for them.

#include <stdlib.h>
#include <windows.h>

//===--- Not signaled ----------------------------------------------------===//

struct Timeout {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

VOID CALLBACK onTimeout(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Timeout *Self = Context;
  if (WaitForSingleObject(Self->Stop, 0) == WAIT_TIMEOUT)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startTimeout(struct Timeout *Self) {
  Self->Stop = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Wait = CreateThreadpoolWait(onTimeout, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_timeout(struct Timeout *Self) {
  SetEvent(Self->Stop);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_timeout_drained_once(struct Timeout *Self) {
  SetEvent(Self->Stop);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_timeout_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_timeout_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_timeout_too_late(struct Timeout *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetEvent(Self->Stop);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_timeout_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Signaled --------------------------------------------------------===//

struct Signaled {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

VOID CALLBACK onSignaled(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Signaled *Self = Context;
  if (WaitForSingleObject(Self->Stop, 0) == WAIT_OBJECT_0)
    return;
  if (Result == WAIT_OBJECT_0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startSignaled(struct Signaled *Self) {
  Self->Stop = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Wait = CreateThreadpoolWait(onSignaled, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_signaled(struct Signaled *Self) {
  SetEvent(Self->Stop);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_signaled_drained_once(struct Signaled *Self) {
  SetEvent(Self->Stop);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_signaled_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_signaled_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_signaled_too_late(struct Signaled *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetEvent(Self->Stop);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_signaled_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Asked in a function ---------------------------------------------===//

struct Asked {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

static int isStopped(struct Asked *Self) {
  const DWORD Found = WaitForSingleObjectEx(Self->Stop, 0, FALSE);
  return Found == WAIT_OBJECT_0;
}

VOID CALLBACK onAsked(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Asked *Self = Context;
  if (!isStopped(Self))
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startAsked(struct Asked *Self) {
  Self->Stop = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Wait = CreateThreadpoolWait(onAsked, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_asked(struct Asked *Self) {
  SetEvent(Self->Stop);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_asked_drained_once(struct Asked *Self) {
  SetEvent(Self->Stop);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_asked_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_asked_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_asked_too_late(struct Asked *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetEvent(Self->Stop);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_asked_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Asked with patience ------------------------------------------------===//

struct Patient {
  PTP_WORK Work;
  HANDLE Stop;
  LONG Rounds;
};

VOID CALLBACK onPatient(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WORK Work) {
  struct Patient *Self = Context;
  while (WaitForSingleObject(Self->Stop, 1000) == WAIT_TIMEOUT)
    ++Self->Rounds;
  SubmitThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onPatient' submits its work object again and reads nothing that 'bad_submits_when_stopped' writes {{.*}} [threadpool-unguarded-rearm]
}

void startPatient(struct Patient *Self) {
  Self->Stop = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Work = CreateThreadpoolWork(onPatient, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

void bad_submits_when_stopped(struct Patient *Self) {
  SetEvent(Self->Stop);
  WaitForThreadpoolWorkCallbacks(Self->Work, TRUE);
  CloseThreadpoolWork(Self->Work);
  free(Self);
}

struct PatientWait {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

VOID CALLBACK onPatientWait(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct PatientWait *Self = Context;
  const DWORD Found = WaitForSingleObject(Self->Stop, 50);
  if (Found == WAIT_OBJECT_0)
    return;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startPatientWait(struct PatientWait *Self) {
  Self->Stop = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Wait = CreateThreadpoolWait(onPatientWait, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_patient_wait(struct PatientWait *Self) {
  SetEvent(Self->Stop);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_patient_wait_drained_once(struct PatientWait *Self) {
  SetEvent(Self->Stop);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_patient_wait_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_patient_wait_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- Asked without a test of the handle ---------------------------------===//

struct Counting {
  PTP_WORK Work;
  HANDLE Stop;
  LONG *Rounds;
};

VOID CALLBACK onCounting(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WORK Work) {
  struct Counting *Self = Context;
  while (WaitForSingleObject(Self->Stop, 100) == WAIT_TIMEOUT)
    ++*Self->Rounds;
}

void startCounting(struct Counting *Self) {
  Self->Stop = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Work = CreateThreadpoolWork(onCounting, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

void good_drained_if_there_is_an_event(struct Counting *Self) {
  if (Self->Stop != NULL) {
    SetEvent(Self->Stop);
    WaitForThreadpoolWorkCallbacks(Self->Work, TRUE);
  }
  CloseThreadpoolWork(Self->Work);
  free(Self->Rounds);
  free(Self);
}

void bad_freed_first(struct Counting *Self) {
  free(Self->Rounds);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_freed_first' frees {{.*}} [threadpool-free-before-drain]
  if (Self->Stop != NULL) {
    SetEvent(Self->Stop);
    WaitForThreadpoolWorkCallbacks(Self->Work, TRUE);
  }
  CloseThreadpoolWork(Self->Work);
  free(Self);
}

//===--- Waited for however long it takes ----------------------------------===//

struct Endless {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Go;
};

VOID CALLBACK onEndless(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Endless *Self = Context;
  if (WaitForSingleObject(Self->Go, INFINITE) == WAIT_TIMEOUT)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startEndless(struct Endless *Self) {
  Self->Go = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Wait = CreateThreadpoolWait(onEndless, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_endless(struct Endless *Self) {
  SetEvent(Self->Go);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- An event that is reset ------------------------------------------===//

struct Reset {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Go;
};

VOID CALLBACK onReset(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Reset *Self = Context;
  if (WaitForSingleObject(Self->Go, 0) == WAIT_OBJECT_0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startReset(struct Reset *Self) {
  Self->Go = CreateEventW(NULL, TRUE, TRUE, NULL);
  Self->Wait = CreateThreadpoolWait(onReset, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_reset(struct Reset *Self) {
  ResetEvent(Self->Go);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_reset_drained_once(struct Reset *Self) {
  ResetEvent(Self->Go);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_reset_drained_once' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_reset_drained_once(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

void bad_reset_too_late(struct Reset *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  ResetEvent(Self->Go);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'bad_reset_too_late' does not set the flag {{.*}} [threadpool-stop-flag-order]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- An event that nobody signals here ----------------------------------===//

struct Foreign {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

VOID CALLBACK onForeign(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Foreign *Self = Context;
  if (WaitForSingleObject(Self->Stop, 0) == WAIT_TIMEOUT)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startForeign(struct Foreign *Self, HANDLE Stop) {
  Self->Stop = Stop;
  Self->Wait = CreateThreadpoolWait(onForeign, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_signaled_elsewhere(struct Foreign *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- An event with two names --------------------------------------------===//

static HANDLE StopAll;

struct Named {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

VOID CALLBACK onNamed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Named *Self = Context;
  if (WaitForSingleObject(Self->Stop, 0) == WAIT_TIMEOUT)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startNamed(struct Named *Self) {
  StopAll = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Stop = StopAll;
  Self->Wait = CreateThreadpoolWait(onNamed, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void cancelNamed(struct Named *Self) { SetEvent(Self->Stop); }

void good_two_names(struct Named *Self) {
  SetEvent(StopAll);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- Consumed by the wait that finds it ---------------------------------===//

struct Consumed {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Stop;
};

VOID CALLBACK onConsumed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                         PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Consumed *Self = Context;
  if (WaitForSingleObject(Self->Stop, 0) != WAIT_OBJECT_0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startConsumed(struct Consumed *Self) {
  Self->Stop = CreateEventW(NULL, FALSE, FALSE, NULL);
  Self->Wait = CreateThreadpoolWait(onConsumed, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_consumed(struct Consumed *Self) {
  SetEvent(Self->Stop);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
