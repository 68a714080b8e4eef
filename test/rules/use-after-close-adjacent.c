// RUN: %check_rule "*" %s --fixed-clean
//
// The same object closed twice in a row: the second call can go.

#include <stdlib.h>
#include <windows.h>

struct Job {
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WORK Work) {
  ++((struct Job *)Context)->Rounds;
}

void startJob(struct Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

void bad_twice_in_a_row(struct Job *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Self->Work' is used after it was closed [threadpool-use-after-close]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_twice_in_a_row
// CHECK-FIXES: {{^}}  CloseThreadpoolWork(Self->Work);
// CHECK-FIXES-NOT: CloseThreadpoolWork
// CHECK-FIXES: {{^}}  free(Self);
