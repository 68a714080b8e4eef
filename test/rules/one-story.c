// RUN: %check_rule "*" %s
//
// One object with several defects: one warning, at the gravest place, whose
// notes name what else is to do.

#include <stdlib.h>
#include <windows.h>

//===--- No guard, no cancel, no drain ------------------------------------===//

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onWatch' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startWatch(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_only_closes(struct Watch *Self) {
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A flag, and nothing else -----------------------------------------===//

struct Flagged {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onFlagged(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Flagged *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startFlagged(struct Flagged *Self) {
  Self->Wait = CreateThreadpoolWait(onFlagged, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_flag_and_close(struct Flagged *Self) {
  Self->Stopping = 1;
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_flag_and_close' closes 'Self->Wait' while 'onFlagged' may be queued or running [threadpool-close-before-wait]
  free(Self);
}

//===--- Neither cancelled nor drained ------------------------------------===//

struct Clock {
  PTP_TIMER Timer;
  int Ticks;
};

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  ++((struct Clock *)Context)->Ticks;
}

void startClock(struct Clock *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onTick, Self, NULL);
  SetThreadpoolTimer(Self->Timer, Due, 1000, 0);
}

void bad_closes(struct Clock *Self) {
  CloseThreadpoolTimer(Self->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_closes' closes 'Self->Timer' while 'onTick' may be queued or running [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES: {{^}}  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolTimer(Self->Timer);
