#include <stdlib.h>

#include "watch.h"

void FreeWatch(struct Watch *Watch) {
  StopWatch(Watch);
  CloseHandle(Watch->Changed);
  free(Watch);
}
