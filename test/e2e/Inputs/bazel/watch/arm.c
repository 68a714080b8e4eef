#include "watch/watch.h"

BOOL StartWatch(struct Watch *Watch) {
  Watch->Wait = CreateThreadpoolWait(OnChanged, Watch, NULL);
  if (Watch->Wait == NULL)
    return FALSE;
  ArmWatch(Watch);
  return TRUE;
}

void ArmWatch(struct Watch *Watch) {
  SetThreadpoolWait(Watch->Wait, Watch->Changed, NULL);
}
