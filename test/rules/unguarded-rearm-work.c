// RUN: %check_rule "*" %s
//
// Work that submits itself. A drain waits for these submissions, too: without a
// guard it does not end, with one a single drain is enough.

#include <stdlib.h>
#include <windows.h>

struct Endless {
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onEndless(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WORK Work) {
  struct Endless *Self = Context;
  ++Self->Rounds;
  SubmitThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onEndless' submits its work object again {{.*}}: the wait for callbacks may never end [threadpool-unguarded-rearm]
}

void startEndless(struct Endless *Self) {
  Self->Work = CreateThreadpoolWork(onEndless, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

void bad_endless_drain(struct Endless *Self) {
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  free(Self);
}

struct Ending {
  PTP_WORK Work;
  int Stopping;
  int Rounds;
};

VOID CALLBACK onEnding(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WORK Work) {
  struct Ending *Self = Context;
  ++Self->Rounds;
  if (!Self->Stopping)
    SubmitThreadpoolWork(Work);
}

void startEnding(struct Ending *Self) {
  Self->Work = CreateThreadpoolWork(onEnding, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

void good_guard_and_one_drain(struct Ending *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  free(Self);
}
