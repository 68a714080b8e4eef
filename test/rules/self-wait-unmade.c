// RUN: %check_rule self-wait %s
//
// Another file makes the objects and arms them.

#include <windows.h>

void startElsewhere(PTP_WORK_CALLBACK Callback, void *Context);

static VOID CALLBACK bad_work(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_work' waits for the callbacks of its own work object
}

void start(void *Context) { startElsewhere(bad_work, Context); }
