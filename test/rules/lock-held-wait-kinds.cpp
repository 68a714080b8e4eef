// RUN: %check_rule "*" %s --fixed-clean
//
// The locks of C++: flag and re-arm under one of them, and the drain inside or
// outside.

#include <mutex>
#include <windows.h>

//===--- lock_guard -------------------------------------------------------===//

class Guarded {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Guarded::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      std::lock_guard<std::mutex> Guard(Mutex);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    std::lock_guard<std::mutex> Guard(Mutex);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Guarded::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Guarded::onSignal' takes [threadpool-lock-held-wait]

    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Guarded::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Guarded *>(Context);
    std::lock_guard<std::mutex> Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- unique_lock that goes with its block -----------------------------===//

class Unique {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Unique::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      std::unique_lock<std::mutex> Guard(Mutex);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    std::unique_lock<std::mutex> Guard(Mutex);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Unique::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Unique::onSignal' takes [threadpool-lock-held-wait]

    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Unique::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Unique *>(Context);
    std::unique_lock<std::mutex> Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- unique_lock that is released by hand -----------------------------===//

class ByHand {
public:
  void start() {
    Wait = CreateThreadpoolWait(&ByHand::onSignal, this, nullptr);
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
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ByHand::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'ByHand::onSignal' takes [threadpool-lock-held-wait]
    Guard.unlock();
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ByHand::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<ByHand *>(Context);
    std::unique_lock<std::mutex> Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
    Guard.unlock();
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- scoped_lock ------------------------------------------------------===//

class Scoped {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Scoped::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      std::scoped_lock Guard(Mutex);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    std::scoped_lock Guard(Mutex);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Scoped::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Scoped::onSignal' takes [threadpool-lock-held-wait]

    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Scoped::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Scoped *>(Context);
    std::scoped_lock Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::mutex Mutex;
};

//===--- lock and unlock --------------------------------------------------===//

class Naked {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Naked::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {

    Mutex.lock();
    Stopping = true;
    Mutex.unlock();

    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    Mutex.lock();
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Naked::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Naked::onSignal' takes [threadpool-lock-held-wait]
    Mutex.unlock();
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Naked::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Naked *>(Context);
    Self->Mutex.lock();
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
    Self->Mutex.unlock();
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  std::recursive_mutex Mutex;
};

//===--- A guard of the program's own -------------------------------------===//

class SectionGuard {
public:
  explicit SectionGuard(CRITICAL_SECTION &Section) : Section(Section) {
    EnterCriticalSection(&Section);
  }
  ~SectionGuard() { LeaveCriticalSection(&Section); }
  SectionGuard(const SectionGuard &) = delete;
  SectionGuard &operator=(const SectionGuard &) = delete;

private:
  CRITICAL_SECTION &Section;
};

class Own {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Own::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      SectionGuard Guard(Mutex);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    SectionGuard Guard(Mutex);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Own::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Own::onSignal' takes [threadpool-lock-held-wait]

    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Own::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Own *>(Context);
    SectionGuard Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  CRITICAL_SECTION Mutex;
};

//===--- A lock class of the program's own --------------------------------===//

class Lock {
public:
  void acquire() { AcquireSRWLockExclusive(&Slim); }
  void release() { ReleaseSRWLockExclusive(&Slim); }

private:
  SRWLOCK Slim = SRWLOCK_INIT;
};

class Class {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Class::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {

    Mutex.acquire();
    Stopping = true;
    Mutex.release();

    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    Mutex.acquire();
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Class::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'Class::onSignal' takes [threadpool-lock-held-wait]
    Mutex.release();
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Class::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: {{^}}  void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Class *>(Context);
    Self->Mutex.acquire();
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
    Self->Mutex.release();
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  Lock Mutex;
};
