#pragma once
#include <windows.h>

class QuotaWatch {
public:
  bool start(HANDLE Event) {
    LimitReached = Event;
    Wait = CreateThreadpoolWait(&QuotaWatch::onLimitReached, this, nullptr);
    if (!Wait)
      return false;
    SetThreadpoolWait(Wait, LimitReached, nullptr);
    return true;
  }

  ~QuotaWatch() {
    if (!Wait)
      return;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onLimitReached(PTP_CALLBACK_INSTANCE, PVOID Context,
                                      PTP_WAIT Wait, TP_WAIT_RESULT Result);

  PTP_WAIT Wait = nullptr;
  HANDLE LimitReached = nullptr;
  unsigned long Hits = 0;
};
