// RUN: %check_rule rearm-not-last %s
//
// Nothing is said without the option.

#include <windows.h>

int Hits;

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  SubmitThreadpoolWork(Work);
  ++Hits;
}

PTP_WORK start(void) { return CreateThreadpoolWork(onWork, NULL, NULL); }
