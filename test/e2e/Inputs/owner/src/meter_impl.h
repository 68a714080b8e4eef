#pragma once

#include <Windows.h>

class Meter {
public:
  Meter();
  ~Meter();
  bool start();

private:
  static void CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER);
  void stop();

  PTP_TIMER Timer = nullptr;
  volatile LONG Ticks = 0;
};
