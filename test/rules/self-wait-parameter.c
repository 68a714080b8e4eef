// RUN: %check_rule self-wait %s
//
// A variable that is named like what the checker calls a parameter.

#include <windows.h>

struct Job {
  PTP_WORK Work;
  int Steps;
};

VOID CALLBACK bad_work(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WORK Work) {
  struct Job *param = Context;
  ++param->Steps;
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_work' waits for the callbacks of its own work object
}

void start(struct Job *Self) {
  Self->Work = CreateThreadpoolWork(bad_work, Self, NULL);
}
