// RUN: %check_rule "*" %s
//
// A stop routine takes the object out of its place before it stops it, so that
// a second stop finds none.

#include <atomic>
#include <memory>
#include <windows.h>

struct Watch {
  PTP_WAIT volatile Wait;
  HANDLE Event;
  volatile LONG Stopping;
};

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                              TP_WAIT_RESULT) {
  SetEvent(static_cast<Watch *>(Context)->Event);
}

void start(Watch *W) {
  W->Wait = CreateThreadpoolWait(onSignal, W, NULL);
  if (W->Wait)
    SetThreadpoolWait(W->Wait, W->Event, NULL);
}

void bad_stop(Watch *W) {
  PTP_WAIT Taken =
      (PTP_WAIT)InterlockedExchangePointer((PVOID volatile *)&W->Wait, NULL);
  if (Taken) {
    SetThreadpoolWait(Taken, NULL, NULL);
    CloseThreadpoolWait(Taken);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} [threadpool-close-before-wait]
    // CHECK-FIXES: WaitForThreadpoolWaitCallbacks(Taken, TRUE);
    // CHECK-FIXES-NEXT: CloseThreadpoolWait(Taken);
  }
}

void good_stop(Watch *W) {
  PTP_WAIT Taken =
      (PTP_WAIT)InterlockedExchangePointer((PVOID volatile *)&W->Wait, NULL);
  if (Taken) {
    SetThreadpoolWait(Taken, NULL, NULL);
    WaitForThreadpoolWaitCallbacks(Taken, TRUE);
    CloseThreadpoolWait(Taken);
  }
}

void good_stop_twice(Watch *W) {
  good_stop(W);
  good_stop(W);
}

//===--- What holds the object is taken out of its place ------------------===//

class Impl {
public:
  ~Impl() { stop(); }
  void create() { Timer = CreateThreadpoolTimer(onTimer, this, nullptr); }
  void start(FILETIME *Due) { SetThreadpoolTimer(Timer, Due, 0, 0); }
  void stop() {
    if (Timer) {
      SetThreadpoolTimer(Timer, nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(Timer, TRUE);
      CloseThreadpoolTimer(Timer);
      Timer = nullptr;
    }
  }
  // Not cancelled.
  void bad_stop() {
    if (Timer) {
      WaitForThreadpoolTimerCallbacks(Timer, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Handle::bad_terminate' waits for the callbacks of 'Timer' while it is still armed: 'Impl::onTimer' can be called after the wait [threadpool-missing-cancel]
      // CHECK-FIXES: {{^}}      SetThreadpoolTimer(Timer, nullptr, 0, 0);
      // CHECK-FIXES-NEXT: {{^}}      WaitForThreadpoolTimerCallbacks(Timer, TRUE);
      CloseThreadpoolTimer(Timer);
      Timer = nullptr;
    }
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    ++static_cast<Impl *>(Context)->Ticks;
  }
  PTP_TIMER Timer = nullptr;
  int Ticks = 0;
};

class Handle {
public:
  void start(FILETIME *Due) {
    Impl *Made = new Impl;
    Made->create();
    Made->start(Due);
    Held = Made;
  }
  void good_terminate() {
    std::unique_ptr<Impl> Mine;
    Mine.reset(Held.exchange(nullptr));
    if (Mine != nullptr)
      Mine->stop();
  }
  void bad_terminate() {
    std::unique_ptr<Impl> Mine;
    Mine.reset(Held.exchange(nullptr));
    if (Mine != nullptr)
      Mine->bad_stop();
  }

private:
  std::atomic<Impl *> Held{nullptr};
};
