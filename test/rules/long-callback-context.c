// RUN: %check_rule long-callback %s
//
// Objects of one kind: which of them a callback waits for.

#include <windows.h>

static VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_WORK Work) {}

struct Copy {
  PTP_WORK Write, Read;
};

// What the callback is given was there before its own object.
static VOID CALLBACK bad_context(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  // CHECK-FIXES: bad_context
  // CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
  PTP_WORK Write = (PTP_WORK)Context;
  WaitForThreadpoolWorkCallbacks(Write, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_context', a callback of the pool, waits for the callbacks of another object and has not told the pool that it may run long [threadpool-long-callback]
  SubmitThreadpoolWork(Write);
}

void startCopy(struct Copy *C) {
  C->Write = CreateThreadpoolWork(onOther, NULL, NULL);
  C->Read = CreateThreadpoolWork(bad_context, C->Write, NULL);
  SubmitThreadpoolWork(C->Read);
}

// Its own object is in the variable by now: that is another rule's affair.
static PTP_WORK Latest;

static VOID CALLBACK good_replaced(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context, PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Latest, FALSE);
}

void startNext(void) {
  Latest = CreateThreadpoolWork(good_replaced, Latest, NULL);
  SubmitThreadpoolWork(Latest);
}
