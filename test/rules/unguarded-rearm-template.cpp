// RUN: %check_rule "*" %s
//
// Templates: one report however often they are instantiated, none where they
// are not.

#include <windows.h>

template <class Payload> class Watch {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Watch *>(Context);
    SetThreadpoolWait(Wait, Self->Event, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} arms its wait again {{.*}} [threadpool-unguarded-rearm]
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  Payload Data{};
};

void use(Watch<int> *Numbers, Watch<char> *Letters) {
  Numbers->start();
  Letters->start();
}
void stop(Watch<int> *Numbers) { Numbers->bad_stop(); }
void stop(Watch<char> *Letters) { Letters->bad_stop(); }

template <class Payload> class NeverInstantiated {
public:
  void start() {
    Wait = CreateThreadpoolWait(&NeverInstantiated::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_because_nobody_calls_it() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<NeverInstantiated *>(Context);
    SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  Payload Data{};
};

// The callback is an argument of the template.
template <PTP_TIMER_CALLBACK Callback> class Clock {
public:
  void start(FILETIME *Due, void *Context) {
    Timer = CreateThreadpoolTimer(Callback, Context, nullptr);
    SetThreadpoolTimer(Timer, Due, 0, 0);
  }
  void stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  PTP_TIMER Timer = nullptr;
};

struct Ticker;
VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER Timer);

struct Ticker {
  Clock<onTick> Source;
  FILETIME Due;
  int Ticks = 0;
};

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER Timer) {
  auto *Self = static_cast<Ticker *>(Context);
  ++Self->Ticks;
  SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onTick' arms its timer again {{.*}} [threadpool-unguarded-rearm]
}

void startTicker(Ticker *T) { T->Source.start(&T->Due, T); }

void bad_stop_ticker(Ticker *T) {
  T->Source.stop();
  delete T;
}
