#ifndef WATCH_H
#define WATCH_H

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Changed;
  volatile LONG Hits;
};

VOID CALLBACK OnChanged(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result);
BOOL StartWatch(struct Watch *Watch);
void ArmWatch(struct Watch *Watch);
void StopWatch(struct Watch *Watch);
void FreeWatch(struct Watch *Watch);

#endif
