// RUN: %check_rule "*" %s --fixed-clean
//
// What can be a stop flag in C++.

#include <atomic>
#include <windows.h>

//===--- Operators --------------------------------------------------------===//

class Operators {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Operators::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Stopping = true;
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Operators::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Operators *>(Context)->handle();
  }

  void handle() {
    if (!Stopping)
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<bool> Stopping{false};
};

//===--- load and store ---------------------------------------------------===//

class LoadStore {
public:
  void start() {
    Wait = CreateThreadpoolWait(&LoadStore::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Stopping.store(true);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Stopping.store(true);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'LoadStore::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Stopping.store(true);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<LoadStore *>(Context)->handle();
  }

  void handle() {
    if (!Stopping.load())
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<bool> Stopping{false};
};

//===--- load and store with an order -------------------------------------===//

class Ordered {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Ordered::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Stopping.store(true, std::memory_order_release);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Stopping.store(true, std::memory_order_release);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Ordered::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Stopping.store(true, std::memory_order_release);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Ordered *>(Context)->handle();
  }

  void handle() {
    if (!Stopping.load(std::memory_order_acquire))
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic_bool Stopping{false};
};

//===--- exchange ---------------------------------------------------------===//

class Exchanged {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Exchanged::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Running.exchange(false);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Running.exchange(false);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Exchanged::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Running.exchange(false);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Exchanged *>(Context)->handle();
  }

  void handle() {
    if (Running)
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<bool> Running{true};
};

//===--- A number ---------------------------------------------------------===//

class Number {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Number::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Stopping = 1;
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Stopping = 1;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Number::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Stopping = 1;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Number *>(Context)->handle();
  }

  void handle() {
    if (Stopping == 0)
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<int> Stopping{0};
};

//===--- A state ----------------------------------------------------------===//

enum class State { Running, Stopping };

class Stateful {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Stateful::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Now.store(State::Stopping);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Now.store(State::Stopping);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Stateful::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Now.store(State::Stopping);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Stateful *>(Context)->handle();
  }

  void handle() {
    if (Now.load() == State::Running)
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<State> Now{State::Running};
};

//===--- A bool with its own initial value --------------------------------===//

class Initial {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Initial::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Running = false;
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Running = false;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Initial::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Running = false;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Initial *>(Context)->handle();
  }

  void handle() {
    if (Running)
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Running = true;
};

//===--- A member function that tests -------------------------------------===//

class Getter {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Getter::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Stopping = true;
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Getter::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Getter *>(Context)->handle();
  }

  void handle() {
    if (mayGoOn())
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<bool> Stopping{false};
  bool mayGoOn() const { return !Stopping.load(); }
};

//===--- A member function that sets --------------------------------------===//

class Setter {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Setter::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    forbid();
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    forbid();
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Setter::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_stop()
  // CHECK-FIXES-NEXT: forbid();
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Setter *>(Context)->handle();
  }

  void handle() {
    if (!Stopping)
      SetThreadpoolWait(Wait, Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<bool> Stopping{false};
  void forbid() { Stopping.store(true); }
};
