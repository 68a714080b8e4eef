// RUN: %check_rule cleanup-group-order %s
//
// A group whose members another routine may have closed before.

#include <windows.h>

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {}

struct Pool {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_WORK Work;
};

void start(struct Pool *P) {
  InitializeThreadpoolEnvironment(&P->Environment);
  SetThreadpoolCallbackCleanupGroup(&P->Environment, P->Group, NULL);
  P->Work = CreateThreadpoolWork(onWork, P, &P->Environment);
}

void stop(struct Pool *P) {
  CloseThreadpoolCleanupGroupMembers(P->Group, TRUE, NULL);
  P->Work = NULL;
}

void good_stopped_before(struct Pool *P) {
  CloseThreadpoolCleanupGroup(P->Group);
  if (P->Work)
    CloseThreadpoolWork(P->Work);
}
