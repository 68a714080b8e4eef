// RUN: %check_rule "*" %s
//
// A re-arm in a macro is reported where the macro is used.

#include <stdlib.h>
#include <windows.h>

#define REARM(SELF) SetThreadpoolWait((SELF)->Wait, (SELF)->Event, NULL)
#define STOP(SELF)                                                             \
  SetThreadpoolWait((SELF)->Wait, NULL, NULL);                                 \
  WaitForThreadpoolWaitCallbacks((SELF)->Wait, TRUE);                          \
  CloseThreadpoolWait((SELF)->Wait)

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  REARM(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onSignal' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void start(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  REARM(Self);
}

void bad_macro(struct Watch *Self) {
  STOP(Self);
  free(Self);
}

// A macro of the API's name, to another function.
struct Door;
void lockDoor(struct Door *D, HANDLE Key, void *When);
#undef CloseThreadpoolWork
#define CloseThreadpoolWork(DOOR) lockDoor(DOOR, NULL, NULL)

void good_macro_of_the_same_name(struct Door *D) {
  CloseThreadpoolWork(D);
  CloseThreadpoolWork(D);
}
