#include "watch/watch.h"

VOID CALLBACK OnChanged(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Watch = (struct Watch *)Context;
  InterlockedIncrement(&Watch->Hits);
  ArmWatch(Watch);
}
