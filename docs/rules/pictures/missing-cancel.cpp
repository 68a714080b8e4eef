#include <windows.h>

struct Clock {
  PTP_TIMER Timer;
  int Ticks = 0;

  void stop();
};

static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++static_cast<Clock *>(Context)->Ticks;
}

bool start(Clock *Self) {
  Self->Timer = CreateThreadpoolTimer(onTick, Self, nullptr);
  if (!Self->Timer)
    return false;
  FILETIME Now = {};
  SetThreadpoolTimer(Self->Timer, &Now, 1000, 0);
  return true;
}

void Clock::stop() {
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
  delete this;
}
