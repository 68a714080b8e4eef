#include <stdlib.h>

#include "watch/watch.h"

void FreeWatch(struct Watch *Watch) {
  StopWatch(Watch);
  CloseHandle(Watch->Changed);
  free(Watch);
}
