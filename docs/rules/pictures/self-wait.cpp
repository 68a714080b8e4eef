#include <windows.h>

class Timeout {
  static VOID CALLBACK expire(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    delete static_cast<Timeout *>(Context);
  }

public:
  ~Timeout() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

  void start(FILETIME *Due) {
    Timer = CreateThreadpoolTimer(expire, this, nullptr);
    if (Timer)
      SetThreadpoolTimer(Timer, Due, 0, 0);
  }

  PTP_TIMER Timer = nullptr;
};

void after(FILETIME *Due) { (new Timeout)->start(Due); }
