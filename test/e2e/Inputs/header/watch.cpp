#include "watch.h"

Watch::Watch(HANDLE Event) {
  Wait = CreateThreadpoolWait(OnSignal, this, nullptr);
  if (Wait)
    SetThreadpoolWait(Wait, Event, nullptr);
}
