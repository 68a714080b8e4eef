#include <windows.h>
static PTP_WAIT Wait;
static HANDLE Event;
static volatile LONG Stopping;
static void stopIt(void) {
  InterlockedExchange(&Stopping, 1);
  SetThreadpoolWait(Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  SetThreadpoolWait(Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
}
