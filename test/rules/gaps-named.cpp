// RUN: %check_rule leak,unchecked-create %s
//
// Code with an error that does not name a member leaves it alone: no other unit
// can name what is private to a class that is defined here.

#include <windows.h>

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {}

static FILETIME Due;
static int Ended;

//===--- What nobody tests ------------------------------------------------===//

class Meter {
public:
  Meter() { Timer = CreateThreadpoolTimer(onTimer, this, nullptr); }
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: nothing tests whether 'CreateThreadpoolTimer' has failed before the timer is used [threadpool-unchecked-create]
  ~Meter() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }
  int level() const { return Level; }
  void bad_measure() { SetThreadpoolTimer(Timer, &Due, 0, 0); }
  void report() {
    sendReport(level());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: {{.*}}'sendReport'{{.*}}
  }

private:
  PTP_TIMER Timer = nullptr;
  int Level = 0;
};

class NamedMeter {
public:
  NamedMeter() { Gauge = CreateThreadpoolTimer(onTimer, this, nullptr); }
  ~NamedMeter() {
    SetThreadpoolTimer(Gauge, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Gauge, TRUE);
    CloseThreadpoolTimer(Gauge);
  }
  void good_measure() { SetThreadpoolTimer(Gauge, &Due, 0, 0); }
  void check() {
    ++Ended;
    endUnless(this->Gauge);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: {{.*}}'endUnless'{{.*}}
  }

private:
  PTP_TIMER Gauge = nullptr;
};

//===--- What nobody closes -----------------------------------------------===//

class Leaking {
public:
  void bad_start() {
    Ticker = CreateThreadpoolTimer(onTimer, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: the timer is never closed: nothing closes 'Ticker', nor hands it on [threadpool-leak]
    if (Ticker)
      SetThreadpoolTimer(Ticker, &Due, 0, 0);
  }
  int level() const { return Level; }
  void report() {
    sendLevel(level());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: {{.*}}'sendLevel'{{.*}}
  }
  ~Leaking() { ++Ended; }

private:
  PTP_TIMER Ticker = nullptr;
  int Level = 0;
};

class Closing {
public:
  void good_start() {
    Clock = CreateThreadpoolTimer(onTimer, this, nullptr);
    if (Clock)
      SetThreadpoolTimer(Clock, &Due, 0, 0);
  }
  ~Closing() {
    ++Ended;
    closeTimer(Clock);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: {{.*}}'closeTimer'{{.*}}
  }

private:
  PTP_TIMER Clock = nullptr;
};
