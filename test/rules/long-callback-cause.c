// RUN: %check_rule long-callback %s
//
// Callbacks that wait once more for what they are called for.

#include <windows.h>

typedef struct {
  HANDLE Changed;
  HANDLE Stopped;
  HANDLE Either;
  PTP_WAIT Wait;
  int Hits;
} Watch;

void show(Watch *W);

// The pool's wait has taken the signal.
static VOID CALLBACK bad_next(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  Watch *W = Context;
  WaitForSingleObject(W->Changed, INFINITE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_next', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  // CHECK-FIXES: CallbackMayRunLong(Instance);
  ++W->Hits;
}

static VOID CALLBACK bad_registered(PVOID Context, BOOLEAN IsTimeout) {
  Watch *W = Context;
  WaitForSingleObject(W->Changed, INFINITE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_registered', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  ++W->Hits;
}

// A signal may be there already.
static VOID CALLBACK good_asked(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  Watch *W = Context;
  while (WaitForSingleObject(W->Changed, 0) == WAIT_OBJECT_0)
    ++W->Hits;
}

// Stays as it is.
static VOID CALLBACK good_manual(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  Watch *W = Context;
  WaitForSingleObject(W->Stopped, INFINITE);
  ++W->Hits;
}

static VOID CALLBACK good_either(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  Watch *W = Context;
  WaitForSingleObject(W->Either, INFINITE);
  ++W->Hits;
}

void waitForAll(Watch *W, HANDLE *Registered, BOOL Stays) {
  W->Changed = CreateEventW(NULL, FALSE, FALSE, NULL);
  W->Stopped = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (Stays)
    W->Either = CreateEventW(NULL, TRUE, FALSE, NULL);
  else
    W->Either = CreateEventW(NULL, FALSE, FALSE, NULL);
  show(W);
  W->Wait = CreateThreadpoolWait(bad_next, W, NULL);
  SetThreadpoolWait(W->Wait, W->Changed, NULL);
  RegisterWaitForSingleObject(Registered, W->Changed, bad_registered, W,
                              INFINITE, WT_EXECUTEDEFAULT);
  SetThreadpoolWait(CreateThreadpoolWait(good_asked, W, NULL), W->Changed, NULL);
  SetThreadpoolWait(CreateThreadpoolWait(good_manual, W, NULL), W->Stopped,
                    NULL);
  SetThreadpoolWait(CreateThreadpoolWait(good_either, W, NULL), W->Either,
                    NULL);
}
