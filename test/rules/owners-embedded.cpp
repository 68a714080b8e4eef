// RUN: %check_rule "*" %s
//
// What stops the object is a part of something larger.

#include <windows.h>

//===--- The whole has no destructor of its own ---------------------------===//

class Ticker {
public:
  bool start(FILETIME *Due);
  ~Ticker();

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER);
  PTP_TIMER Timer = nullptr;
  int Count = 0;
};

class Clock {
  Ticker Seconds;
};

struct Wall {
  Clock Left, Right;
};

VOID CALLBACK Ticker::onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++static_cast<Ticker *>(Context)->Count;
}

bool Ticker::start(FILETIME *Due) {
  Timer = CreateThreadpoolTimer(onTick, this, nullptr);
  if (!Timer)
    return false;
  SetThreadpoolTimer(Timer, Due, 1000, 0);
  return true;
}

Ticker::~Ticker() {
  if (Timer) {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    CloseThreadpoolTimer(Timer);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Ticker::~Ticker' closes 'Timer' while 'Ticker::onTick' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolTimer(Timer);
  }
}

void breakDown(Wall *All) { delete All; }

//===--- The whole stops its part first -----------------------------------===//

class Blinker {
public:
  bool start(FILETIME *Due) {
    Timer = CreateThreadpoolTimer(onBlink, this, nullptr);
    if (!Timer)
      return false;
    SetThreadpoolTimer(Timer, Due, 1000, 0);
    return true;
  }
  void stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  }
  ~Blinker() { CloseThreadpoolTimer(Timer); }

private:
  static VOID CALLBACK onBlink(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Blinker *>(Context)->Count;
  }
  PTP_TIMER Timer = nullptr;
  int Count = 0;
};

class Panel {
public:
  ~Panel() { Light.stop(); }

private:
  Blinker Light;
};

void good_takeDown(Panel *Old) { delete Old; }

//===--- A member that is written with the whole it belongs to ------------===//

struct Fix {
  int Length;
  bool IsFinal;
};

class Locator {
public:
  bool start() {
    Stop = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }
  ~Locator() {
    SetEvent(Stop);
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
    CloseHandle(Stop);
  }

private:
  static void read(Fix *Into) { *Into = {12, true}; }

  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Locator *>(Context);
    while (WaitForSingleObject(Self->Stop, 1000) == WAIT_TIMEOUT) {
      read(&Self->Last);
      if (Self->Last.IsFinal)
        break;
    }
    SubmitThreadpoolWork(Self->Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Locator::onWork' submits its work object again and reads nothing that 'Locator::~Locator' writes before it stops: the wait for callbacks may never end [threadpool-unguarded-rearm]
  }

  HANDLE Stop = nullptr;
  PTP_WORK Work = nullptr;
  Fix Last = {};
};
