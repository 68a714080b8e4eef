#ifndef WATCH_H
#define WATCH_H

#include <Windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Changed;
  volatile LONG Hits;
  volatile LONG IsStopping;
};

VOID CALLBACK OnChanged(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result);
BOOL StartWatch(struct Watch *Watch);
void ArmWatch(struct Watch *Watch);
void StopWatch(struct Watch *Watch);
void FreeWatch(struct Watch *Watch);

#endif
