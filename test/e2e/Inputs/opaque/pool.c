#include <windows.h>

#include "watch.h"

struct Watch {
  PTP_WAIT Wait;
  HANDLE Changed;
  volatile LONG Hits;
};

static VOID CALLBACK OnChanged(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Watch = (struct Watch *)Context;
  InterlockedIncrement(&Watch->Hits);
}

BOOL StartWatch(struct Watch *Watch) {
  Watch->Wait = CreateThreadpoolWait(OnChanged, Watch, NULL);
  if (Watch->Wait == NULL)
    return FALSE;
  SetThreadpoolWait(Watch->Wait, Watch->Changed, NULL);
  return TRUE;
}

void StopWatch(struct Watch *Watch) {
  SetThreadpoolWait(Watch->Wait, NULL, NULL);
  CloseThreadpoolWait(Watch->Wait);
}
