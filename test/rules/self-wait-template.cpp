// RUN: %check_rule self-wait %s
//
// Templates, reported once, and macros.

#include <windows.h>

template <class Owner> class Ticker {
public:
  explicit Ticker(Owner &O) : O(O) {
    Timer = CreateThreadpoolTimer(&Ticker::bad_tick, this, nullptr);
  }
  void stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  }

private:
  static void CALLBACK bad_tick(PTP_CALLBACK_INSTANCE, void *Context,
                                PTP_TIMER) {
    auto *Self = static_cast<Ticker *>(Context);
    if (!Self->O.isWanted())
      Self->stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Ticker{{.*}}::bad_tick' waits for the callbacks of its own timer: it waits for itself to return, and never does [threadpool-self-wait]
  }

  Owner &O;
  PTP_TIMER Timer;
};

struct First {
  bool isWanted() const;
};
struct Second {
  bool isWanted() const;
};

void use(First &F, Second &S) {
  Ticker<First> A(F);
  Ticker<Second> B(S);
  A.stop();
  B.stop();
}

#define STOP_WAIT(Wait)                                                        \
  do {                                                                         \
    SetThreadpoolWait(Wait, nullptr, nullptr);                                 \
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);                                \
  } while (0)

void CALLBACK bad_macro(PTP_CALLBACK_INSTANCE, void *, PTP_WAIT Wait,
                        TP_WAIT_RESULT) {
  STOP_WAIT(Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro' waits for the callbacks of its own wait
}

PTP_WAIT startMacro() {
  return CreateThreadpoolWait(bad_macro, nullptr, nullptr);
}

// A lambda is a callback as any other.
PTP_WORK startLambda() {
  return CreateThreadpoolWork(
      [](PTP_CALLBACK_INSTANCE, void *, PTP_WORK Work) {
        WaitForThreadpoolWorkCallbacks(Work, FALSE);
        // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'lambda in startLambda' waits for the callbacks of its own work object
      },
      nullptr, nullptr);
}
