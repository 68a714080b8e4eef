#include "meter_impl.h"

Meter::Meter() {}

void CALLBACK Meter::onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  InterlockedIncrement(&static_cast<Meter *>(Context)->Ticks);
}

bool Meter::start() {
  Timer = CreateThreadpoolTimer(onTick, this, nullptr);
  if (!Timer)
    return false;
  LARGE_INTEGER Due;
  Due.QuadPart = -10000LL * 1000;
  FILETIME When;
  When.dwLowDateTime = Due.LowPart;
  When.dwHighDateTime = Due.HighPart;
  SetThreadpoolTimer(Timer, &When, 1000, 0);
  return true;
}

void Meter::stop() {
  if (Timer)
    CloseThreadpoolTimer(Timer);
  Timer = nullptr;
}
