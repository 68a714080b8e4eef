// RUN: %check_rule unchecked-create %s
//
// One routine creates the object, and another one uses it.

#include <windows.h>

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {}

FILETIME Due;

// Only its destructor asks whether there is a timer.
class Meter {
public:
  Meter() { Timer = CreateThreadpoolTimer(onTimer, this, nullptr); }
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: nothing tests whether 'CreateThreadpoolTimer' has failed before the timer is used [threadpool-unchecked-create]
  ~Meter() {
    if (Timer) {
      SetThreadpoolTimer(Timer, nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(Timer, TRUE);
      CloseThreadpoolTimer(Timer);
    }
  }
  void bad_measure() { SetThreadpoolTimer(Timer, &Due, 0, 0); }

private:
  PTP_TIMER Timer = nullptr;
};

class TestedWhereUsed {
public:
  TestedWhereUsed() { Timer = CreateThreadpoolTimer(onTimer, this, nullptr); }
  void good_measure() {
    if (Timer)
      SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

private:
  PTP_TIMER Timer = nullptr;
};

class TestedByOthers {
public:
  TestedByOthers() { Timer = CreateThreadpoolTimer(onTimer, this, nullptr); }
  bool isReady() const { return Timer != nullptr; }
  void good_measure() { SetThreadpoolTimer(Timer, &Due, 0, 0); }

private:
  PTP_TIMER Timer = nullptr;
};

class AskedForTheReason {
public:
  DWORD init() {
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    return GetLastError();
  }
  void good_measure() { SetThreadpoolTimer(Timer, &Due, 0, 0); }

private:
  PTP_TIMER Timer = nullptr;
};

// Anybody can test it.
struct Open {
  PTP_TIMER Timer;
};
PTP_TIMER Visible;

void create() { Visible = CreateThreadpoolTimer(onTimer, nullptr, nullptr); }
void good_visible() { SetThreadpoolTimer(Visible, &Due, 0, 0); }

// Where its own callback runs, there is a timer.
class Again {
public:
  Again() { Timer = CreateThreadpoolTimer(onDue, this, nullptr); }

private:
  static VOID CALLBACK onDue(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    static_cast<Again *>(Context)->good_again();
  }
  void good_again() { SetThreadpoolTimer(Timer, &Due, 0, 0); }
  PTP_TIMER Timer = nullptr;
};

// Whoever has it may have tested it.
void keep(PTP_TIMER Timer);
class HandedOn {
public:
  HandedOn() { Timer = CreateThreadpoolTimer(onTimer, this, nullptr); }
  void show() { keep(Timer); }
  void good_measure() { SetThreadpoolTimer(Timer, &Due, 0, 0); }

private:
  PTP_TIMER Timer = nullptr;
};
