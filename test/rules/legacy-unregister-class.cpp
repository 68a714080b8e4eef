// RUN: %check_rule legacy-unregister %s --fixed-clean
//
// Classes, lambdas and templates.

#include <windows.h>

class Counter {
public:
  explicit Counter(HANDLE Event) : Cells(new int[16]) {
    RegisterWaitForSingleObject(&Wait, Event, &Counter::onEvent, this, INFINITE,
                                WT_EXECUTEDEFAULT);
  }
  ~Counter() {
    UnregisterWaitEx(Wait, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Counter::~Counter' ends the registered wait without waiting for callbacks and then frees what 'Counter::onEvent' uses
    // CHECK-FIXES: {{^}}    UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
    delete[] Cells;
  }

private:
  static VOID CALLBACK onEvent(PVOID Context, BOOLEAN) {
    ++static_cast<Counter *>(Context)->Cells[0];
  }
  int *Cells;
  HANDLE Wait = nullptr;
};

template <typename T> class Poll {
public:
  void start() {
    CreateTimerQueueTimer(
        &Timer, nullptr,
        [](PVOID Context, BOOLEAN) {
          ++static_cast<Poll *>(Context)->State->Value;
        },
        this, 100, 100, 0);
  }
  void stop() {
    DeleteTimerQueueTimer(nullptr, Timer, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Poll{{.*}}::stop' ends the timer-queue timer without waiting
    // CHECK-FIXES: {{^}}    DeleteTimerQueueTimer(nullptr, Timer, INVALID_HANDLE_VALUE);
    delete State;
  }
  void good_stop() {
    DeleteTimerQueueTimer(nullptr, Timer, INVALID_HANDLE_VALUE);
    delete State;
  }

private:
  struct Box {
    T Value;
  };
  Box *State = new Box();
  HANDLE Timer = nullptr;
};

void use(Poll<int> &P) {
  P.start();
  P.stop();
}
void useRight(Poll<long> &P) {
  P.start();
  P.good_stop();
}
