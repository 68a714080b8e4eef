// RUN: %check_rule self-wait %s
//
// A helper that takes the callback away from its object: nothing is said where
// only the callback itself is looked at.

#include <windows.h>

void startElsewhere(PTP_WORK_CALLBACK Callback, void *Context);

static void leave(PTP_CALLBACK_INSTANCE Instance) {
  DisassociateCurrentThreadFromCallback(Instance);
}

void CALLBACK good_work(PTP_CALLBACK_INSTANCE Instance, void *, PTP_WORK Work) {
  leave(Instance);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
}

void start(void *Context) { startElsewhere(good_work, Context); }
