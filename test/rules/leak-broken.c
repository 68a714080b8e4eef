// RUN: %check_rule leak %s
//
// Code that does not compile.

#include <windows.h>

static int Count;

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  ++Count;
}

static VOID CALLBACK onGap(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_WORK Work) {
  GIVE_BACK(Work, Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'GIVE_BACK'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:19: error: {{.*}}'Unknown'{{.*}}
}

// It may be what is not understood that closes it.
void good_gap(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  CLOSE_LATER(Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'CLOSE_LATER'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:15: error: {{.*}}'Unknown'{{.*}}
}

void good_gap_in_callback(void) {
  PTP_WORK Work = CreateThreadpoolWork(onGap, NULL, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void bad_whole(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the work object that 'bad_whole' makes is never closed
  if (Work)
    SubmitThreadpoolWork(Work);
}

// What is open until it is forgotten nobody has closed, nor can close later.
static PTP_WORK Kept;

void keep(void) {
  Kept = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the work object is never closed: nothing closes 'Kept', nor hands it on
}

void bad_forget(void) {
  WaitForThreadpoolWorkCallbacks(Kept, TRUE);
  Kept = NULL;
}

static PTP_WORK Closed;

void makeClosed(void) { Closed = CreateThreadpoolWork(onWork, NULL, NULL); }

void good_gap_before_it_is_forgotten(void) {
  WaitForThreadpoolWorkCallbacks(Closed, TRUE);
  CLOSE_LATER(Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'CLOSE_LATER'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:15: error: {{.*}}'Unknown'{{.*}}
  Closed = NULL;
}
