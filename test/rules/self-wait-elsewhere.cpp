// RUN: %check_rule self-wait %s -- -ferror-limit=0
//
// The callbacks' types say that they are callbacks; who makes their objects is
// not known here. What a callback does itself is enough.

#include <windows.h>

struct Job {
  bool IsLast;
  int Steps;
};

// Another file makes the objects.
void startElsewhere(PTP_WORK_CALLBACK Callback, Job *Self);
void startElsewhere(PTP_TIMER_CALLBACK Callback, Job *Self);
void startElsewhere(PTP_WAIT_CALLBACK Callback, Job *Self);
void startElsewhere(PTP_WIN32_IO_CALLBACK Callback, Job *Self);
bool hasMore(Job *Self);

void CALLBACK bad_work(PTP_CALLBACK_INSTANCE, void *, PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_work' waits for the callbacks of its own work object: it waits for itself to return, and never does
}

void CALLBACK bad_timer(PTP_CALLBACK_INSTANCE, void *Context, PTP_TIMER Timer) {
  if (static_cast<Job *>(Context)->IsLast)
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_timer' waits for the callbacks of its own timer
}

void CALLBACK bad_wait(PTP_CALLBACK_INSTANCE, void *, PTP_WAIT Wait,
                       TP_WAIT_RESULT) {
  PTP_WAIT Own = Wait;
  SetThreadpoolWait(Own, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Own, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wait' waits for the callbacks of its own wait
}

void CALLBACK bad_io(PTP_CALLBACK_INSTANCE, void *, void *, ULONG, ULONG_PTR,
                     PTP_IO Io) {
  WaitForThreadpoolIoCallbacks(Io, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_io' waits for the callbacks of its own I/O object
}

void CALLBACK bad_errorBehind(PTP_CALLBACK_INSTANCE, void *, PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_errorBehind' waits for the callbacks of its own work object
  while (renderer()->isActive())
    // CHECK-MESSAGES: :[[@LINE-1]]:10: error: use of undeclared identifier
    ;
}

void CALLBACK good_errorBefore(PTP_CALLBACK_INSTANCE, void *, PTP_WORK Work) {
  if (renderer()->isActive())
    // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier
    return;
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
}

void CALLBACK good_guessBefore(PTP_CALLBACK_INSTANCE Instance, void *,
                               PTP_WORK Work) {
  leaveObject(Instance);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
}

void CALLBACK good_dissociated(PTP_CALLBACK_INSTANCE Instance, void *,
                               PTP_WORK Work) {
  DisassociateCurrentThreadFromCallback(Instance);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
}

void CALLBACK good_submitsOnly(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_WORK Work) {
  if (hasMore(static_cast<Job *>(Context)))
    SubmitThreadpoolWork(Work);
}

// Asks itself first: what that says is not looked at here.
static bool mayWait(Job *Self) { return Self == nullptr && Self->Steps == 0; }

void CALLBACK good_asks(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK Work) {
  if (mayWait(static_cast<Job *>(Context)))
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
}

// Only called, with another object: not a callback.
void good_helper(PTP_CALLBACK_INSTANCE, void *, PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
}

void stop(PTP_WORK Work) { good_helper(nullptr, nullptr, Work); }

// Of another type.
int good_otherResult(PTP_CALLBACK_INSTANCE, void *, PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  return 0;
}
void registerStop(int (*Stop)(PTP_CALLBACK_INSTANCE, void *, PTP_WORK));

void start(Job *Self) {
  startElsewhere(bad_work, Self);
  startElsewhere(bad_timer, Self);
  startElsewhere(bad_wait, Self);
  startElsewhere(bad_io, Self);
  startElsewhere(bad_errorBehind, Self);
  startElsewhere(good_errorBefore, Self);
  startElsewhere(good_guessBefore, Self);
  startElsewhere(good_dissociated, Self);
  startElsewhere(good_submitsOnly, Self);
  startElsewhere(good_asks, Self);
  registerStop(good_otherResult);
}
