#pragma once

#include <windows.h>

class Watch {
public:
  explicit Watch(HANDLE Event);
  ~Watch() { Stop(); }
  void Stop() {
    if (Wait)
      CloseThreadpoolWait(Wait);
    Wait = nullptr;
  }

private:
  static VOID CALLBACK OnSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Watch *>(Context)->Hits;
  }

  PTP_WAIT Wait = nullptr;
  int Hits = 0;
};
