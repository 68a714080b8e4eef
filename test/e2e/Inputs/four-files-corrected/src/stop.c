#include "watch.h"

void StopWatch(struct Watch *Watch) {
  InterlockedExchange(&Watch->IsStopping, TRUE);
  WaitForThreadpoolWaitCallbacks(Watch->Wait, FALSE);
  SetThreadpoolWait(Watch->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Watch->Wait, TRUE);
  CloseThreadpoolWait(Watch->Wait);
}
