// RUN: %check_rule cleanup-group-order %s -- -I%S/Inputs
//
// Groups of a structure of a header: other units may have closed the members.

#include "queues.h"

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

void start(struct Queue *Q) {
  InitializeThreadpoolEnvironment(&Q->Environment);
  SetThreadpoolCallbackCleanupGroup(&Q->Environment, Q->Group, NULL);
  Q->Work = CreateThreadpoolWork(onWork, Q, &Q->Environment);
}

void good_if_any(struct Queue *Q) {
  CloseThreadpoolCleanupGroup(Q->Group);
  if (Q->Work)
    CloseThreadpoolWork(Q->Work);
}
