#include "watch.h"

BOOL StartWatch(struct Watch *Watch) {
  Watch->IsStopping = FALSE;
  Watch->Wait = CreateThreadpoolWait(OnChanged, Watch, NULL);
  if (Watch->Wait == NULL)
    return FALSE;
  ArmWatch(Watch);
  return TRUE;
}

void ArmWatch(struct Watch *Watch) {
  if (!Watch->IsStopping)
    SetThreadpoolWait(Watch->Wait, Watch->Changed, NULL);
}
