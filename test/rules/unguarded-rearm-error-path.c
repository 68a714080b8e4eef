// RUN: %check_rule "*" %s
//
// A routine that makes the object, and stops it again where something fails.
// That it prepares the flag is no stop.

#include <stdlib.h>
#include <windows.h>

int connectSession(void);

struct Session {
  PTP_WAIT Wait;
  HANDLE Event;
  int Running;
};

VOID CALLBACK onSession(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Session *Self = Context;
  if (Self->Running)
    SetThreadpoolWait(Wait, Self->Event, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onSession' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

struct Session *bad_start(HANDLE Event) {
  struct Session *Self = calloc(1, sizeof(struct Session));
  if (!Self)
    return NULL;
  Self->Running = 1;
  Self->Event = Event;
  Self->Wait = CreateThreadpoolWait(onSession, Self, NULL);
  if (!Self->Wait)
    goto Free;
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
  if (!connectSession())
    goto Stop;
  return Self;
Stop:
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
Free:
  free(Self);
  return NULL;
}
