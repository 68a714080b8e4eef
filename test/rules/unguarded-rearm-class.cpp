// RUN: %check_rule "*" %s
//
// The same in classes: static member functions, captureless lambdas and free
// functions as callbacks, destructors and member functions as owners.

#include <windows.h>

//===--- Static member, destructor ----------------------------------------===//

class Destructor {
public:
  explicit Destructor(HANDLE Event) : Event(Event) {
    Wait = CreateThreadpoolWait(&Destructor::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  ~Destructor() { bad_stop(); }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Destructor *>(Context);
    ++Self->Hits;
    SetThreadpoolWait(Wait, Self->Event, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Destructor::onSignal' arms its wait again and reads nothing that 'Destructor::~Destructor' writes {{.*}} [threadpool-unguarded-rearm]
  }

  void bad_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

  PTP_WAIT Wait;
  HANDLE Event;
  int Hits = 0;
};

//===--- Static member that calls a member function -----------------------===//

class Forwarding {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Forwarding *>(Context)->handleSignal();
  }

  void handleSignal() {
    ++Hits;
    SetThreadpoolWait(Wait, Event, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Forwarding::onSignal' arms its wait again {{.*}} [threadpool-unguarded-rearm]
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  int Hits = 0;
};

//===--- Captureless lambda -----------------------------------------------===//

class WithLambda {
public:
  void start() {
    Timer = CreateThreadpoolTimer(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER Timer) {
          auto *Self = static_cast<WithLambda *>(Context);
          ++Self->Ticks;
          SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
          // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: {{.*}} arms its timer again and reads nothing that 'WithLambda::bad_stop' writes {{.*}} [threadpool-unguarded-rearm]
        },
        this, nullptr);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void bad_stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete this;
  }

private:
  PTP_TIMER Timer = nullptr;
  FILETIME Due = {};
  int Ticks = 0;
};

//===--- Free function in an unnamed namespace ----------------------------===//

namespace {

struct Plain {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onPlain(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                      TP_WAIT_RESULT) {
  auto *Self = reinterpret_cast<Plain *>(Context);
  SetThreadpoolWait(Wait, Self->Event, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onPlain' arms its wait again and reads nothing that 'bad_stop_plain' writes {{.*}} [threadpool-unguarded-rearm]
}

} // namespace

Plain *startPlain(HANDLE Event) {
  auto *Self = new Plain{nullptr, Event};
  Self->Wait = ::CreateThreadpoolWait(onPlain, Self, nullptr);
  ::SetThreadpoolWait(Self->Wait, Event, nullptr);
  return Self;
}

void bad_stop_plain(Plain *Self) {
  ::SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  ::WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  ::CloseThreadpoolWait(Self->Wait);
  delete Self;
}

//===--- Five steps -------------------------------------------------------===//

class Careful {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Careful::onSignal, this, nullptr);
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

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Careful *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
};

class CarefulLambda {
public:
  void start() {
    auto OnTick = [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER Timer) {
      auto *Self = static_cast<CarefulLambda *>(Context);
      if (!Self->Stopping)
        SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
    };
    Timer = CreateThreadpoolTimer(OnTick, this, nullptr);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void good_stop() {
    Stopping = true;
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete this;
  }

private:
  PTP_TIMER Timer = nullptr;
  FILETIME Due = {};
  bool Stopping = false;
};
