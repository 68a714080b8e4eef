// RUN: %check_rule "*" %s
//
// A structure that is returned, passed and copied takes its handle with it.

#include <windows.h>

struct Pack {
  PTP_WORK Work;
  int *Runs;
};

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  ++*(int *)Context;
}

static struct Pack make(int *Runs) {
  struct Pack P;
  P.Runs = Runs;
  P.Work = CreateThreadpoolWork(onWork, Runs, NULL);
  return P;
}

static void stop(struct Pack P) {
  WaitForThreadpoolWorkCallbacks(P.Work, FALSE);
  CloseThreadpoolWork(P.Work);
}

void bad_copied(void) {
  int Runs = 0;
  struct Pack P = make(&Runs), Q;
  SubmitThreadpoolWork(P.Work);
  Q = P;
  CloseThreadpoolWork(Q.Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_copied' closes 'Q.Work' while 'onWork' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(Q.Work, TRUE);
  // CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(Q.Work);
}

void good_copied(void) {
  int Runs = 0;
  struct Pack P = make(&Runs), Q;
  SubmitThreadpoolWork(P.Work);
  Q = P;
  WaitForThreadpoolWorkCallbacks(Q.Work, FALSE);
  CloseThreadpoolWork(P.Work);
}

void good_passed(void) {
  int Runs = 0;
  struct Pack P = make(&Runs);
  SubmitThreadpoolWork(P.Work);
  stop(P);
}

// The copy has another one by then.
void good_replaced(void) {
  int Runs = 0, Others = 0;
  struct Pack P = make(&Runs), Q = P;
  Q = make(&Others);
  SubmitThreadpoolWork(P.Work);
  CloseThreadpoolWork(Q.Work);
  stop(P);
}
