// A structure that every unit of the program can see.

#ifndef SHARED_H
#define SHARED_H

#include <windows.h>

struct Shared {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

#endif
