#include <stdlib.h>

#include "watch.h"

void FreeWatch(struct Watch *Watch) {
  StopWatch(Watch);
  free(Watch);
}
