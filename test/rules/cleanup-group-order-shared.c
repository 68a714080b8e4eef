// RUN: %check_rule cleanup-group-order %s -- -I%S/Inputs
//
// A structure of a header: other units may prepare and stop it.

#include "queues.h"

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}

void start(struct Queue *Q) {
  SetThreadpoolCallbackCleanupGroup(&Q->Environment, Q->Group, NULL);
  Q->Work = CreateThreadpoolWork(onWork, Q, &Q->Environment);
}

// Somebody else has initialised it for the work object.
void good_restart(struct Queue *Q) {
  Q->Work = CreateThreadpoolWork(onWork, Q, &Q->Environment);
  InitializeThreadpoolEnvironment(&Q->Environment);
  SetThreadpoolCallbackCleanupGroup(&Q->Environment, Q->Group, NULL);
}
