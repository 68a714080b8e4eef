#include "stop.h"
static VOID CALLBACK onEvent(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WAIT W,
                             TP_WAIT_RESULT R) {
  if (!Stopping)
    SetThreadpoolWait(W, Event, NULL);
}
void run(void) {
  Wait = CreateThreadpoolWait(onEvent, NULL, NULL);
  if (!Wait)
    return;
  SetThreadpoolWait(Wait, Event, NULL);
  Sleep(100);
  stopIt();
  CloseThreadpoolWait(Wait);
}
