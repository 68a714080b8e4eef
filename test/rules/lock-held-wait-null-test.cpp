// RUN: %check_rule "*" %s
//
// A wrapper that asks whether there is an object before it closes it: nobody
// who has just waited for its callbacks finds none.

#include <windows.h>

class Timer {
public:
  Timer(PTP_TIMER_CALLBACK Callback, void *Context)
      : Native(CreateThreadpoolTimer(Callback, Context, nullptr)) {}
  PTP_TIMER get() const { return Native; }
  void close() {
    if (Native) {
      CloseThreadpoolTimer(Native);
      Native = nullptr;
    }
  }

private:
  PTP_TIMER Native;
};

class Session {
public:
  Session() : Ticker(onTick, this) {
    InitializeCriticalSection(&Lock);
    SetThreadpoolTimer(Ticker.get(), &Due, 500, 0);
  }
  void bad_stop() {
    SetThreadpoolTimer(Ticker.get(), nullptr, 0, 0);
    EnterCriticalSection(&Lock);
    WaitForThreadpoolTimerCallbacks(Ticker.get(), TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Session::bad_stop' waits {{.*}} [threadpool-lock-held-wait]
    Ticker.close();
    LeaveCriticalSection(&Lock);
  }
  void good_stop() {
    SetThreadpoolTimer(Ticker.get(), nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Ticker.get(), TRUE);
    EnterCriticalSection(&Lock);
    Ticker.close();
    LeaveCriticalSection(&Lock);
  }

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    auto *Self = static_cast<Session *>(Context);
    EnterCriticalSection(&Self->Lock);
    ++Self->Ticks;
    LeaveCriticalSection(&Self->Lock);
  }

  CRITICAL_SECTION Lock;
  FILETIME Due = {};
  int Ticks = 0;
  Timer Ticker;
};
