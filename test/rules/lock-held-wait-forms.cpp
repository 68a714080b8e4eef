// RUN: %check_rule "*" %s
//
// Less common ways to take a lock: loops in macros, several mutexes at once,
// guards that adopt, defer, or let go early.

#include <mutex>
#include <windows.h>

#define WITH_MUTEX(M)                                                          \
  for (bool Once = ((M).lock(), true); Once; (M).unlock(), Once = false)
#define WITH_SECTION(S)                                                        \
  for (int Once = (EnterCriticalSection(S), 1); Once;                          \
       LeaveCriticalSection(S), Once = 0)
#define WITH_GUARD(M) if (std::lock_guard<std::mutex> Guard{M}; true)

//===--- A loop over a mutex ---------------------------------------------===//

class LoopMutex {
public:
  void start() {
    Wait = CreateThreadpoolWait(&LoopMutex::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    WITH_MUTEX(Mutex) { Stopping = true; }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    WITH_MUTEX(Mutex) {
      Stopping = true;
      SetThreadpoolWait(Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'LoopMutex::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'LoopMutex::onSignal' takes [threadpool-lock-held-wait]
    }
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<LoopMutex *>(Context);
    WITH_MUTEX(Self->Mutex) {
      if (!Self->Stopping)
        SetThreadpoolWait(Wait, Self->Event, nullptr);
    }
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- A loop over a critical section ----------------------------------===//

class LoopSection {
public:
  void start() {
    Wait = CreateThreadpoolWait(&LoopSection::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    WITH_SECTION(&Section) { Stopping = true; }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    WITH_SECTION(&Section) {
      Stopping = true;
      SetThreadpoolWait(Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'LoopSection::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'LoopSection::onSignal' takes [threadpool-lock-held-wait]
    }
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<LoopSection *>(Context);
    WITH_SECTION(&Self->Section) {
      if (!Self->Stopping)
        SetThreadpoolWait(Wait, Self->Event, nullptr);
    }
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  CRITICAL_SECTION Section;
};

//===--- A guard in the head of an if ------------------------------------===//

class IfGuard {
public:
  void start() {
    Wait = CreateThreadpoolWait(&IfGuard::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    WITH_GUARD(Mutex) { Stopping = true; }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    WITH_GUARD(Mutex) {
      Stopping = true;
      SetThreadpoolWait(Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'IfGuard::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'IfGuard::onSignal' takes [threadpool-lock-held-wait]
    }
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<IfGuard *>(Context);
    WITH_GUARD(Self->Mutex) {
      if (!Self->Stopping)
        SetThreadpoolWait(Wait, Self->Event, nullptr);
    }
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- Two mutexes at once ---------------------------------------------===//

class Both {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Both::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      std::scoped_lock Guard(Other, Mutex);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    std::scoped_lock Guard(Mutex, Other);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Both::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Both::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Both *>(Context);
    std::scoped_lock Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex, Other;
};

//===--- Let go before the drain -----------------------------------------===//

class LetGo {
public:
  void start() {
    Wait = CreateThreadpoolWait(&LetGo::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    std::unique_lock<std::mutex> Guard(Mutex);
    Stopping = true;
    Guard.unlock();
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    std::unique_lock<std::mutex> Guard(Mutex);
    Stopping = true;
    Guard.unlock();
    Guard.lock();
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'LetGo::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'LetGo::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<LetGo *>(Context);
    std::unique_lock<std::mutex> Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- Adopted ---------------------------------------------------------===//

class Adopted {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Adopted::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      Mutex.lock();
      std::lock_guard<std::mutex> Guard(Mutex, std::adopt_lock);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    Mutex.lock();
    std::unique_lock<std::mutex> Guard(Mutex, std::adopt_lock);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Adopted::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Adopted::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Adopted *>(Context);
    Self->Mutex.lock();
    std::lock_guard<std::mutex> Guard(Self->Mutex, std::adopt_lock);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- Deferred --------------------------------------------------------===//

class Deferred {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Deferred::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    std::unique_lock<std::mutex> Guard(Mutex, std::defer_lock);
    Guard.lock();
    Stopping = true;
    Guard.unlock();
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    std::unique_lock<std::mutex> Guard(Mutex, std::defer_lock);
    Guard.lock();
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Deferred::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Deferred::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Deferred *>(Context);
    std::unique_lock<std::mutex> Guard(Self->Mutex, std::defer_lock);
    Guard.lock();
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- Two, taken together and adopted ---------------------------------===//

class Together {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Together::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      std::lock(Mutex, Other);
      std::lock_guard<std::mutex> First(Mutex, std::adopt_lock);
      std::lock_guard<std::mutex> Second(Other, std::adopt_lock);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    std::unique_lock<std::mutex> First(Mutex, std::defer_lock);
    std::unique_lock<std::mutex> Second(Other, std::defer_lock);
    std::lock(First, Second);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Together::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Together::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Together *>(Context);
    std::lock_guard<std::mutex> Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex, Other;
};
