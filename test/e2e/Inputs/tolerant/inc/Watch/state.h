#pragma once
#include <Windows.h>

struct State {
  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  CRITICAL_SECTION Lock;
  int Count = 0;
};
