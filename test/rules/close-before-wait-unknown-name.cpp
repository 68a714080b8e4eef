// RUN: %check_rule "*" %s -- -ferror-limit=0
//
// A variable that gets its value from a name that is not known, such as a code
// of a header that is not there.

#include <windows.h>

struct Job {
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  LONG Status = FRAMEWORK_SUCCESS;
  // CHECK-MESSAGES: :[[@LINE-1]]:17: error: use of undeclared identifier 'FRAMEWORK_SUCCESS'{{.*}}
  static_cast<Job *>(Context)->Rounds = 1;
}

void start(Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void bad_status_is_unknown(Job *Self) {
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_status_is_unknown' closes 'Self->Work' {{.*}} [threadpool-close-before-wait]
  delete Self;
}

struct Asked {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onAsked(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                      TP_WAIT_RESULT) {
  auto *Self = static_cast<Asked *>(Context);
  bool IsStopping = STOP_WAS_REQUESTED;
  // CHECK-MESSAGES: :[[@LINE-1]]:21: error: use of undeclared identifier 'STOP_WAS_REQUESTED'{{.*}}
  if (!IsStopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void startAsked(Asked *Self) {
  Self->Wait = CreateThreadpoolWait(onAsked, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void good_name_may_be_a_guard(Asked *Self) {
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}

struct Waited {
  PTP_WORK Work;
  CRITICAL_SECTION Lock;
  int Rounds;
};

VOID CALLBACK onWaited(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  auto *Self = static_cast<Waited *>(Context);
  LONG Last = LAST_OF_THE_OTHERS;
  // CHECK-MESSAGES: :[[@LINE-1]]:15: error: use of undeclared identifier 'LAST_OF_THE_OTHERS'{{.*}}
  EnterCriticalSection(&Self->Lock);
  ++Self->Rounds;
  LeaveCriticalSection(&Self->Lock);
}

void startWaited(Waited *Self) {
  Self->Work = CreateThreadpoolWork(onWaited, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void good_waits_and_closes(Waited *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  DeleteCriticalSection(&Self->Lock);
  delete Self;
}
