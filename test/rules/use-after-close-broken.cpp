// RUN: %check_rule "*" %s
//
// Code that does not compile.

#include <windows.h>

struct Job {
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Job *>(Context)->Rounds;
}

void start(Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void good_owner_is_broken(Job *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  Self->Work = makeAnotherOne(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: error: use of undeclared identifier 'makeAnotherOne' [clang-diagnostic-error]
  CloseThreadpoolWork(Self->Work);
  delete Self;
}
