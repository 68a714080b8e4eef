// RUN: %check_rule "*" %s
//
// Shapes that real code likes: complete, each in its own way.

#include <memory>
#include <mutex>
#include <windows.h>

//===--- Paused and started again, under one lock -------------------------===//

class Pausable {
public:
  Pausable() { Timer = CreateThreadpoolTimer(onTick, this, nullptr); }

  void start() {
    std::lock_guard<std::mutex> Guard(Mutex);
    Active = true;
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  void pause() {
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      Active = false;
      SetThreadpoolTimer(Timer, nullptr, 0, 0);
    }
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  }

  ~Pausable() { good_destructor(); }

private:
  void good_destructor() {
    pause();
    CloseThreadpoolTimer(Timer);
  }

  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context,
                              PTP_TIMER Timer) {
    auto *Self = static_cast<Pausable *>(Context);
    std::lock_guard<std::mutex> Guard(Self->Mutex);
    ++Self->Ticks;
    if (Self->Active)
      SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
  }

  std::mutex Mutex;
  PTP_TIMER Timer;
  FILETIME Due = {};
  bool Active = false;
  int Ticks = 0;
};

//===--- The pair of cancel and drain in a loop ---------------------------===//

class Looping {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_loop() {
    Stopping = true;
    for (int Round = 0; Round < 2; ++Round) {
      SetThreadpoolWait(Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    }
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Looping *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
};

//===--- The callback takes its context over ------------------------------===//

struct Request {
  PTP_WORK Work = nullptr;
  int Length = 0;

  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    std::unique_ptr<Request> Self(static_cast<Request *>(Context));
    ++Self->Length;
  }

  void start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
};

void good_context_is_taken_over(Request *R) { CloseThreadpoolWork(R->Work); }

//===--- Each callback holds a reference ----------------------------------===//

class Counted {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    addReference();
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_references() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    CloseThreadpoolWait(Wait);
    release();
  }

private:
  void addReference() { InterlockedIncrement(&References); }
  void release() {
    if (InterlockedDecrement(&References) == 0)
      delete this;
  }

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    auto *Self = static_cast<Counted *>(Context);
    ++Self->Hits;
    Self->release();
  }

  volatile LONG References = 1;
  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  int Hits = 0;
};

//===--- A virtual destructor, and a stop in a try block ------------------===//

class Base {
public:
  virtual ~Base() = default;
};

class Derived : public Base {
public:
  Derived() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  ~Derived() override {
    try {
      SetThreadpoolWait(Wait, nullptr, nullptr);
      CloseThreadpoolWait(Wait);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'use' closes '{{(Local.)?Wait}}' while 'Derived::onSignal' may be queued or running [threadpool-close-before-wait]
      // CHECK-FIXES: {{^}}      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    } catch (...) {
    }
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Derived *>(Context)->Hits;
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  int Hits = 0;
};

void use() {
  Derived Local;
  Sleep(1);
}
