// RUN: %check_rule "*" %s
//
// A macro that closes, and one that closes and clears.

#include <stdlib.h>
#include <windows.h>

#define CLOSE(WORK) CloseThreadpoolWork(WORK)
#define CLOSE_AND_CLEAR(WORK)                                                  \
  do {                                                                         \
    if (WORK) {                                                                \
      CloseThreadpoolWork(WORK);                                               \
      (WORK) = NULL;                                                           \
    }                                                                          \
  } while (0)

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

void bad_macro(struct Job *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CLOSE(Self->Work);
  CLOSE(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}} is used after it was closed [threadpool-use-after-close]
  free(Self);
}

void good_macro(struct Job *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CLOSE_AND_CLEAR(Self->Work);
  CLOSE_AND_CLEAR(Self->Work);
  free(Self);
}
