#include "watch/watch.h"

void StopWatch(struct Watch *Watch) {
  SetThreadpoolWait(Watch->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Watch->Wait, TRUE);
  CloseThreadpoolWait(Watch->Wait);
}
