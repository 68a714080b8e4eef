#include <windows.h>

PTP_WORK Work;

constexpr unsigned long long spin() {
  unsigned long long Sum = 0;
  for (unsigned long long I = 0; I < 4000000000; ++I)
    Sum += I;
  return Sum;
}

constexpr auto Sum = spin();
